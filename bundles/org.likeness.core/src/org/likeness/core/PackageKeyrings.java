/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Where the keys lie by which package sources are known. A source may name any path (Signed-By in sources.list(5)); these
 * folders are those that people and vendors use, and no others are looked at.
 */
public final class PackageKeyrings {

	/** The folders, none in another one. */
	public static final List<MachinePath> FOLDERS = List
			.of("/etc/apt/keyrings", "/etc/apt/keys", "/etc/apt/trusted.gpg.d", "/usr/share/keyrings",
					"/usr/local/share/keyrings", "/usr/share/postgresql-common/pgdg", "/var/lib/extrepo/keys")
			.stream().map(MachinePath::of).toList();

	/** The one keyring by itself that apt reads unasked. */
	public static final MachinePath TRUSTED = MachinePath.of("/etc/apt/trusted.gpg");

	/** As many as Linux follows (path_resolution(7)). */
	private static final int MOST_LINKS = 40;

	private PackageKeyrings() {
	}

	/** @return whether a survey that wanted all these places tells what is at {@code path} */
	public static boolean isLookedAt(MachinePath path) {
		return path.equals(TRUSTED) || FOLDERS.stream().anyMatch(folder -> path.startsWith(folder));
	}

	/**
	 * @param survey one that wanted all these places
	 * @return what apt opens to read a keyring: symlinks, each to the next entry, and the file at last; or symlinks alone,
	 *         of which the last one leads to where nothing is, or was looked at; nothing if there is no such entry
	 */
	public static List<FileEntry> way(Survey survey, MachinePath keyring) {
		List<FileEntry> way = new ArrayList<>();
		MachinePath at = keyring;
		while (at != null && way.size() <= MOST_LINKS) {
			FileEntry entry = survey.entry(at).orElse(null);
			if (entry == null) {
				return way;
			}
			way.add(entry);
			at = entry.type() == FileType.SYMLINK ? target(entry) : null;
		}
		return way;
	}

	/** @return where a symlink leads, folders on the way taken for what they are called */
	public static MachinePath target(FileEntry link) {
		Deque<String> names = new ArrayDeque<>();
		String target = link.linkTarget().raw();
		for (String name : ((target.startsWith("/") ? "" : link.path().parent().raw() + "/") + target).split("/")) {
			if (name.equals("..")) {
				names.pollLast();
			} else if (!name.isEmpty() && !name.equals(".")) {
				names.addLast(name);
			}
		}
		return names.isEmpty() ? MachinePath.ROOT : MachinePath.of(Name.ofRaw("/" + String.join("/", names)));
	}
}
