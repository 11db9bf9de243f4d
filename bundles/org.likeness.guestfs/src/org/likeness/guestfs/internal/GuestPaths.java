/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/**
 * Finds where paths of the guest lead, as the guest itself would: an absolute symlink starts at the guest's root, and
 * none leads out of it. The appliance's kernel can't be asked, for it starts at the appliance's root. So the appliance
 * tells what each prefix of each path is, for all paths in one go, and the way is gone here; only what lies behind a
 * symlink takes another round.
 */
final class GuestPaths {

	/** Where the guest's root is mounted in the appliance. */
	static final String SYSROOT = "/sysroot";

	/** What Linux itself allows on one way. */
	private static final int MOST_LINKS = 40;

	/**
	 * What a path leads to.
	 *
	 * @param real the path without symlinks, from the guest's root; one character for each byte
	 * @param type as find's %y tells it
	 * @param size in bytes
	 */
	record Place(String real, char type, long size) {

		boolean isFile() {
			return type == 'f';
		}

		/** @return the path in the appliance */
		String inAppliance() {
			return GuestPaths.inAppliance(real);
		}
	}

	/** @return where a path of the guest is in the appliance; one character for each byte */
	static String inAppliance(String real) {
		return SYSROOT + (real.equals("/") ? "" : real);
	}

	/** @return the path in the guest of what is at a place in the appliance, at or below {@link #SYSROOT} */
	static MachinePath inGuest(String inAppliance) {
		String inside = inAppliance.substring(SYSROOT.length());
		return MachinePath.of(WalkRecord.name(inside.isEmpty() ? "/" : inside));
	}

	private record Stat(char type, long size, String target) {
	}

	private static final Stat NOTHING = new Stat('-', 0, "");

	private final ImageAppliance appliance;
	private final Map<String, Stat> known = new HashMap<>();
	private final Set<String> needed = new LinkedHashSet<>();

	GuestPaths(ImageAppliance appliance) {
		this.appliance = appliance;
	}

	/** @return where each path leads; one that leads nowhere, or in circles, is left out */
	Map<MachinePath, Place> resolve(Collection<MachinePath> paths, IProgressMonitor monitor) throws MachineException {
		Map<MachinePath, Place> places = new LinkedHashMap<>();
		Deque<MachinePath> open = new ArrayDeque<>(paths);
		for (int round = 0; !open.isEmpty() && round <= MOST_LINKS + 1; round++) {
			for (int count = open.size(); count > 0; count--) {
				MachinePath path = open.remove();
				if (!follow(path, places)) {
					open.add(path);
				}
			}
			ask(monitor);
		}
		return places;
	}

	/** @return whether there is anything at a path without symlinks on the way, on the way of one that was resolved */
	boolean isThere(MachinePath path) {
		return path.isRoot() || known.getOrDefault(path.raw(), NOTHING) != NOTHING;
	}

	/** @return the target of the symlink that is at such a path; {@code null} if none is */
	Name link(MachinePath path) {
		Stat stat = known.get(path.raw());
		return stat == null || stat.type() != 'l' ? null : WalkRecord.name(stat.target());
	}

	/** @return whether all that had to be known was known */
	private boolean follow(MachinePath path, Map<MachinePath, Place> places) {
		Deque<String> left = new ArrayDeque<>(components(path.raw()));
		String here = "";
		Stat stat = new Stat('d', 0, "");
		int links = 0;
		while (!left.isEmpty()) {
			String component = left.remove();
			if (component.isEmpty() || component.equals(".")) {
				continue;
			}
			if (component.equals("..")) {
				here = here.substring(0, Math.max(0, here.lastIndexOf('/')));
				stat = new Stat('d', 0, "");
				continue;
			}
			String next = here + "/" + component;
			stat = known.get(next);
			if (stat == null) {
				need(next, left);
				return false;
			}
			if (stat.type() == 'l') {
				if (++links > MOST_LINKS) {
					return true;
				}
				List<String> target = components(stat.target());
				for (int i = target.size() - 1; i >= 0; i--) {
					left.addFirst(target.get(i));
				}
				here = stat.target().startsWith("/") ? "" : here;
				stat = new Stat('d', 0, "");
			} else if (stat == NOTHING || stat.type() != 'd' && !left.isEmpty()) {
				return true;
			} else {
				here = next;
			}
		}
		places.put(path, new Place(here.isEmpty() ? "/" : here, stat.type(), stat.size()));
		return true;
	}

	/** Asks for the rest of the way too: most ways have no symlinks. */
	private void need(String first, Collection<String> rest) {
		StringBuilder path = new StringBuilder(first);
		needed.add(first);
		for (String component : rest) {
			if (component.isEmpty() || component.startsWith(".") && component.length() <= 2) {
				return;
			}
			path.append('/').append(component);
			if (!known.containsKey(path.toString())) {
				needed.add(path.toString());
			}
		}
	}

	private static List<String> components(String path) {
		return Arrays.asList(path.split("/"));
	}

	private void ask(IProgressMonitor monitor) throws MachineException {
		appliance.askAbout(needed.stream().map(SYSROOT::concat).toList(), "section 0 | "
				+ "find -files0-from - -maxdepth 0 -printf '%y\\0%s\\0%l\\0%p\\0' 2>/dev/null", this::read,
				monitor);
		for (String path : needed) {
			known.putIfAbsent(path, NOTHING);
		}
		needed.clear();
	}

	private Void read(InputStream answer, long length) throws IOException {
		FieldReader fields = new FieldReader(answer);
		for (String type = fields.next(); type != null; type = fields.next()) {
			long size = Long.parseLong(fields.need());
			String target = fields.need();
			known.put(fields.need().substring(SYSROOT.length()), new Stat(type.charAt(0), size, target));
		}
		return null;
	}
}
