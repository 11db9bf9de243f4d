/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.likeness.core.KnownClones;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.KnownClones.Measured;
import org.likeness.core.Likeness;
import org.likeness.core.MachineException;
import org.likeness.guestfs.ImageInfo;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;

/** {@code likeness clones}: the known clones. No image is opened but to read its header. */
@Command(name = "clones", description = "Lists the known clones: those made or compared with Likeness.", footer = { "",
		"Formula: " + Likeness.FORMULA + ".", "", "Exit codes: 0 done, 2 wrong use, 3 could not." })
final class ListClones extends Action {

	private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm")
			.withZone(ZoneId.systemDefault());

	/** A clone with what its image says now; {@code problem} says why that is not known. */
	private record Listed(KnownClone known, ImageInfo info, String problem, List<Measured> measured) {

		OptionalDouble likeness() {
			return measured.isEmpty() ? OptionalDouble.empty() : measured.get(measured.size() - 1).overall();
		}
	}

	ListClones(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		KnownClones clones = environment.clones();
		List<Listed> listed = new ArrayList<>();
		for (KnownClone clone : clones.list()) {
			listed.add(look(clone, clones.likeness(clone.image())));
		}
		if (common.json) {
			printJson(listed);
		} else {
			print(listed);
		}
		return DONE;
	}

	private static Listed look(KnownClone clone, List<Measured> measured) {
		Path image = clone.image();
		if (Files.notExists(image)) {
			return new Listed(clone, null, "the image is gone", measured);
		}
		try {
			return new Listed(clone, ImageInfo.read(image), null, measured);
		} catch (MachineException e) {
			return new Listed(clone, null, e.what(), measured);
		}
	}

	private void print(List<Listed> listed) {
		Output out = environment.out();
		if (listed.isEmpty()) {
			out.add("No clones are known yet. Make one with: likeness new IMAGE").end().flush();
			return;
		}
		for (Listed each : listed) {
			out.add(Style.BOLD, each.known().image().toString()).end();
			out.add("  system").to(14).add(each.known().os().isEmpty() ? "not known yet" : each.known().os());
			out.add(each.known().root().isEmpty() ? "" : " on " + each.known().root()).end();
			if (each.info() == null) {
				out.add("  image").to(14).add(Style.RED, each.problem()).end();
			} else {
				out.add("  image").to(14).add(each.info().format() + ", " + Sizes.text(each.info().fileSize())
						+ " on disk, " + Sizes.text(each.info().virtualSize()) + " for the guest").end();
			}
			out.add("  likeness").to(14).add(Style.GREEN, Likeness.percent(each.likeness()));
			out.add(each.measured().isEmpty() ? " (never compared in full)"
					: ", compared " + WHEN.format(each.measured().get(each.measured().size() - 1).when())).end();
		}
		out.flush();
	}

	private void printJson(List<Listed> listed) throws IOException {
		try (JsonGenerator json = json()) {
			JsonParts parts = new JsonParts(json);
			json.writeStartObject();
			json.writeStringField("schema", "likeness/clones/1");
			json.writeArrayFieldStart("clones");
			for (Listed each : listed) {
				json.writeStartObject();
				json.writeStringField("image", each.known().image().toString());
				json.writeStringField("os", each.known().os());
				json.writeStringField("root", each.known().root());
				parts.text("problem", each.problem());
				if (each.info() != null) {
					json.writeStringField("format", each.info().format());
					json.writeNumberField("virtualSize", each.info().virtualSize());
					json.writeNumberField("fileSize", each.info().fileSize());
				}
				parts.score("likeness", each.likeness());
				json.writeArrayFieldStart("measured");
				for (Measured measured : each.measured()) {
					measured(measured, json, parts);
				}
				json.writeEndArray();
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeEndObject();
			json.writeRaw('\n');
		}
	}

	private static void measured(Measured measured, JsonGenerator json, JsonParts parts) throws IOException {
		json.writeStartObject();
		json.writeStringField("when", measured.when().toString());
		parts.score("likeness", measured.overall());
		json.writeObjectFieldStart("facets");
		for (java.util.Map.Entry<String, Double> facet : measured.facets().entrySet()) {
			json.writeNumberField(facet.getKey(), facet.getValue());
		}
		json.writeEndObject();
		json.writeEndObject();
	}
}
