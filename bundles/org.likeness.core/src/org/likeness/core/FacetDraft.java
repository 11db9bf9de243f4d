/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes what one facet plans. Two facets that touch the same file make one change of it. An item is done whole or not at
 * all: where something of it can't be planned it is refused, and the facet is asked once more, without it.
 */
public final class FacetDraft {

	private final String facet;
	private final PlanDraft plan;
	private final Touches touches;
	private final Map<String, String> refused = new LinkedHashMap<>();
	private final Set<MachinePath> written = new HashSet<>();

	/** Is told which item changes which path of the target, and from which entry of the source, if it copies one. */
	@FunctionalInterface
	interface Touches {
		void touched(String facet, String key, MachinePath path, FileEntry from);
	}

	FacetDraft(String facet, PlanDraft plan, Touches touches) {
		this.facet = facet;
		this.plan = plan;
		this.touches = touches;
	}

	/**
	 * Makes a path of the target like an entry of the source: contents, permissions, time of the last change, target of a
	 * symlink; the owner becomes the target's user where it was the source's.
	 *
	 * @param key  the item it is for
	 * @param path in the target
	 * @param from in the source
	 */
	public void copy(String key, MachinePath path, FileEntry from) {
		touches.touched(facet, key, path, from);
		attempt(key, () -> plan.copy(path, from));
	}

	/**
	 * Removes a path of the target, if it is there, and the source is known not to have it. A folder goes only if all that
	 * it holds is known and was removed before; one that gets empty, and that the source has not, goes by itself.
	 */
	public void remove(String key, MachinePath path) {
		touches.touched(facet, key, path, null);
		attempt(key, () -> plan.remove(path, written.contains(path)));
	}

	/** Makes a path of the target a symlink. */
	public void link(String key, MachinePath path, Name linkTarget) {
		touches.touched(facet, key, path, null);
		attempt(key, () -> plan.link(path, linkTarget));
	}

	/**
	 * @return the contents of a file of the target as planned so far; empty if there is no such file
	 */
	public Optional<byte[]> content(MachinePath path) {
		return plan.content(path);
	}

	/**
	 * Gives a file of the target other contents; permissions and owner stay.
	 *
	 * @param path    whose contents the facet has wanted
	 * @param content the contents, which now belong to the plan
	 * @param model   a file of the source, from which a new file takes permissions and owner; {@code null} for a plain
	 *                file of the system
	 */
	public void write(String key, MachinePath path, byte[] content, FileEntry model) {
		touches.touched(facet, key, path, null);
		attempt(key, () -> {
			plan.write(path, content, model);
			written.add(path);
		});
	}

	/**
	 * Wishes a package of the target to become another one.
	 *
	 * @param now    what the target has; {@code null} if it has not got it
	 * @param wanted what it is to have; {@code null} if the package is to go
	 */
	public void wish(String key, PackageState now, PackageState wanted) {
		plan.wish(new PackageWish(facet, key, now, wanted));
	}

	/**
	 * @param key the item it is for; refused if the value can't be in the target
	 * @return a value of the source as it has to be in the target, where the user's home may be another folder; empty if it
	 *         can't be
	 */
	public Optional<String> atHome(String key, String value) {
		try {
			return Optional.of(plan.atHome(value));
		} catch (UnplannableException e) {
			refuse(key, e.getMessage());
			return Optional.empty();
		}
	}

	/** Leaves the item as it is, whatever else is planned for it. */
	public void refuse(String key, String reason) {
		refused.putIfAbsent(key, reason);
	}

	/** @return the items that stay as they are, by key, and why */
	Map<String, String> refused() {
		return Collections.unmodifiableMap(refused);
	}

	private void attempt(String key, Planning planning) {
		try {
			planning.run();
		} catch (UnplannableException e) {
			refuse(key, e.getMessage());
		}
	}

	/** Plans something, if it can be done. */
	@FunctionalInterface
	private interface Planning {
		void run() throws UnplannableException;
	}
}
