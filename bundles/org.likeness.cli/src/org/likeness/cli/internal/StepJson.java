/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.Map;

import org.likeness.history.HistoryStep;

import com.fasterxml.jackson.core.JsonGenerator;

/** The fields of a step of a history in a document; see docs/json.md. */
final class StepJson {

	private final JsonGenerator json;
	private final JsonParts parts;

	StepJson(JsonGenerator json) {
		this.json = json;
		this.parts = new JsonParts(json);
	}

	/** The fields, in the object that is open. */
	void fields(HistoryStep step) throws IOException {
		json.writeStringField("id", step.id());
		json.writeStringField("shortId", step.shortId());
		parts.text("parent", step.before().orElse(null));
		json.writeStringField("kind", step.step().kind().word());
		json.writeStringField("when", step.step().when().toString());
		parts.score("likeness", step.step().likeness());
		json.writeObjectFieldStart("counts");
		for (Map.Entry<String, Integer> count : step.step().counts().entrySet()) {
			json.writeNumberField(count.getKey(), count.getValue());
		}
		json.writeEndObject();
		json.writeStringField("title", step.title());
		json.writeStringField("message", step.step().message());
	}
}
