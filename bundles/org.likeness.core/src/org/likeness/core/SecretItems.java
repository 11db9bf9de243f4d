/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;

/**
 * Leaves the items out whose files are secrets by what they hold. Here only those are looked into of which something
 * tells from outside that they may be; what is not found so is found by whoever comes to use the contents.
 */
final class SecretItems {

	/** Where a home is private as a whole, the permissions of its files tell nothing: no more are looked into. */
	private static final int MOST = 20_000;

	private static final String DEFAULT = "secrets";

	private SecretItems() {
	}

	/**
	 * @param inForce the rules of the facet that are
	 * @return the name of the rule by which its secrets are left out; {@code null} if a person has switched that off
	 */
	static String rule(Facet facet, List<Rule> inForce) {
		for (Rule rule : inForce) {
			if (rule.effect() == Rule.Effect.SECRET) {
				return rule.name();
			}
		}
		return facet.rules().stream().anyMatch(rule -> rule.effect() == Rule.Effect.SECRET) ? null : DEFAULT;
	}

	/** @return whether that is the name of a rule by which secrets are left out */
	static boolean isRule(String name, List<Rule> inForce) {
		return name.equals(DEFAULT) || inForce.stream()
				.anyMatch(rule -> rule.effect() == Rule.Effect.SECRET && rule.name().equals(name));
	}

	/** @return the inventories of {@code machine} without what is found to be a secret */
	static Map<Facet, Inventory> leaveOut(Machine machine, Map<Facet, Inventory> inventories,
			Map<Facet, FacetContext> contexts, IProgressMonitor monitor) throws MachineException {
		Map<Facet, String> rules = new HashMap<>();
		contexts.forEach((facet, context) -> rules.put(facet, rule(facet, context.rules())));
		Set<FileEntry> suspects = new HashSet<>();
		inventories.forEach((facet, inventory) -> {
			if (rules.get(facet) != null) {
				inventory.items().stream().map(Item::file).filter(file -> file != null && suspects.size() < MOST
						&& SecretContents.isSuspect(file)).forEach(suspects::add);
			}
		});
		Map<MachinePath, String> secrets = suspects.isEmpty() ? Map.of()
				: machine.secrets(new ArrayList<>(suspects), monitor);
		if (secrets.isEmpty()) {
			return inventories;
		}
		Map<Facet, Inventory> without = new LinkedHashMap<>();
		inventories.forEach((facet, inventory) -> without.put(facet, rules.get(facet) == null ? inventory
				: inventory.leavingOut(keys(inventory, secrets), rules.get(facet))));
		return without;
	}

	private static Set<String> keys(Inventory inventory, Map<MachinePath, String> secrets) {
		Set<String> keys = new HashSet<>();
		for (Item item : inventory.items()) {
			if (item.file() != null && secrets.containsKey(item.file().path())) {
				keys.add(item.key());
			}
		}
		return keys;
	}
}
