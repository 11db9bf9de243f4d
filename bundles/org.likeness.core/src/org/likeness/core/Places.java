/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Where the roots of wants really are, which a machine reaches by way of symlinks: {@code /home/ann} may be
 * {@code /data/ann}, {@code /etc/default/locale} is {@code /etc/locale.conf} on Debian 13. What a survey tells, it tells
 * once, at its real place; the symlinks on the way are entries of their own. So what is asked for along with something
 * never changes what is told of that. Immutable.
 */
public final class Places {

	/** As many as Linux follows (path_resolution(7)). */
	private static final int MOST_LINKS = 40;

	static final Places NONE = new Places();

	private final Map<MachinePath, MachinePath> places = new HashMap<>();
	private final Map<MachinePath, List<MachinePath>> ways = new HashMap<>();

	private Places() {
	}

	/**
	 * @param roots paths that are asked for
	 * @param links tells the target of the symlink at a path without symlinks on the way; {@code null} if none is there
	 * @return where the roots are, none of them out of the machine
	 */
	public static Places of(Collection<MachinePath> roots, Function<MachinePath, Name> links) {
		Places found = new Places();
		roots.forEach(root -> found.follow(root, links));
		return found.places.isEmpty() ? NONE : found;
	}

	private void follow(MachinePath root, Function<MachinePath, Name> links) {
		Set<MachinePath> way = new LinkedHashSet<>();
		Deque<String> left = new ArrayDeque<>();
		push(root.raw(), left);
		MachinePath here = MachinePath.ROOT;
		int followed = 0;
		while (!left.isEmpty()) {
			String component = left.pop();
			if (component.equals("..")) {
				here = here.parent();
				continue;
			}
			MachinePath next = here.resolve(Name.ofRaw(component));
			way.add(next);
			Name target = links.apply(next);
			if (target == null) {
				here = next;
			} else if (++followed > MOST_LINKS) {
				// It leads nowhere: what is there is the symlink itself.
				here = next;
				break;
			} else {
				here = target.raw().startsWith("/") ? MachinePath.ROOT : here;
				push(target.raw(), left);
			}
		}
		if (followed > 0) {
			places.put(root, here);
			ways.put(root, List.copyOf(way));
		}
	}

	private static void push(String path, Deque<String> left) {
		String[] components = path.split("/");
		for (int i = components.length - 1; i >= 0; i--) {
			if (!components[i].isEmpty() && !components[i].equals(".")) {
				left.push(components[i]);
			}
		}
	}

	/** @return whether all that was asked for is where it is told to be */
	boolean isEmpty() {
		return places.isEmpty();
	}

	/** @return where that is which is told to be at {@code path}: a root, or something below one */
	public MachinePath of(MachinePath path) {
		if (!places.isEmpty()) {
			for (MachinePath at = path; !at.isRoot(); at = at.parent()) {
				MachinePath place = places.get(at);
				if (place != null) {
					return at.equals(path) ? place : place.resolve(path.relativeTo(at));
				}
			}
		}
		return path;
	}

	/** @return the same path to the letter: a symlink at its end is not followed */
	public MachinePath ofLink(MachinePath path) {
		return places.isEmpty() || path.isRoot() ? path : of(path.parent()).resolve(path.name());
	}

	/** @return the symlinks and folders on the ways to roots that are somewhere else, and those places */
	public Set<MachinePath> ways() {
		Set<MachinePath> all = new LinkedHashSet<>();
		ways.values().forEach(all::addAll);
		return all;
	}

	/** @return the symlinks and folders on the way to the root that {@code path} is or lies below; empty if it is there */
	List<MachinePath> wayTo(MachinePath path) {
		for (MachinePath at = path; !places.isEmpty() && !at.isRoot(); at = at.parent()) {
			if (ways.containsKey(at)) {
				return ways.get(at);
			}
		}
		return List.of();
	}

	/** @return what was asked for, where it is */
	public SurveyRequest of(SurveyRequest request) {
		return places.isEmpty() ? request
				: SurveyRequest.of(request.wants().stream().map(this::of).toList());
	}

	Want of(Want want) {
		MachinePath place = of(want.root());
		return place.equals(want.root()) ? want
				: new Want(place, want.leaveOut(), want.contents(), want.contentLimit());
	}
}
