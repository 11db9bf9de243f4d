/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The wants of all facets, merged: what one machine is asked for in one survey. Immutable. */
public final class SurveyRequest {

	/**
	 * One tree to walk.
	 *
	 * @param root     where to start; no other walk that leaves nothing out covers it
	 * @param leaveOut what no want needs there; a folder that is left out is told but not entered
	 */
	public record Walk(MachinePath root, LeaveOut leaveOut) {
	}

	/** What one want looks at, its patterns as one. */
	private record Scope(MachinePath root, PathPattern leaveOut) {

		/** @return whether something at {@code path} would be told: no folder on the way from the root is left out */
		boolean tells(MachinePath path) {
			return path.equals(root) || path.startsWith(root) && enters(path.parent());
		}

		/** @return whether it would be told what is in {@code folder} */
		boolean enters(MachinePath folder) {
			if (!folder.startsWith(root)) {
				return false;
			}
			for (MachinePath at = folder;; at = at.parent()) {
				if (leaveOut.matches(at.relativeTo(root))) {
					return false;
				}
				if (at.equals(root)) {
					return true;
				}
			}
		}
	}

	/** Those who may want contents of what is in a folder. */
	private record InFolder(MachinePath folder, List<Want> wants) {
	}

	private final List<Want> wants;
	private final List<Walk> walks;
	/** Entries come folder by folder. */
	private volatile InFolder last;
	private final List<Scope> scopes;

	private SurveyRequest(List<Want> wants) {
		this.wants = wants;
		this.walks = merge(wants);
		this.scopes = wants.stream().map(want -> new Scope(want.root(), PathPattern.anyOf(want.leaveOut()))).distinct()
				.toList();
	}

	/** @return the request for all that is wanted; equal wants count once */
	public static SurveyRequest of(Collection<Want> wants) {
		return new SurveyRequest(wants.stream().distinct().toList());
	}

	/** @return the request for all of this, and for more */
	SurveyRequest with(Collection<Want> more) {
		return of(Stream.concat(wants.stream(), more.stream()).toList());
	}

	/** @return the wants, each once */
	public List<Want> wants() {
		return wants;
	}

	/** @return whether any want asks what is in {@code folder}, provided that it can be reached and read */
	public boolean enters(MachinePath folder) {
		return scopes.stream().anyMatch(scope -> scope.enters(folder));
	}

	/** @return the roots of the wants that ask whether there is something at {@code path} */
	List<MachinePath> rootsTelling(MachinePath path) {
		return scopes.stream().filter(scope -> scope.tells(path)).map(Scope::root).distinct().toList();
	}

	/** @return whether {@code path} is the root of a want: symlinks on the way to it are resolved */
	boolean isRoot(MachinePath path) {
		return scopes.stream().anyMatch(scope -> scope.root().equals(path));
	}

	/**
	 * @return the trees to walk so that every want is met, by root. A tree may be walked as a part of another one too:
	 *         who walks must tell each path once
	 */
	public List<Walk> walks() {
		return walks;
	}

	/** @return whether the contents of {@code entry} are wanted, and it is not too large for each who wants them */
	public boolean wantsContents(FileEntry entry) {
		return entry.size() <= contentLimit(entry);
	}

	/** @return the most bytes that anyone wants to read of {@code entry}; -1 if nobody wants its contents */
	public int contentLimit(FileEntry entry) {
		InFolder here = last;
		if (here == null || here.folder() != entry.folder()) {
			here = new InFolder(entry.folder(), wants.stream().filter(want -> !want.contents().isEmpty())
					.filter(want -> entry.folder().startsWith(want.root()) || want.root().startsWith(entry.folder()))
					.toList());
			last = here;
		}
		int limit = -1;
		for (Want want : here.wants()) {
			if (want.contentLimit() > limit && want.wantsContents(entry)) {
				limit = want.contentLimit();
			}
		}
		return limit;
	}

	private static List<Walk> merge(List<Want> wants) {
		Map<MachinePath, List<List<PathPattern>>> byRoot = new TreeMap<>();
		for (Want want : wants) {
			byRoot.computeIfAbsent(want.root(), root -> new ArrayList<>()).add(want.leaveOut());
		}
		List<Walk> walks = new ArrayList<>();
		MachinePath complete = null;
		for (Map.Entry<MachinePath, List<List<PathPattern>>> entry : byRoot.entrySet()) {
			if (complete != null && entry.getKey().startsWith(complete)) {
				continue;
			}
			LeaveOut leaveOut = LeaveOut.common(entry.getValue());
			walks.add(new Walk(entry.getKey(), leaveOut));
			if (leaveOut.equals(LeaveOut.NOTHING)) {
				complete = entry.getKey();
			}
		}
		return List.copyOf(walks);
	}
}
