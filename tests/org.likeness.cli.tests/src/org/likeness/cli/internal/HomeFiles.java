/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.likeness.core.ComparedItem;
import org.likeness.core.Facet;
import org.likeness.core.FacetContext;
import org.likeness.core.FacetDraft;
import org.likeness.core.FacetSide;
import org.likeness.core.FileEntry;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Rule;
import org.likeness.core.Survey;
import org.likeness.core.Want;

/** The files of the home folder; the lines of {@code FACET.settings} as settings. */
final class HomeFiles implements Facet {

	private final String id;

	HomeFiles(String id) {
		this.id = id;
	}

	@Override
	public String id() {
		return id;
	}

	@Override
	public String label() {
		return "Facet " + id;
	}

	@Override
	public String help() {
		return "Files of the home folder.";
	}

	@Override
	public int defaultWeight() {
		return 1;
	}

	@Override
	public List<Rule> rules() {
		return List.of(Rule.of("caches", "Made again.", Rule.Effect.IGNORE, "*.cache"),
				Rule.of("identity", "Its own.", Rule.Effect.KEEP, "machine*"));
	}

	private Want want(FacetContext context) {
		return new Want(context.home().resolve(id), context.patterns(Rule.Effect.IGNORE),
				List.of(org.likeness.core.PathPattern.of("settings")), 1 << 20);
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return List.of(want(context));
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		Inventory.Builder inventory = new Inventory.Builder();
		Map<Integer, SortedMap<String, String>> attributes = new HashMap<>();
		Want want = want(context);
		for (FileEntry entry : survey.entries(want)) {
			if (survey.content(entry.path()).isPresent()) {
				settings(new String(survey.content(entry.path()).get(), StandardCharsets.UTF_8), inventory);
			} else if (entry.isFile()) {
				inventory.add(Item.file(want.root(), attributes.computeIfAbsent(entry.mode(),
						mode -> new TreeMap<>(Map.of("mode", Integer.toOctalString(mode)))), entry));
			}
		}
		survey.leftOut(want).forEach(
				entry -> inventory.leftOut(entry.path().relativeTo(want.root()).toString(), "caches"));
		return inventory.build();
	}

	/** Files are copied and removed; of the settings, those that both have are taken over. */
	@Override
	public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
		MachinePath from = want(source.context()).root();
		MachinePath to = want(target.context()).root();
		for (ComparedItem item : chosen) {
			Item ours = item.ofLaptop();
			Item theirs = item.ofClone();
			if (ours != null && ours.file() != null) {
				draft.copy(item.key(), to.resolve(ours.file().path().relativeTo(from)), ours.file());
			} else if (theirs != null && theirs.file() != null) {
				draft.remove(item.key(), theirs.file().path());
			} else if (ours != null && theirs != null) {
				MachinePath file = to.resolve("settings");
				String text = new String(draft.content(file).orElseThrow(), StandardCharsets.UTF_8);
				String changed = text.replace(item.key() + "=" + theirs.attributes().get("value") + "\n",
						item.key() + "=" + ours.attributes().get("value") + "\n");
				draft.write(item.key(), file, changed.getBytes(StandardCharsets.UTF_8), null);
			} else {
				draft.refuse(item.key(), "settings come and go with their program");
			}
		}
	}

	private static void settings(String text, Inventory.Builder inventory) {
		for (String line : text.split("\n")) {
			String[] pair = line.split("=", 2);
			if (pair.length == 2) {
				inventory.add(pair[1].equals("?") ? Item.unread(pair[0], "malformed") : Item.setting(pair[0], pair[1]));
			} else {
				inventory.remark(line + " is no setting; passed over");
			}
		}
	}
}
