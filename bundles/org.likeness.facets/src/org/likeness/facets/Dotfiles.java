/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.likeness.core.Facet;
import org.likeness.core.ComparedItem;
import org.likeness.core.FacetContext;
import org.likeness.core.FacetDraft;
import org.likeness.core.FacetSide;
import org.likeness.core.FileEntry;
import org.likeness.core.Inventory;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.PathPattern;
import org.likeness.core.Rule;
import org.likeness.core.Rule.Effect;
import org.likeness.core.Survey;
import org.likeness.core.Want;
import org.likeness.facets.internal.dotfiles.DotfileItems;
import org.likeness.facets.internal.dotfiles.DotfileRules;
import org.osgi.service.component.annotations.Component;

/**
 * The hidden files of the user's home: all below it whose path starts with a dot. The user's documents are none of
 * them and are not walked.
 */
@Component
public final class Dotfiles implements Facet {

	/** What does not start with a dot, at the top of the home. */
	private static final PathPattern DOCUMENTS = PathPattern.of("[!.]*");

	@Override
	public String id() {
		return "dotfiles";
	}

	@Override
	public String label() {
		return "Dotfiles";
	}

	@Override
	public String help() {
		return "The hidden files of your home folder: what lies at or below a name that starts with a dot. Files are the "
				+ "same if their contents, permissions and extended attributes are, symlinks if they point at the same "
				+ "place. A folder is an item only while it is empty; the permissions of other folders do not count. Sockets, pipes and devices "
				+ "are never compared. Keys and stored passwords are left out and not read, and so is what other facets "
				+ "compare.";
	}

	@Override
	public int defaultWeight() {
		return 3;
	}

	@Override
	public List<Rule> rules() {
		return DotfileRules.all();
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return List.of(want(context));
	}

	private static Want want(FacetContext context) {
		List<PathPattern> leaveOut = new ArrayList<>();
		leaveOut.add(DOCUMENTS);
		leaveOut.addAll(context.patterns(Effect.IGNORE));
		leaveOut.addAll(context.patterns(Effect.ELSEWHERE));
		leaveOut.addAll(context.patterns(Effect.SECRET));
		return Want.tree(context.home(), leaveOut);
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		MachinePath home = context.home();
		if (survey.problem(home).isPresent()) {
			return Inventory.unread(home + ": " + survey.problem(home).get());
		}
		Optional<FileEntry> folder = survey.entry(home).filter(FileEntry::isDirectory);
		if (folder.isEmpty()) {
			return Inventory.unread("there is no home folder " + home);
		}
		DotfileItems items = new DotfileItems(context, folder.get());
		Want want = want(context);
		Survey.Part part = survey.part(want);
		items.addLeftOut(part.leftOut());
		items.addEntries(part.entries(), survey.problems(want));
		return items.build();
	}

	/** What a file holds is taken over as it is: no rule here says that a home folder in it is to be replaced. */
	@Override
	public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
		// A file may come where a folder was, once what is in that has gone.
		for (ComparedItem item : chosen) {
			if (item.ofLaptop() == null) {
				draft.remove(item.key(), target.context().home().resolve(Name.parse(item.key())));
			}
		}
		for (ComparedItem item : chosen) {
			if (item.ofLaptop() != null) {
				copy(item.key(), source, target, draft);
			}
		}
	}

	private static void copy(String key, FacetSide source, FacetSide target, FacetDraft draft) {
		Name name = Name.parse(key);
		Optional<FileEntry> from = source.survey().unfollowed(source.context().home().resolve(name));
		if (from.isPresent()) {
			draft.copy(key, target.context().home().resolve(name), from.get());
		} else {
			draft.refuse(key, "it was found no more");
		}
	}
}
