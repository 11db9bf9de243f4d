/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * One item side by side.
 *
 * @param key      the item's key; {@code null} for that of the two, which is not kept a second time then
 * @param ofLaptop the laptop's; {@code null} if it has none
 * @param ofClone  the clone's; {@code null} if it has none
 * @param state    how they stand to each other
 * @param keptBy   the name of the rule by which the clone keeps its own; {@code null} if none does
 */
public record ComparedItem(String key, Item ofLaptop, Item ofClone, State state, String keptBy) {

	/** @return the item's key */
	@Override
	public String key() {
		return key != null ? key : (ofLaptop != null ? ofLaptop : ofClone).key();
	}

	/** @return whether it counts in the likeness */
	public boolean counts() {
		return keptBy == null && state != State.UNREAD;
	}

	/** @return whether both sides could be read, and they are not alike */
	public boolean differs() {
		return state != State.SAME && state != State.UNREAD;
	}

	/** @return whether it can be taken over: it differs, and no rule keeps it */
	public boolean canBeChosen() {
		return keptBy == null && differs();
	}

	/** @return why it could not be read, on either side; {@code null} if it could */
	public String problem() {
		if (ofLaptop != null && ofLaptop.problem() != null) {
			return "laptop: " + ofLaptop.problem();
		}
		return ofClone != null && ofClone.problem() != null ? "clone: " + ofClone.problem() : null;
	}
}
