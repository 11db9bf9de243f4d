/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.util.Locale;

import org.likeness.core.FileChange;
import org.likeness.core.MachinePath;
import org.likeness.core.PackageChange;
import org.likeness.core.PackageData;
import org.likeness.core.Plan;
import org.likeness.core.PlanStep;
import org.likeness.core.Room;
import org.likeness.core.SystemCommand;

import com.fasterxml.jackson.core.JsonGenerator;

/** The fields of a plan in a document; see docs/json.md. */
final class PlanJson {

	private final JsonGenerator json;
	private final JsonParts parts;

	PlanJson(JsonGenerator json) {
		this.json = json;
		this.parts = new JsonParts(json);
	}

	/** The fields, in the object that is open. */
	void fields(Plan plan) throws IOException {
		json.writeArrayFieldStart("items");
		for (Plan.PlannedItem item : plan.items()) {
			json.writeStartObject();
			json.writeStringField("facet", item.facet());
			json.writeStringField("key", item.key());
			json.writeStringField("action", item.action().word());
			parts.text("instead", plan.packages().insteadFor(item).orElse(null));
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeArrayFieldStart("notDone");
		for (Plan.NotDone item : plan.notDone()) {
			json.writeStartObject();
			json.writeStringField("facet", item.facet());
			json.writeStringField("key", item.key());
			parts.text("rule", item.rule());
			json.writeStringField("reason", item.reason());
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeArrayFieldStart("changes");
		for (FileChange change : plan.changes()) {
			json.writeStartObject();
			json.writeStringField("path", change.path().toString());
			json.writeStringField("type",
					(change.after() == null ? change.before() : change.after()).type().name().toLowerCase(Locale.ROOT));
			json.writeStringField("action", change.kind().word());
			json.writeNumberField("bytes", change.bytes());
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeNumberField("bytes", plan.bytes());
		json.writeArrayFieldStart("packages");
		for (PackageChange change : plan.packages().changes()) {
			json.writeStartObject();
			json.writeStringField("name", change.name());
			json.writeStringField("architecture", change.architecture());
			json.writeStringField("action", change.action().word());
			parts.text("from", change.from());
			parts.text("to", change.to());
			json.writeBooleanField("chosen", change.chosen());
			json.writeNumberField("bytesToFetch", change.toFetch());
			json.writeNumberField("bytesToKeep", change.toKeep());
			json.writeNumberField("bytesInstalled", change.unpacked());
			json.writeNumberField("bytesFreed", change.freed());
			json.writeArrayFieldStart("dataNotKept");
			for (PackageData data : plan.packages().dataOf(change)) {
				json.writeStartObject();
				json.writeStringField("folder", data.folder().toString());
				json.writeNumberField("files", data.files());
				json.writeNumberField("bytes", data.bytes());
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeArrayFieldStart("commands");
		for (SystemCommand command : plan.commands()) {
			json.writeString(command.toString());
		}
		json.writeEndArray();
		json.writeArrayFieldStart("steps");
		for (PlanStep step : plan.steps()) {
			json.writeStartObject();
			json.writeStringField("step", step.kind().word());
			json.writeNumberField("count", step.count());
			json.writeNumberField("bytes", step.bytes());
			json.writeEndObject();
		}
		json.writeEndArray();
		json.writeArrayFieldStart("fileSystems");
		for (Room room : plan.room()) {
			room(room);
		}
		json.writeEndArray();
	}

	private void room(Room room) throws IOException {
		json.writeStartObject();
		json.writeArrayFieldStart("folders");
		for (MachinePath folder : room.fileSystem().folders()) {
			json.writeString(folder.toString());
		}
		json.writeEndArray();
		json.writeNumberField("size", room.fileSystem().size());
		json.writeNumberField("free", room.fileSystem().free());
		json.writeNumberField("needed", room.needed());
		json.writeNumberField("freeAfter", room.after());
		json.writeBooleanField("fits", room.fits());
		json.writeEndObject();
	}
}
