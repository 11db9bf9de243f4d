/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.likeness.core.MachinePath;

/**
 * Edits a file of apt's sources, in either style of {@code sources.list(5)}. What it is not about stays as it is, byte for
 * byte, comments among it.
 */
public final class SourcesEdit {

	/** A line of the one-line style, or a paragraph of the other one with the empty lines after it. */
	private record Block(String text, List<Source> sources) {
	}

	/** Where packages of a type come from. */
	private record Place(String type, String uri) {
	}

	/** What is taken of a type, from each of some places. */
	private record Offer(String type, Set<String> suites) {
	}

	private final boolean stanzas;
	private final List<Block> blocks = new ArrayList<>();

	/** @param path tells the style */
	public SourcesEdit(MachinePath path, byte[] content) {
		stanzas = path.raw().endsWith(".sources");
		String text = new String(content, StandardCharsets.ISO_8859_1);
		for (String block : stanzas ? paragraphs(text) : text.split("(?<=\n)")) {
			byte[] bytes = block.getBytes(StandardCharsets.ISO_8859_1);
			blocks.add(new Block(block, (stanzas ? SourcesFile.ofStanzas(bytes)
					: SourcesFile.ofLines(new String(bytes, StandardCharsets.UTF_8))).sources()));
		}
	}

	/** Empty lines stay with the paragraph before them. A line of nothing but spaces is none, for apt. */
	private static String[] paragraphs(String text) {
		return text.split("(?m)(?<=^\r?\n)(?!\r?\n)");
	}

	/** @return what it names, in the order of the file */
	public List<Source> sources() {
		return blocks.stream().flatMap(block -> block.sources().stream()).toList();
	}

	/** @return whether it names one of those sources */
	public boolean names(Predicate<Source> which) {
		return sources().stream().anyMatch(which);
	}

	/** @return the file without those sources */
	public byte[] without(Predicate<Source> which) {
		return edited(which.negate(), true);
	}

	/** @return those sources alone, as they are written here, without comments */
	public byte[] only(Predicate<Source> which) {
		String text = new String(edited(which, false), StandardCharsets.ISO_8859_1);
		return (stanzas ? withoutComments(text) : text).getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String withoutComments(String paragraph) {
		return paragraph.replaceAll("(?m)^#.*\n?", "");
	}

	/** @return the file with what {@link #only} gave of another one of the same style at its end */
	public byte[] with(byte[] more) {
		StringBuilder all = new StringBuilder();
		blocks.forEach(block -> all.append(block.text()));
		if (all.length() > 0 && all.charAt(all.length() - 1) != '\n') {
			all.append('\n');
		}
		if (stanzas && all.length() > 0 && all.indexOf("\n\n", all.length() - 2) < 0) {
			all.append('\n');
		}
		return all.append(new String(more, StandardCharsets.ISO_8859_1)).toString()
				.getBytes(StandardCharsets.ISO_8859_1);
	}

	private byte[] edited(Predicate<Source> kept, boolean others) {
		StringBuilder text = new StringBuilder();
		for (Block block : blocks) {
			List<Source> left = block.sources().stream().filter(kept).toList();
			if (block.sources().isEmpty()) {
				text.append(others ? block.text() : "");
			} else if (left.size() == block.sources().size()) {
				text.append(ended(block.text()));
			} else if (!left.isEmpty()) {
				text.append(narrowed(block.text(), left));
			}
		}
		return text.toString().getBytes(StandardCharsets.ISO_8859_1);
	}

	private static String ended(String text) {
		return text.endsWith("\n") ? text : text + "\n";
	}

	/** A paragraph names all combinations of its types, addresses and suites; some of them may need several. */
	private static String narrowed(String text, List<Source> sources) {
		Map<Place, Set<String>> suites = new LinkedHashMap<>();
		sources.forEach(source -> suites
				.computeIfAbsent(new Place(source.type(), source.uri()), place -> new LinkedHashSet<>())
				.add(source.suite()));
		Map<Offer, Set<String>> uris = new LinkedHashMap<>();
		suites.forEach((place, of) -> uris
				.computeIfAbsent(new Offer(place.type(), of), offer -> new LinkedHashSet<>()).add(place.uri()));
		return uris.entrySet().stream()
				.map(entry -> withFields(text, Map.of("types", entry.getKey().type(), "uris",
						String.join(" ", entry.getValue()), "suites", String.join(" ", entry.getKey().suites()))))
				.map(SourcesEdit::asParagraph)
				.reduce((first, next) -> first + withoutComments(next)).orElse("");
	}

	private static String asParagraph(String text) {
		return ended(text).endsWith("\n\n") ? text : ended(text) + "\n";
	}

	/** @return the paragraph with other values of these fields; their lines that go on are gone */
	private static String withFields(String text, Map<String, String> values) {
		StringBuilder edited = new StringBuilder();
		boolean replaced = false;
		for (String line : text.split("(?<=\n)")) {
			boolean goesOn = line.startsWith(" ") || line.startsWith("\t");
			if (!goesOn && !line.startsWith("#")) {
				int colon = line.indexOf(':');
				String value = colon < 0 ? null : values.get(line.substring(0, colon).toLowerCase(Locale.ROOT));
				replaced = value != null;
				edited.append(replaced ? line.substring(0, colon) + ": " + value + "\n" : line);
			} else if (!replaced || !goesOn || line.isBlank()) {
				edited.append(line);
			}
		}
		return edited.toString();
	}
}
