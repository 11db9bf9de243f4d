/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code compare --json} printed; docs/json.md describes it. */
final class ComparisonDocument {

	private final Map<String, Object> document;

	ComparisonDocument(Map<String, Object> document) {
		this.document = document;
	}

	List<Map<String, Object>> facets() {
		return Json.list(document.get("facets")).stream().map(Json::object).toList();
	}

	double likeness() {
		return ((Number) document.get("likeness")).doubleValue();
	}

	private Map<String, Object> facet(String id) {
		return facets().stream().filter(facet -> facet.get("id").equals(id)).findFirst().orElseThrow();
	}

	private List<Map<String, Object>> items(String facet) {
		return Json.list(facet(facet).get("items")).stream().map(Json::object).toList();
	}

	/** @return whether a facet could not be read as a whole */
	boolean isUnread(String facet) {
		return facet(facet).get("unread") != null;
	}

	/** @return the states of a facet's items by their keys */
	Map<String, String> states(String facet) {
		Map<String, String> states = new TreeMap<>();
		items(facet).forEach(item -> states.put((String) item.get("key"), (String) item.get("state")));
		return states;
	}

	/** @return one attribute of the items that a side ("laptop", "clone") has, by their keys */
	Map<String, String> attribute(String facet, String side, String attribute) {
		Map<String, String> values = new TreeMap<>();
		for (Map<String, Object> item : items(facet)) {
			if (item.get(side) != null) {
				values.put((String) item.get("key"),
						(String) Json.object(Json.object(item.get(side)).get("attributes")).get(attribute));
			}
		}
		return values;
	}

	/** @return which rule left what out on a side, by key */
	Map<String, String> leftOut(String facet, String side) {
		Map<String, String> rules = new TreeMap<>();
		for (Object each : Json.list(Json.object(facet(facet).get(side)).get("leftOut"))) {
			rules.put((String) Json.object(each).get("key"), (String) Json.object(each).get("rule"));
		}
		return rules;
	}

	/** @return the remarks of a facet on a side, one after the other */
	String remarks(String facet, String side) {
		return Json.list(Json.object(facet(facet).get(side)).get("remarks")).toString();
	}

	/** @return what reading a side has cost, by phase */
	Map<String, Double> seconds(String side) {
		Map<String, Double> seconds = new TreeMap<>();
		Json.object(Json.object(document.get(side)).get("seconds"))
				.forEach((phase, value) -> seconds.put(phase, ((Number) value).doubleValue()));
		return seconds;
	}
}
