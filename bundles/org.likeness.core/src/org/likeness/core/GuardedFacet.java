/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

import org.eclipse.core.runtime.OperationCanceledException;

/**
 * A facet that looks at one machine. A machine is untrusted, and any bundle can add a facet: what goes wrong in one must
 * not end all the others, and what it does not say for itself the engine says for it.
 */
final class GuardedFacet {

	private final Facet facet;
	private final FacetContext context;
	private final List<Want> wants;
	/** Why it could not even say what it wants; {@code null} if it could. */
	private Inventory failed;

	GuardedFacet(Facet facet, FacetContext context) {
		this.facet = facet;
		this.context = context;
		this.wants = attempt(() -> List.copyOf(facet.wants(context))).orElse(List.of());
	}

	/** @return the reason of a failure, for people */
	static String reason(RuntimeException e) {
		return "the facet itself failed (" + e + ")";
	}

	/** @return what it wants; nothing if it failed */
	List<Want> wants() {
		return wants;
	}

	/** @return what it found, or why it found nothing */
	Inventory inventory(Survey survey) {
		Inventory found = failed != null ? failed : attempt(() -> facet.inventory(survey, context)).orElse(failed);
		if (found.notApplicable() != null || found.unread() != null) {
			return found;
		}
		return complete(found.obeying(context.rules()), survey);
	}

	/** A facet that says nothing of what could not be read has not seen that it is not absent. */
	private Inventory complete(Inventory found, Survey survey) {
		List<String> reasons = found.tellsOfUnread() ? List.of()
				: wants.stream().flatMap(want -> unread(want, survey).stream()).toList();
		// A step may be older than what the facet has come to look at besides; a plan asks for each path.
		Optional<String> unread = reasons.stream()
				.filter(reason -> reasons.size() == wants.size() || !reason.endsWith(Survey.NOT_RECORDED)).findFirst();
		return unread.map(found::incomplete).orElse(found);
	}

	/** @return why the root of a want, or a file whose contents it wants, could not be read */
	private static Optional<String> unread(Want want, Survey survey) {
		if (survey.problems().isEmpty()) {
			return Optional.empty();
		}
		if (survey.knows(want.root()) == Knowledge.UNKNOWN || survey.problem(want.root()).isPresent()) {
			return Optional.of(survey.whyUnknown(want.root()));
		}
		return survey.problems().keySet().stream().sorted()
				.filter(path -> survey.entry(path).filter(want::wantsContents).isPresent()).findFirst()
				.map(survey::whyUnknown);
	}

	/** @return the files whose contents must not be kept: all that it reads, if it can't say */
	Set<MachinePath> secrets(Survey survey) {
		return attempt(() -> facet.secrets(survey, context)).orElseGet(() -> {
			Set<MachinePath> read = new HashSet<>();
			survey.contents().keySet().stream()
					.filter(path -> survey.entry(path)
							.filter(entry -> wants.stream().anyMatch(want -> want.wantsContents(entry))).isPresent())
					.forEach(read::add);
			return read;
		});
	}

	private <T> Optional<T> attempt(Supplier<T> work) {
		try {
			return Optional.of(work.get());
		} catch (OperationCanceledException e) {
			throw e;
		} catch (NoUserException e) {
			failed = Inventory.notApplicable(e.getMessage());
		} catch (RuntimeException e) {
			failed = Inventory.unread(reason(e));
		}
		return Optional.empty();
	}
}
