/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Each line {@code name=version} of one file is a package. */
final class PackageLines implements Facet {

	static final String FILE = "/var/packages";

	@Override
	public String id() {
		return "packages";
	}

	@Override
	public String label() {
		return "Packages";
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
		return List.of(Want.file(MachinePath.of(FILE)));
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		Inventory.Builder inventory = new Inventory.Builder();
		survey.content(MachinePath.of(FILE)).ifPresent(bytes -> new String(bytes, StandardCharsets.UTF_8).lines()
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
