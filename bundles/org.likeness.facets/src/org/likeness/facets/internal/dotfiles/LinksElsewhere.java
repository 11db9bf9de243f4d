/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dotfiles;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.facets.internal.InventoryDraft;

/**
 * The symlinks among the dotfiles that lead to files of the user's which are no dotfiles: into {@code ~/dotfiles}, as GNU
 * Stow and others make them, or to another disk. The symlinks are compared, what they lead to is not, and that is said.
 */
final class LinksElsewhere {

	private static final int NAMED = 3;

	/** What is at the top of the root and belongs to the system, in which programs make symlinks by themselves. */
	private static final Set<String> SYSTEM = Set.of("bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32",
			"opt",
			"proc", "run", "sbin", "snap", "sys", "tmp", "usr", "var");

	private final MachinePath home;
	private final List<String> named = new ArrayList<>();
	private int count;

	/** @param home the user's home folder */
	LinksElsewhere(MachinePath home) {
		this.home = home;
	}

	void add(FileEntry link) {
		List<String> target = target(link);
		List<String> own = components(home.raw());
		boolean atHome = target.size() > own.size() && target.subList(0, own.size()).equals(own);
		boolean elsewhere = atHome ? !target.get(own.size()).startsWith(".")
				: !target.isEmpty() && !SYSTEM.contains(target.get(0));
		if (elsewhere) {
			count++;
			if (named.size() < NAMED) {
				named.add(link.path().relativeTo(home) + " -> " + link.linkTarget());
			}
		}
	}

	/** @return where it leads, if nothing on the way is a symlink too; one character for each byte */
	private static List<String> target(FileEntry link) {
		Deque<String> path = new ArrayDeque<>();
		Name target = link.linkTarget();
		if (!target.raw().startsWith("/")) {
			path.addAll(components(link.path().parent().raw()));
		}
		for (String component : components(target.raw())) {
			if (!component.equals("..")) {
				path.addLast(component);
			} else if (!path.isEmpty()) {
				path.removeLast();
			}
		}
		return List.copyOf(path);
	}

	private static List<String> components(String path) {
		return List.of(path.split("/")).stream().filter(each -> !each.isEmpty() && !each.equals(".")).toList();
	}

	/** Says how many there are, and names some. */
	void remark(InventoryDraft draft) {
		if (count > 0) {
			draft.remark((count == 1 ? "1 symlink leads" : count + " symlinks lead")
					+ " to what is no dotfile; only where it leads is compared, not what is there: "
					+ String.join(", ", named) + (count > named.size() ? ", ..." : ""));
		}
	}
}
