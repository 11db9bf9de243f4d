/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.likeness.core.Account;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.SystemDescription;
import org.likeness.core.Want;

/** Finds out whose settings and files a version was recorded for: that user's home is what was looked at. */
final class RecordedUser {

	private static final int ROOT = 0;

	private final Set<MachinePath> roots;

	private RecordedUser(List<Want> wants) {
		// Of the folders on the way to a root only these themselves were wanted.
		roots = wants.stream()
				.filter(want -> want.leaveOut().stream().noneMatch(glob -> glob.matches(Name.of(""))))
				.map(Want::root).collect(Collectors.toSet());
	}

	/**
	 * @param system as it was recorded
	 * @param wants  what was looked at then
	 * @return the user; {@link Account#NONE} if nobody's home was looked at
	 */
	static Account of(SystemDescription system, List<Want> wants) {
		RecordedUser recorded = new RecordedUser(wants);
		return system.accounts().stream().filter(recorded::isMeant)
				.sorted(Comparator.comparingInt(recorded::rank).reversed()).findFirst().orElse(Account.NONE);
	}

	/** Users of the system have homes such as /usr/sbin, in which other things are looked for. */
	private boolean isMeant(Account account) {
		return !account.home().isRoot() && (roots.contains(account.home())
				|| (account.isHuman() || account.uid() == ROOT)
						&& roots.stream().anyMatch(root -> root.startsWith(account.home())));
	}

	private int rank(Account account) {
		return (roots.contains(account.home()) ? 2 : 0) + (account.isHuman() ? 4 : account.uid() == ROOT ? 3 : 0);
	}
}
