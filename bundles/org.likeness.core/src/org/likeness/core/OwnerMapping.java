/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * Whom files of the source belong to in the target: in a home, what is the user's there is the user's here. What is root's
 * stays root's, and no file of the system becomes a user's, whoever owns it there: that would be a way to root. Nor may
 * what becomes root's be run as root by anyone, or be written by others than root.
 */
final class OwnerMapping {

	/** What runs with the rights of its owner or group, whoever starts it. */
	private static final int RUNS_AS_OWNER = 06000;
	private static final int OTHERS_WRITE = 0022;

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

	/**
	 * @param path in the target; @param from in the source
	 * @return the permissions that it may have there
	 */
	int mode(MachinePath path, FileEntry from) {
		if (from.type() == FileType.SYMLINK || !becomesRoots(path, from)) {
			return from.mode();
		}
		return !isAtHome(path) ? from.mode() & ~(RUNS_AS_OWNER | OTHERS_WRITE)
				: from.isFile() ? from.mode() & ~RUNS_AS_OWNER : from.mode();
	}

	/**
	 * @return the entry's attributes, with those whom its access control lists name: at home the user there is the user
	 *         here, and elsewhere the lists give the user nothing
	 */
	FileAttributes attributes(MachinePath path, FileEntry from) {
		FileAttributes of = becomesRoots(path, from) ? from.attributes().withoutCapability() : from.attributes();
		if (isAtHome(path)) {
			return of.mapped(list -> list.mapped(uid -> mapped(path, uid, Account::uid, FileEntry::uid),
					gid -> mapped(path, gid, Account::gid, FileEntry::gid)));
		}
		FileAttributes others = of
				.mapped(list -> list.without(uid -> isUsers(path, uid, Account::uid, FileEntry::uid),
						gid -> isUsers(path, gid, Account::gid, FileEntry::gid)));
		return becomesRoots(path, from) ? others.mapped(AccessList::writtenByOwner) : others;
	}

	private boolean becomesRoots(MachinePath path, FileEntry from) {
		return from.uid() != 0 && uid(path, from) == 0 || from.gid() != 0 && gid(path, from) == 0;
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
		return !isUsers(path, id, ofAccount, ofEntry) ? id
				: isAtHome(path) ? ofAccount.applyAsInt(users.ofClone()) : 0;
	}

	/** @return whether a number is the user's: in the source, or, of a file of the system, in the target */
	private boolean isUsers(MachinePath path, int id, ToIntFunction<Account> ofAccount,
			ToIntFunction<FileEntry> ofEntry) {
		return id != 0 && (id == ofAccount.applyAsInt(users.ofLaptop())
				|| sourceHome.filter(home -> ofEntry.applyAsInt(home) == id).isPresent()
				|| !isAtHome(path) && id == ofAccount.applyAsInt(users.ofClone()));
	}
}
