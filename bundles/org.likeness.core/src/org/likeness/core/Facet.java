/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.List;
import java.util.Set;

/**
 * One class of state, with its own meaning. A facet is an OSGi service; any bundle can add one. It says what it needs
 * to know of a machine and turns what the survey found into items: it never reads a machine by itself.
 * <p>
 * Without state, so that one object serves many threads.
 */
public interface Facet {

	/** @return short and stable, for the command line and the history: "apt-packages" */
	String id();

	/** @return for people: "Installed packages" */
	String label();

	/** @return one or two sentences: what the items are, and what counts as the same */
	String help();

	/** @return the weight in the overall likeness unless a person sets another one; at least 0 */
	int defaultWeight();

	/** @return the rules that this facet comes with; none have the same name */
	List<Rule> rules();

	/** @return what the survey of a machine has to find */
	List<Want> wants(FacetContext context);

	/**
	 * @return whether its items belong to a distribution, such as where packages come from: on a machine of another one
	 *         they make no sense, and are not compared
	 */
	default boolean isOfDistribution() {
		return false;
	}

	/**
	 * Makes items of what was found. Whatever is malformed is said in the inventory and passed over; this method
	 * throws nothing because of what a machine holds. What is not found is absent only if the survey
	 * {@linkplain Survey#knows knows} that; else the inventory says that it is unread. Of a machine on which the facet makes
	 * no sense it says that it is {@linkplain Inventory#notApplicable not applicable}.
	 */
	Inventory inventory(Survey survey, FacetContext context);

	/**
	 * Plans how chosen items of the target become like those of the source. Each item is either planned or
	 * {@linkplain FacetDraft#refuse refused} with a reason; nothing else is written. An item of which a part can't be done
	 * is not done at all: then this method is called once more, with a new draft and without that item.
	 *
	 * @param chosen items that differ, in the order of their keys; {@link ComparedItem#ofLaptop()} is the source's,
	 *               {@link ComparedItem#ofClone()} the target's
	 */
	default void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
		chosen.forEach(item -> draft.refuse(item.key(), "Likeness can't apply items of this facet yet"));
	}

	/**
	 * @param changes what is written to the target
	 * @param target  the target as it is before that
	 * @return the target's own programs that have to be run after that, because they make something of these files
	 */
	default List<SystemCommand> commands(List<FileChange> changes, FacetSide target) {
		return List.of();
	}

	/**
	 * @return whether the files that it wants hold all of its state, so that it is what it was once they are byte for byte
	 *         what they were
	 */
	default boolean isHeldByFiles() {
		return true;
	}

	/**
	 * @param key the key of an item of this facet
	 * @return the files that hold that item, where {@link Item#file()} does not tell: what a rule keeps stays as it is in a
	 *         whole roll back. Empty if they hold items of which this does not return them: then, and where they hold an item
	 *         that differs and no rule keeps, a roll back takes the items of this facet one by one
	 */
	default Set<MachinePath> files(String key, FacetContext context) {
		return Set.of();
	}

	/**
	 * @return the files whose contents this facet reads although they hold secrets, such as a password in an address; the
	 *         history does not keep them
	 */
	default Set<MachinePath> secrets(Survey survey, FacetContext context) {
		return Set.of();
	}
}
