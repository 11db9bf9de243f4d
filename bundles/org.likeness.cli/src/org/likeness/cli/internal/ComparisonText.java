/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

import org.likeness.core.Account;
import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.FacetComparison;
import org.likeness.core.Likeness;
import org.likeness.core.State;

/** Prints a comparison for a person: the items of each facet, then the counts and scores of all. */
final class ComparisonText {

	private final Output out;
	private final Set<State> states;
	private final boolean verbose;
	private final int limit;

	/**
	 * @param states which items are listed
	 * @param limit  how many of each facet at the most
	 */
	ComparisonText(Output out, Set<State> states, boolean verbose, int limit) {
		this.out = out;
		this.states = states;
		this.verbose = verbose;
		this.limit = limit;
	}

	void print(Comparison comparison, String laptopLabel, String cloneLabel) {
		out.add(Style.BOLD, "Laptop").to(8).add(laptopLabel + ": " + comparison.laptopSystem().os().prettyName()
				+ user(comparison.laptopUser())).end();
		out.add(Style.BOLD, "Clone").to(8)
				.add(cloneLabel + ": " + comparison.cloneSystem().os().prettyName() + user(comparison.cloneUser()))
				.end();
		comparison.facets().forEach(this::facet);
		out.end();
		summary(comparison);
		out.flush();
	}

	/** @return whose settings and files are meant, for the end of a line about a machine */
	static String user(Account user) {
		return user.isNone() ? ", no user" : ", user " + user.name();
	}

	private void facet(FacetComparison facet) {
		LeftOutText leftOut = new LeftOutText(out, verbose);
		out.end().add(Style.BOLD, facet.facet().label()).add(Style.DIM, "  " + facet.facet().id()).end();
		if (facet.unread() != null) {
			out.add(Style.RED, "  could not be read  ").add(facet.unread()).end();
		}
		if (facet.notApplicable() != null) {
			out.add(Style.DIM, "  not applicable  ").add(facet.notApplicable()).end();
		}
		int listed = 0;
		int beyond = 0;
		int hidden = 0;
		for (ComparedItem item : facet.items()) {
			if (!states.contains(item.state())) {
				hidden++;
			} else if (listed < limit) {
				item(item);
				listed++;
			} else {
				beyond++;
			}
		}
		if (beyond > 0) {
			out.add("  … and " + beyond + " more").add(Style.DIM, "  (--facet " + facet.facet().id() + " lists them)")
					.end();
		}
		if (hidden > 0) {
			out.add(Style.DIM, "  " + hidden + (states.equals(DEFAULT_STATES) ? " the same" : " more, not asked for"))
					.end();
		}
		leftOut.print("laptop", facet.ofLaptop());
		leftOut.print("clone", facet.ofClone());
	}

	/** How many items of each facet a first look shows. */
	static final int FIRST_LOOK = 20;

	/** What is listed unless other states are asked for: whatever is not the same. */
	static final Set<State> DEFAULT_STATES = Set.of(State.CHANGED, State.MISSING, State.EXTRA, State.UNREAD);

	private void item(ComparedItem item) {
		out.add("  ").add(style(item.state()), item.state().word()).to(11).add(item.key()).to(48)
				.add(Style.DIM, ItemText.of(item));
		if (item.keptBy() != null) {
			out.add(Style.CYAN, "  kept by rule " + item.keptBy());
		}
		out.end();
	}

	private static Style style(State state) {
		switch (state) {
		case SAME:
			return Style.GREEN;
		case CHANGED:
			return Style.YELLOW;
		case EXTRA:
			return Style.CYAN;
		default:
			return Style.RED;
		}
	}

	/** Prints the counts and the scores, a line for each facet and one for all. */
	void summary(Comparison comparison) {
		out.add(Style.BOLD, "Likeness").to(25);
		for (String head : List.of("same", "changed", "missing", "extra", "unread", "kept", "weight")) {
			out.add(Style.DIM, pad(head));
		}
		out.end();
		for (FacetComparison facet : comparison.facets()) {
			Likeness likeness = facet.likeness();
			line(facet.facet().id(), likeness.score());
			int unread = 0;
			int kept = 0;
			for (ComparedItem item : facet.items()) {
				kept += item.keptBy() != null ? 1 : 0;
				unread += item.keptBy() == null && item.state() == State.UNREAD ? 1 : 0;
			}
			List<Integer> counts = new ArrayList<>(List.of(likeness.same(), likeness.changed(), likeness.missing(),
					likeness.extra(), unread, kept, facet.weight()));
			counts.forEach(count -> out.add(pad(Integer.toString(count))));
			out.add(facet.notApplicable() != null ? "  not applicable"
					: facet.unread() == null ? "" : "  could not be read").end();
		}
		line("overall", comparison.likeness());
		out.end();
	}

	private void line(String name, OptionalDouble score) {
		out.add(name).to(16).add(Style.GREEN, String.format("%9s", Likeness.percent(score)));
	}

	private static String pad(String text) {
		return String.format("%8s", text);
	}
}
