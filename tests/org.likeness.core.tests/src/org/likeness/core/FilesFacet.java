/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The files of the home folder; of {@code settings} each line {@code key=value} is an item instead. */
final class FilesFacet implements Facet {

	private final String id;
	private final int weight;
	private final Rule[] rules;

	FilesFacet(String id, int weight, Rule... rules) {
		this.id = id;
		this.weight = weight;
		this.rules = rules;
	}

	@Override
	public String id() {
		return id;
	}

	@Override
	public String label() {
		return "Files " + id;
	}

	@Override
	public String help() {
		return "Files of the home folder.";
	}

	@Override
	public int defaultWeight() {
		return weight;
	}

	@Override
	public List<Rule> rules() {
		return List.of(rules);
	}

	private static Want want(FacetContext context) {
		List<PathPattern> leaveOut = new ArrayList<>(context.patterns(Rule.Effect.IGNORE));
		return new Want(context.home(), leaveOut, List.of(PathPattern.of("settings")), 1 << 20);
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return List.of(want(context));
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		Inventory.Builder inventory = new Inventory.Builder();
		for (FileEntry entry : survey.entries(want(context))) {
			String key = entry.path().relativeTo(context.home()).toString();
			String content = survey.content(entry.path()).map(bytes -> new String(bytes, StandardCharsets.UTF_8))
					.orElse(null);
			if (content == null) {
				inventory.add(Item.file(key, new TreeMap<>(), entry));
			} else if (content.equals("crash")) {
				throw new IllegalStateException("this facet has a bug");
			} else {
				content.lines().map(line -> line.split("=", 2)).forEach(pair -> inventory.add(pair[1].equals("?")
						? Item.unread(pair[0], "malformed") : Item.setting(pair[0], pair[1])));
			}
		}
		survey.leftOut(want(context)).forEach(
				entry -> inventory.leftOut(entry.path().relativeTo(context.home()).toString(), "ignored"));
		return inventory.build();
	}
}
