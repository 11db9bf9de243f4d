/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.Set;

import org.likeness.core.ComparedItem;
import org.likeness.core.Comparison;
import org.likeness.core.FacetComparison;
import org.likeness.core.Likeness;
import org.likeness.core.Machine;
import org.likeness.core.State;

import com.fasterxml.jackson.core.JsonGenerator;

/** Prints a comparison as the document {@code likeness/compare/1}; see docs/json.md. */
final class ComparisonJson {

	private final JsonGenerator json;
	private final JsonParts parts;
	private final Set<State> states;

	/** @param states which items are listed */
	ComparisonJson(JsonGenerator json, Set<State> states) {
		this.json = json;
		this.parts = new JsonParts(json);
		this.states = states;
	}

	void print(Comparison comparison, Machine laptop, Machine clone) throws IOException {
		json.writeStartObject();
		json.writeStringField("schema", "likeness/compare/1");
		json.writeStringField("when", comparison.when().toString());
		parts.machine("laptop", laptop.label(), comparison.laptopSystem(), comparison.laptopUser());
		parts.costs("seconds", laptop.costs());
		json.writeEndObject();
		parts.machine("clone", clone.label(), comparison.cloneSystem(), comparison.cloneUser());
		parts.costs("seconds", clone.costs());
		json.writeEndObject();
		parts.score("likeness", comparison.likeness());
		json.writeBooleanField("differs", comparison.differs());
		json.writeArrayFieldStart("facets");
		for (FacetComparison facet : comparison.facets()) {
			facet(facet);
		}
		json.writeEndArray();
		json.writeEndObject();
		json.writeRaw('\n');
	}

	private void facet(FacetComparison facet) throws IOException {
		json.writeStartObject();
		json.writeStringField("id", facet.facet().id());
		json.writeStringField("label", facet.facet().label());
		json.writeNumberField("weight", facet.weight());
		parts.score("likeness", facet.likeness().score());
		counts(facet);
		parts.text("unread", facet.unread());
		parts.text("notApplicable", facet.notApplicable());
		json.writeObjectFieldStart("laptop");
		parts.notes(facet.ofLaptop());
		json.writeEndObject();
		json.writeObjectFieldStart("clone");
		parts.notes(facet.ofClone());
		json.writeEndObject();
		json.writeArrayFieldStart("items");
		for (ComparedItem item : facet.items()) {
			if (states.contains(item.state())) {
				json.writeStartObject();
				fields(item);
				json.writeEndObject();
			}
		}
		json.writeEndArray();
		json.writeEndObject();
	}

	private void counts(FacetComparison facet) throws IOException {
		Likeness likeness = facet.likeness();
		json.writeObjectFieldStart("counts");
		json.writeNumberField("same", likeness.same());
		json.writeNumberField("changed", likeness.changed());
		json.writeNumberField("missing", likeness.missing());
		json.writeNumberField("extra", likeness.extra());
		json.writeNumberField("unread",
				facet.items().stream().filter(item -> item.keptBy() == null && item.state() == State.UNREAD).count());
		json.writeNumberField("kept", facet.items().stream().filter(item -> item.keptBy() != null).count());
		json.writeEndObject();
	}

	/** The fields of an item, in the object that is open. */
	void fields(ComparedItem item) throws IOException {
		json.writeStringField("key", item.key());
		json.writeStringField("state", item.state().word());
		parts.text("keptBy", item.keptBy());
		parts.text("problem", item.problem());
		parts.item("laptop", item.ofLaptop());
		parts.item("clone", item.ofClone());
	}
}
