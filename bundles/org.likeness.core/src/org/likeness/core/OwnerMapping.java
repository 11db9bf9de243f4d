/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Optional;

/** Whom files of the source belong to in the target: what is the user's there is the user's here. */
final class OwnerMapping {

	private final UserMatch users;
	/** In a tree that was unpacked somewhere, all belongs to whom the home belongs to. */
	private final Optional<FileEntry> sourceHome;

	OwnerMapping(UserMatch users, Survey source) {
		this.users = users;
		sourceHome = source.entry(users.ofLaptop().home());
	}

	int uid(FileEntry from) {
		return uid(from.uid());
	}

	int gid(FileEntry from) {
		return gid(from.gid());
	}

	/** @return the entry's attributes, with those whom its access control lists name */
	FileAttributes attributes(FileEntry from) {
		return from.attributes().mapped(this::uid, this::gid);
	}

	/** @return the user (or else the group) of what is made at a path of the target and is in no source */
	int at(MachinePath path, boolean user) {
		Account account = users.ofClone();
		return !path.startsWith(account.home()) ? 0 : user ? account.uid() : account.gid();
	}

	private int uid(int from) {
		boolean owned = from == users.ofLaptop().uid()
				|| sourceHome.map(home -> home.uid() == from).orElse(false);
		return owned ? users.ofClone().uid() : from;
	}

	private int gid(int from) {
		boolean owned = from == users.ofLaptop().gid()
				|| sourceHome.map(home -> home.gid() == from).orElse(false);
		return owned ? users.ofClone().gid() : from;
	}
}
