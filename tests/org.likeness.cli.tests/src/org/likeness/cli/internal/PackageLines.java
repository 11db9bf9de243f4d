/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.likeness.core.ComparedItem;
import org.likeness.core.Facet;
import org.likeness.core.FacetContext;
import org.likeness.core.FacetDraft;
import org.likeness.core.FacetSide;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.PackageState;
import org.likeness.core.Rule;
import org.likeness.core.Survey;
import org.likeness.core.Want;

/** Each line {@code name=version} of one file is a package. */
final class PackageLines implements Facet {

	private static final MachinePath FILE = MachinePath.of("/packages");

	@Override
	public String id() {
		return "lines";
	}

	@Override
	public String label() {
		return "Installed packages";
	}

	@Override
	public String help() {
		return "Packages.";
	}

	@Override
	public int defaultWeight() {
		return 1;
	}

	@Override
	public List<Rule> rules() {
		return List.of();
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return List.of(Want.file(FILE));
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		Inventory.Builder inventory = new Inventory.Builder();
		survey.content(FILE).ifPresent(bytes -> new String(bytes, StandardCharsets.UTF_8).lines()
				.map(line -> line.split("=")).forEach(pair -> inventory.add(Item.setting(pair[0], pair[1]))));
		return inventory.build();
	}

	@Override
	public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
		chosen.forEach(item -> draft.wish(item.key(), state(item.ofClone()), state(item.ofLaptop())));
	}

	private static PackageState state(Item item) {
		return item == null ? null
				: new PackageState(item.key(), "all", item.attributes().get("value"), false, false);
	}

	@Override
	public boolean isHeldByFiles() {
		return false;
	}
}
