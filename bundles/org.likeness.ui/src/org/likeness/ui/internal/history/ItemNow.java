/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Account;
import org.likeness.core.ComparedItem;
import org.likeness.core.Facet;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.State;
import org.likeness.core.SurveyCommand;
import org.likeness.core.UserMatch;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.Facets;
import org.likeness.ui.internal.history.StepChanges.ChangedItem;

/** Finds an item of a clone's history in the clone as it is now. */
final class ItemNow {

	private ItemNow() {
	}

	/**
	 * Looks at the item's facet only: what is remembered of the clone answers that as a rule. For jobs of the session.
	 *
	 * @return the item as the later version has it (for the laptop's side) and as it is now (for the clone's)
	 * @throws MachineException if the clone can't be read; nothing is changed
	 */
	static ComparedItem find(CloneSession session, ChangedItem changed, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 10);
		List<Facet> facets = Facets.all().stream().filter(facet -> facet.id().equals(changed.facet())).toList();
		Machine clone = session.machine(progress.split(1));
		Account user = UserMatch.find(session.laptop().user(), clone.describe(progress.split(3)))
				.ofClone();
		Map<Facet, Inventory> now = new SurveyCommand(clone).setFacets(facets)
				.setPreferences(session.preferences()).setUser(user).call(progress.split(6));
		for (Inventory inventory : now.values()) {
			if (inventory.unread() != null) {
				throw new MachineException(
						"What the clone has of " + Facets.label(changed.facet()) + " now can't be read",
						clone.label() + ": " + inventory.unread(), "Nothing was changed.",
						"Compare the clone with the laptop to see what else can't be read.");
			}
		}
		String key = changed.item().key();
		Item item = now.values().stream().flatMap(inventory -> inventory.items().stream())
				.filter(found -> found.key().equals(key)).findFirst().orElse(null);
		// Whether they differ is for the person to see.
		return new ComparedItem(key, changed.item().ofClone(), item, State.CHANGED, null);
	}
}
