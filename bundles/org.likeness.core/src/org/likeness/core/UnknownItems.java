/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What one machine may have of a facet, and nobody could look: an item of the other one is neither missing nor extra. */
final class UnknownItems {

	/** The type of items that stand for symlinks: such a one is no way. */
	private static final String SYMLINK = "symlink";

	private final Inventory inventory;
	/** Below what nobody looked, by key, and why. */
	private final Map<String, String> unread = new HashMap<>();
	private final Map<String, String> leftOut;
	private final Survey survey;
	private final MachinePath home;
	private final MachinePath otherHome;
	/** The folder of the other machine that was asked for last, and whether all that is in it would be known. */
	private MachinePath folder;
	private boolean known;

	/**
	 * @param of    the machine that has no such item
	 * @param other the one that has
	 */
	UnknownItems(Facet facet, Surveyed of, Surveyed other) {
		inventory = of.inventories().get(facet);
		for (Item item : inventory.items()) {
			if (item.problem() != null) {
				unread.put(item.key(), item.key() + " could not be read: " + item.problem());
			} else if (SYMLINK.equals(item.attributes().get("type"))) {
				unread.put(item.key(), item.key() + " is a symlink, and what it leads to is not compared");
			}
		}
		leftOut = new HashMap<>();
		inventory.leftOut().forEach(left -> leftOut.putIfAbsent(left.key(), left.rule()));
		survey = of.survey();
		boolean homes = of.contexts().get(facet).hasUser() && other.contexts().get(facet).hasUser();
		home = homes ? of.contexts().get(facet).home() : null;
		otherHome = homes ? other.contexts().get(facet).home() : null;
	}

	/** @return an item that says why nobody knows whether there is one like {@code item}; {@code null} if there is none */
	Item counterpart(Item item) {
		String reason = inFolder(item.key());
		for (Inventory.Unread scope : reason == null ? inventory.unreadScopes() : List.<Inventory.Unread>of()) {
			if (scope.keys().matches(Name.of(item.key()))) {
				reason = scope.reason();
				break;
			}
		}
		if (reason == null && leftOut.containsKey(item.key())) {
			reason = "it is there, and left out by rule " + leftOut.get(item.key());
		}
		if (reason == null && item.file() != null) {
			reason = unknownFile(item.file());
		}
		return reason == null ? null : Item.unread(item.key(), reason);
	}

	/** Where a folder, a channel or the like could not be read, nobody knows what is in it. */
	private String inFolder(String key) {
		if (!unread.isEmpty()) {
			for (int i = key.length() - 1; i > 0; i--) {
				String above = key.charAt(i) == '/' || key.charAt(i) == ':' ? unread.get(key.substring(0, i)) : null;
				if (above != null) {
					return above;
				}
			}
		}
		return null;
	}

	private MachinePath here(MachinePath there) {
		return otherHome == null || !there.startsWith(otherHome) ? there
				: there.equals(otherHome) ? home : home.resolve(there.relativeTo(otherHome));
	}

	/** Items come in the order of their keys, so of most the folder was asked for just before. */
	private String unknownFile(FileEntry file) {
		if (!file.folder().equals(folder)) {
			folder = file.folder();
			known = survey.wouldTell(here(folder));
		}
		if (known && survey.problems().isEmpty()) {
			return null;
		}
		MachinePath path = here(file.path());
		boolean absent = known && survey.problem(path).isEmpty();
		return absent || survey.knowsEntry(path) != Knowledge.UNKNOWN ? null : survey.whyUnknown(path);
	}
}
