/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.example.crontab;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.likeness.core.Facet;
import org.likeness.core.FacetContext;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Rule;
import org.likeness.core.Survey;
import org.likeness.core.Want;

/** All that somebody else writes to add a facet: this class, and OSGI-INF/crontab.xml. */
public final class Crontab implements Facet {

	private static final MachinePath FILE = MachinePath.of("/etc/crontab");

	@Override
	public String id() {
		return "example-crontab";
	}

	@Override
	public String label() {
		return "Regular jobs";
	}

	@Override
	public String help() {
		return "The jobs of the system's crontab. Two are the same if their lines are.";
	}

	@Override
	public int defaultWeight() {
		return 1;
	}

	@Override
	public List<Rule> rules() {
		return List.of(Rule.of("maintenance", "What each machine does for itself.", Rule.Effect.KEEP, "fstrim*"));
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return List.of(Want.file(FILE));
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		Inventory.Builder inventory = new Inventory.Builder();
		survey.content(FILE).ifPresent(content -> new String(content, StandardCharsets.UTF_8).lines()
				.map(line -> line.split(" ", 2)).filter(words -> words.length == 2)
				.forEach(words -> inventory.add(Item.setting(words[1], words[0]))));
		return inventory.build();
	}
}
