/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;

/** What files held then and hold now, as far as that is known; more is found out where only that can tell. */
final class ExactDigests {

	private final Machine source;
	private final Machine target;
	private final Map<MachinePath, Digest> then;
	private final Map<MachinePath, Digest> now;
	/** What has no digest, a secret say, has none the next time either: all is planned once more where an item is refused. */
	private final Set<MachinePath> askedThen = new HashSet<>();
	private final Set<MachinePath> askedNow = new HashSet<>();

	ExactDigests(Machine source, Machine target, Digests known) {
		this.source = source;
		this.target = target;
		this.then = new HashMap<>(known.ofLaptop());
		this.now = new HashMap<>(known.ofClone());
	}

	/**
	 * @param files which are as large as they were, as they were then
	 * @throws MachineException if one of the machines can't be read
	 */
	void find(Collection<FileEntry> files, IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		List<FileEntry> unknown = files.stream()
				.filter(file -> !then.containsKey(file.path()) && askedThen.add(file.path())).toList();
		if (!unknown.isEmpty()) {
			then.putAll(source.digest(unknown, progress.split(20)));
		}
		// What the record does not tell need not be looked at now either.
		List<FileEntry> open = new ArrayList<>();
		files.stream().filter(file -> then.containsKey(file.path()) && !now.containsKey(file.path())
				&& askedNow.add(file.path())).forEach(open::add);
		if (!open.isEmpty()) {
			now.putAll(target.digest(open, progress.split(80)));
		}
	}

	/** @return whether a file holds what it held; {@code null} if nobody knows */
	Boolean same(MachinePath path) {
		Digest earlier = then.get(path);
		Digest later = now.get(path);
		return earlier == null || later == null ? null : earlier.equals(later);
	}
}
