/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Optional;

/** Lets a plan touch only what both sides know: unknown is not absent. */
final class BothKnow {

	private final Survey source;
	private final Survey target;
	private final UserMatch users;
	private final MachinePath targetHome;

	BothKnow(Survey source, Survey target, UserMatch users) {
		this.source = source;
		this.target = target;
		this.users = users;
		this.targetHome = target.places().of(users.ofClone().home());
	}

	/** @return the path of the source that stands for one of the target: what is in one home is in the other */
	MachinePath atSource(MachinePath path) {
		MachinePath home = path.startsWith(targetHome) ? targetHome : users.ofClone().home();
		return !path.startsWith(home) ? path
				: path.equals(home) ? users.ofLaptop().home() : users.ofLaptop().home().resolve(path.relativeTo(home));
	}

	/** @throws UnplannableException if it is not known that the source has no such file */
	void checkRemoved(MachinePath path) throws UnplannableException {
		checkReplaced(path);
		MachinePath there = atSource(path);
		if (source.knows(there) == Knowledge.UNKNOWN) {
			throw new UnplannableException("it is not known whether the source has it: " + source.whyUnknown(there));
		}
	}

	/** @throws UnplannableException if it is not known what the target has there */
	void checkReplaced(MachinePath path) throws UnplannableException {
		if (target.knows(path) == Knowledge.UNKNOWN) {
			throw new UnplannableException("it is not known what the target has there: " + target.whyUnknown(path));
		}
	}

	/** @throws UnplannableException if what a file of the target holds is not known, so that it can't be changed in part */
	void checkContents(MachinePath path) throws UnplannableException {
		if (target.entry(path).isPresent() && target.content(path).isEmpty()) {
			throw new UnplannableException("it is not known what the target's " + path + " holds"
					+ target.problem(path).map(reason -> ": " + reason).orElse(""));
		}
	}

	/** @throws UnplannableException if the source's file can't be read */
	void checkReadable(FileEntry from) throws UnplannableException {
		Optional<String> problem = from.isFile() ? source.problem(from.path()) : Optional.empty();
		if (problem.isPresent() && source.content(from.path()).isEmpty()) {
			throw new UnplannableException("the source's " + from.path() + " can't be read: " + problem.get());
		}
	}

	/** @return whether nothing that nobody looked at can be in a folder of the target, and the source has no such folder */
	boolean mayGoEmpty(MachinePath folder) {
		return target.isListed(folder) && source.knows(atSource(folder)) == Knowledge.ABSENT;
	}
}
