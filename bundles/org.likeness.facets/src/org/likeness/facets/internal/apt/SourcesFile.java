/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.likeness.facets.internal.Printable;

/** Reads the two styles in which apt's sources are written: see {@code sources.list(5)}. */
public final class SourcesFile {

	private static final Set<String> TYPES = Set.of("deb", "deb-src");
	/** A stanza of some kilobytes can name a million combinations; nobody has more than some ten. */
	private static final int MAX_SOURCES = 2000;

	private final List<Source> sources = new ArrayList<>();
	private final List<String> remarks = new ArrayList<>();

	private SourcesFile() {
	}

	/** @return what a file in the one-line style says ({@code *.list}) */
	public static SourcesFile ofLines(String text) {
		SourcesFile file = new SourcesFile();
		int number = 0;
		for (String line : (Iterable<String>) text.lines()::iterator) {
			number++;
			String problem = file.readLine(line);
			if (problem != null) {
				file.remarks.add("line " + number + " " + problem + "; passed over");
			}
		}
		return file;
	}

	/** @return what a file in the deb822 style says ({@code *.sources}) */
	public static SourcesFile ofStanzas(byte[] content) {
		SourcesFile file = new SourcesFile();
		Map<String, String> options = SourceOptions.fields();
		Set<String> wanted = new HashSet<>(options.keySet());
		wanted.addAll(Set.of("types", "uris", "suites", "components", "enabled"));
		ControlFile control = new ControlFile(content, wanted, true);
		for (Stanza stanza = control.next(); stanza != null; stanza = control.next()) {
			String problem = stanza.problem() == null ? file.readStanza(stanza, options)
					: "is malformed: " + stanza.problem();
			if (problem != null) {
				file.remarks.add("the paragraph at line " + stanza.line() + " " + problem + "; passed over");
			}
		}
		return file;
	}

	/** @return the sources, in the order of the file */
	public List<Source> sources() {
		return sources;
	}

	/** @return what is malformed, and where */
	public List<String> remarks() {
		return remarks;
	}

	/** @return what is wrong with it; {@code null} if nothing is */
	private String readLine(String line) {
		String text = withoutComment(line).strip();
		if (text.isEmpty()) {
			return null;
		}
		String[] typeAndRest = text.split("\\s+", 2);
		if (!TYPES.contains(typeAndRest[0])) {
			return "starts with neither deb nor deb-src" + told(typeAndRest[0]);
		}
		String rest = typeAndRest.length == 1 ? "" : typeAndRest[1];
		Map<String, String> options = new TreeMap<>();
		if (rest.startsWith("[")) {
			int end = rest.indexOf(']');
			if (end < 0) {
				return "has options without an end";
			}
			for (String option : rest.substring(1, end).strip().split("\\s+")) {
				int equals = option.indexOf('=');
				if (equals < 1) {
					return "has an option without a value" + told(option);
				}
				put(options, option.substring(0, equals), option.substring(equals + 1));
			}
			rest = rest.substring(end + 1).strip();
		}
		List<String> words = words(rest);
		if (words.size() < 2) {
			return "has no " + (words.isEmpty() ? "URI" : "suite");
		}
		return add(typeAndRest[0], words.get(0), words.get(1), new TreeSet<>(words.subList(2, words.size())), true,
				options);
	}

	/** What may be an address with a password in the wrong place is not told. */
	private static String told(String word) {
		return word.indexOf('@') >= 0 ? "" : ": " + Printable.quote(word);
	}

	/** In brackets, {@code #} is a character like any other. */
	private static String withoutComment(String line) {
		for (int i = 0; i < line.length(); i++) {
			if (line.charAt(i) == '#') {
				return line.substring(0, i);
			}
			if (line.charAt(i) == '[') {
				i = Math.max(i, line.indexOf(']', i));
			}
		}
		return line;
	}

	/** Quotes and brackets hold words together: {@code cdrom:[Debian GNU/Linux 12]/}. */
	private static List<String> words(String text) {
		List<String> words = new ArrayList<>();
		StringBuilder word = new StringBuilder();
		for (int i = 0; i <= text.length(); i++) {
			char c = i == text.length() ? ' ' : text.charAt(i);
			int end = c == '"' ? text.indexOf('"', i + 1) : c == '[' ? text.indexOf(']', i + 1) : -1;
			if (end > 0) {
				word.append(c == '"' ? text.substring(i + 1, end) : text.substring(i, end + 1));
				i = end;
			} else if (!Character.isWhitespace(c)) {
				word.append(c);
			} else if (word.length() > 0) {
				words.add(word.toString());
				word.setLength(0);
			}
		}
		return words;
	}

	private String readStanza(Stanza stanza, Map<String, String> optionNames) {
		String enabled = stanza.get("enabled") == null ? "yes" : stanza.get("enabled");
		if (!SourceOptions.isYes(enabled) && !SourceOptions.isNo(enabled)) {
			return "is neither enabled nor not: " + Printable.quote(enabled);
		}
		Map<String, String> options = new TreeMap<>();
		stanza.fields().forEach((field, value) -> {
			if (optionNames.containsKey(field) && !value.isEmpty()) {
				put(options, optionNames.get(field), value);
			}
		});
		List<String> types = words(stanza, "types");
		List<String> uris = words(stanza, "uris");
		List<String> suites = words(stanza, "suites");
		if (types.isEmpty() || uris.isEmpty() || suites.isEmpty()) {
			return "has no " + (types.isEmpty() ? "Types" : uris.isEmpty() ? "URIs" : "Suites");
		}
		if ((long) types.size() * uris.size() * suites.size() > MAX_SOURCES) {
			return "names more than " + MAX_SOURCES + " sources";
		}
		SortedSet<String> components = new TreeSet<>(words(stanza, "components"));
		for (String type : types) {
			for (String uri : uris) {
				for (String suite : suites) {
					String problem = TYPES.contains(type)
							? add(type, uri, suite, components, SourceOptions.isYes(enabled), options)
							: "has the unknown type " + Printable.quote(type);
					if (problem != null) {
						return problem;
					}
				}
			}
		}
		return null;
	}

	private static List<String> words(Stanza stanza, String field) {
		String value = stanza.get(field);
		return value == null || value.isEmpty() ? List.of() : List.of(value.strip().split("\\s+"));
	}

	private static void put(Map<String, String> options, String name, String value) {
		if (SourceOptions.isKnown(name)) {
			options.put(name, SourceOptions.normalize(name, value));
		}
	}

	private String add(String type, String uri, String suite, SortedSet<String> components, boolean enabled,
			Map<String, String> options) {
		if (uri.indexOf(':') < 1) {
			// It may hold a password, so it is not told.
			return "has a malformed URI";
		}
		if (suite.endsWith("/") != components.isEmpty()) {
			return components.isEmpty() ? "has no components" : "has components where the suite is a path";
		}
		if (sources.size() == MAX_SOURCES) {
			return "is more than the " + MAX_SOURCES + "th source";
		}
		sources.add(new Source(type, uri.replaceFirst("/+$", ""), suite, components, enabled, options));
		return null;
	}
}
