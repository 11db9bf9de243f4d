/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Whom files of the source belong to in the target: in a home, what is the user's there is the user's here. What is root's
 * stays root's, and no file of the system becomes a user's, whoever owns it there: that would be a way to root.
 */
final class OwnerMapping {

	private final UserMatch users;
	private final MachinePath home;
	/** In a tree that was unpacked somewhere, all belongs to whom the home belongs to. */
	private final Optional<FileEntry> sourceHome;

	/** @param home where the target's home is */
	OwnerMapping(UserMatch users, Survey source, MachinePath home) {
		this.users = users;
		this.home = home;
		sourceHome = source.entry(users.ofLaptop().home());
	}

	/** @param path in the target; @param from in the source */
	int uid(MachinePath path, FileEntry from) {
		return mapped(path, from.uid(), Account::uid, FileEntry::uid);
	}

	/** @param path in the target; @param from in the source */
	int gid(MachinePath path, FileEntry from) {
		return mapped(path, from.gid(), Account::gid, FileEntry::gid);
	}

	/** @return the entry's attributes, with those whom its access control lists name */
	FileAttributes attributes(MachinePath path, FileEntry from) {
		return isAtHome(path)
				? from.attributes().mapped(uid -> mapped(path, uid, Account::uid, FileEntry::uid),
						gid -> mapped(path, gid, Account::gid, FileEntry::gid))
				: from.attributes();
	}

	/** @return the user (or else the group) of what is made at a path of the target and is in no source */
	int at(MachinePath path, boolean user) {
		Account account = users.ofClone();
		return !isAtHome(path) ? 0 : user ? account.uid() : account.gid();
	}

	private boolean isAtHome(MachinePath path) {
		MachinePath told = users.ofClone().home();
		return !told.isRoot() && !home.isRoot() && (path.startsWith(told) || path.startsWith(home));
	}

	private int mapped(MachinePath path, int id, ToIntFunction<Account> ofAccount, ToIntFunction<FileEntry> ofEntry) {
		boolean users = id != 0 && (id == ofAccount.applyAsInt(this.users.ofLaptop())
				|| sourceHome.filter(home -> ofEntry.applyAsInt(home) == id).isPresent());
		if (!users) {
			return id;
		}
		return isAtHome(path) ? ofAccount.applyAsInt(this.users.ofClone()) : 0;
	}
}
