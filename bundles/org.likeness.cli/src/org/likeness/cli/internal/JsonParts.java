/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalDouble;

import org.likeness.core.Account;
import org.likeness.core.Costs;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.SystemDescription;

import com.fasterxml.jackson.core.JsonGenerator;

/** The parts that several documents share; docs/json.md describes them. */
final class JsonParts {

	private final JsonGenerator json;

	JsonParts(JsonGenerator json) {
		this.json = json;
	}

	/** The object of a machine is begun, and the caller's to end. */
	void machine(String field, String label, SystemDescription system, Account user) throws IOException {
		json.writeObjectFieldStart(field);
		json.writeStringField("label", label);
		json.writeObjectFieldStart("os");
		json.writeStringField("id", system.os().id());
		json.writeStringField("version", system.os().version());
		json.writeStringField("codename", system.os().codename());
		json.writeStringField("name", system.os().prettyName());
		json.writeEndObject();
		json.writeStringField("hostname", system.hostname());
		if (user.isNone()) {
			json.writeNullField("user");
			return;
		}
		json.writeObjectFieldStart("user");
		json.writeStringField("name", user.name());
		json.writeNumberField("uid", user.uid());
		json.writeStringField("home", user.home().toString());
		json.writeEndObject();
	}

	/** One side of an item; null if that side has none. */
	void item(String field, Item item) throws IOException {
		if (item == null) {
			json.writeNullField(field);
			return;
		}
		json.writeObjectFieldStart(field);
		itemFields(item);
		json.writeEndObject();
	}

	void itemFields(Item item) throws IOException {
		json.writeObjectFieldStart("attributes");
		for (Map.Entry<String, String> attribute : item.attributes().entrySet()) {
			json.writeStringField(attribute.getKey(), attribute.getValue());
		}
		json.writeEndObject();
		if (item.file() != null) {
			json.writeObjectFieldStart("file");
			json.writeStringField("path", item.file().path().toString());
			json.writeNumberField("size", item.file().size());
			json.writeEndObject();
		}
		text("problem", item.problem());
	}

	/** What an inventory says besides its items, as fields of the object that is open. */
	void notes(Inventory inventory) throws IOException {
		json.writeArrayFieldStart("leftOut");
		for (Inventory.LeftOut left : inventory.leftOut()) {
			json.writeStartObject();
			json.writeStringField("key", left.key());
			json.writeStringField("rule", left.rule());
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeArrayFieldStart("remarks");
		for (String remark : inventory.remarks()) {
			json.writeString(remark);
		}
		json.writeEndArray();
		text("unread", inventory.unread());
		text("notApplicable", inventory.notApplicable());
		json.writeArrayFieldStart("unreadScopes");
		for (Inventory.Unread scope : inventory.unreadScopes()) {
			json.writeStartObject();
			json.writeStringField("keys", scope.keys().toString());
			json.writeStringField("reason", scope.reason());
			json.writeEndObject();
		}
		json.writeEndArray();
	}

	/** Seconds by phase. */
	void costs(String field, Costs costs) throws IOException {
		json.writeObjectFieldStart(field);
		for (Map.Entry<String, Long> phase : costs.nanos().entrySet()) {
			json.writeNumberField(phase.getKey(), Math.round(phase.getValue() / 1e6) / 1e3);
		}
		json.writeEndObject();
	}

	void score(String field, OptionalDouble score) throws IOException {
		if (score.isPresent()) {
			json.writeNumberField(field, score.getAsDouble());
		} else {
			json.writeNullField(field);
		}
	}

	void text(String field, String text) throws IOException {
		if (text == null) {
			json.writeNullField(field);
		} else {
			json.writeStringField(field, text);
		}
	}
}
