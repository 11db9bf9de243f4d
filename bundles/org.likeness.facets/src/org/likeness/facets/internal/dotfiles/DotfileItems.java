/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dotfiles;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.likeness.core.FacetContext;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.facets.internal.InventoryDraft;

/** Makes items of the entries below a home folder; for one thread. */
public final class DotfileItems {

	private final MachinePath home;
	private final boolean secretsLeftOut;
	private final InventoryDraft draft;
	/** The folders that hold something, be it left out. */
	private final Set<MachinePath> filled = new HashSet<>();
	private MachinePath lastFilled;
	private final MachinePath keys;
	private final AttributeTexts texts;
	private final LinksElsewhere elsewhere;
	/** Nearly all files have one of a few modes: one map for each. */
	private final Map<Integer, SortedMap<String, String>> attributes = new HashMap<>();

	/**
	 * @param context whose home, and whose rules
	 * @param owner   the home folder itself
	 */
	public DotfileItems(FacetContext context, FileEntry owner) {
		home = context.home();
		keys = home.resolve(PrivateKeys.FOLDER);
		texts = new AttributeTexts(context.user(), owner);
		secretsLeftOut = context.rules().stream().anyMatch(rule -> rule.name().equals(DotfileRules.SECRETS));
		draft = new InventoryDraft(context);
		elsewhere = new LinksElsewhere(home);
	}

	/** Tells what the survey left out, and by which rule; the user's documents are no dotfiles and not told. */
	public void addLeftOut(List<FileEntry> entries) {
		for (FileEntry entry : entries) {
			fill(entry.folder());
			Name relative = entry.path().relativeTo(home);
			String rule = relative.raw().startsWith(".") ? draft.leavingOut(relative) : null;
			if (rule != null) {
				draft.leftOut(relative.toString(), rule);
			}
		}
	}

	/** Adds the items of what is below the home; call it after {@link #addLeftOut}. */
	public void addEntries(List<FileEntry> entries, Map<MachinePath, String> problems) {
		for (FileEntry entry : entries) {
			fill(entry.folder());
		}
		Set<MachinePath> told = new HashSet<>();
		for (FileEntry entry : entries) {
			MachinePath path = entry.path();
			if (!path.equals(home)) {
				String problem = problems.isEmpty() ? null : problems.get(path);
				if (problem == null) {
					add(entry);
				} else {
					told.add(path);
					addUnread(path.relativeTo(home), problem);
				}
			}
		}
		problems.forEach((path, problem) -> {
			if (!path.equals(home) && path.startsWith(home) && !told.contains(path)) {
				addUnread(path.relativeTo(home), problem);
			}
		});
	}

	/** Entries come folder by folder. */
	private void fill(MachinePath folder) {
		if (folder != lastFilled) {
			filled.add(folder);
			lastFilled = folder;
		}
	}

	/** @return the inventory */
	public Inventory build() {
		elsewhere.remark(draft);
		return draft.build();
	}

	private void add(FileEntry entry) {
		if (entry.isFile()) {
			if (secretsLeftOut && isPrivateKey(entry)) {
				draft.leftOut(entry.path().relativeTo(home).toString(), DotfileRules.SECRETS);
			} else {
				draft.addUnruled(Item.file(home, attributes(entry), entry));
			}
			return;
		}
		String key = entry.path().relativeTo(home).toString();
		switch (entry.type()) {
		case DIRECTORY:
			if (!filled.contains(entry.path())) {
				draft.addUnruled(Item.of(key, attributes(entry)));
			}
			break;
		case SYMLINK:
			draft.addUnruled(Item.of(key, Map.of("type", "symlink", "target", entry.linkTarget().toString())));
			elsewhere.add(entry);
			break;
		default:
			draft.leftOut(key, DotfileRules.SOCKETS);
		}
	}

	private boolean isPrivateKey(FileEntry entry) {
		return entry.folder().startsWith(keys) && PrivateKeys.mayBe(entry.path().relativeTo(home));
	}

	private SortedMap<String, String> attributes(FileEntry entry) {
		if (entry.attributes().isEmpty()) {
			return plain(entry);
		}
		SortedMap<String, String> map = new TreeMap<>(plain(entry));
		map.putAll(texts.of(entry.attributes()));
		return Collections.unmodifiableSortedMap(map);
	}

	private SortedMap<String, String> plain(FileEntry entry) {
		int id = entry.mode() | (entry.isDirectory() ? 1 << 16 : 0);
		return attributes.computeIfAbsent(id, unused -> {
			SortedMap<String, String> map = new TreeMap<>();
			map.put("type", entry.type() == FileType.DIRECTORY ? "directory" : "file");
			map.put("mode", String.format("%04o", entry.mode()));
			return Collections.unmodifiableSortedMap(map);
		});
	}

	/** What another facet wants lies in folders that are left out here. */
	private void addUnread(Name relative, String problem) {
		String raw = relative.raw();
		if (!raw.startsWith(".")) {
			return;
		}
		for (int slash = raw.indexOf('/'); slash >= 0; slash = raw.indexOf('/', slash + 1)) {
			if (draft.leavingOut(Name.ofBytes(raw.substring(0, slash).getBytes(
					java.nio.charset.StandardCharsets.ISO_8859_1))) != null) {
				return;
			}
		}
		if (draft.leavingOut(relative) == null && !(secretsLeftOut && PrivateKeys.mayBe(relative))) {
			draft.addUnruled(Item.unread(relative.toString(), problem));
		}
	}
}
