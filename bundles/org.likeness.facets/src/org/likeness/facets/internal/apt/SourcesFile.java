/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.likeness.facets.internal.Printable;

/** Reads the two styles in which apt's sources are written: see {@code sources.list(5)}. */
public final class SourcesFile {

	private static final Set<String> TYPES = Set.of("deb", "deb-src");
	/** Of a printable character of ASCII; what else apt would decode stays as it is written. */
	private static final Pattern ESCAPE = Pattern.compile("%([2-6][0-9A-Fa-f]|7[0-9A-Ea-e])");
	private static final Pattern SPACES = Pattern.compile("\\s+");
	/** A stanza of some kilobytes can name a million combinations; nobody has more than some ten. */
	private static final int MAX_SOURCES = 2000;
	/** What is said of all combinations together is longer than the file; people's are some five times as long. */
	private static final int TEXT_PER_BYTE = 32;
	/** A file with more errors is none of apt's, which reads nothing at all where there is one. */
	private static final int MAX_REMARKS = 100;

	private final List<Source> sources = new ArrayList<>();
	private final List<String> remarks = new ArrayList<>();
	private int passedOver;
	private long textLeft;

	private SourcesFile(int size) {
		textLeft = (long) TEXT_PER_BYTE * size;
	}

	/** @return what a file in the one-line style says ({@code *.list}) */
	public static SourcesFile ofLines(String text) {
		SourcesFile file = new SourcesFile(text.length());
		int number = 0;
		for (String line : (Iterable<String>) text.lines()::iterator) {
			number++;
			file.remark("line ", number, file.readLine(line));
			if (file.passedOver > MAX_REMARKS) {
				break;
			}
		}
		return file;
	}

	/** @return what a file in the deb822 style says ({@code *.sources}) */
	public static SourcesFile ofStanzas(byte[] content) {
		SourcesFile file = new SourcesFile(content.length);
		Map<String, String> options = SourceOptions.fields();
		Set<String> wanted = new HashSet<>(options.keySet());
		wanted.addAll(Set.of("types", "uris", "suites", "components", "enabled"));
		ControlFile control = new ControlFile(content, wanted, ControlFile.Dialect.APT_SOURCES);
		for (Stanza stanza = control.next(); stanza != null
				&& file.passedOver <= MAX_REMARKS; stanza = control.next()) {
			String problem = stanza.problem() == null ? file.readStanza(stanza, options)
					: "is malformed: " + stanza.problem();
			file.remark("the paragraph at line ", stanza.line(), problem);
		}
		return file;
	}

	/** @param problem {@code null} if there is none */
	private void remark(String what, int line, String problem) {
		if (problem != null && passedOver++ < MAX_REMARKS) {
			remarks.add(what + line + " " + problem + "; passed over");
		} else if (problem != null) {
			remarks.add(
					"the same is true of more than " + MAX_REMARKS + " others; the rest of the file is passed over");
		}
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
		String[] typeAndRest = SPACES.split(text, 2);
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
			if (end + 1 < rest.length() && !Character.isWhitespace(rest.charAt(end + 1))) {
				return "has no space after its options";
			}
			for (String option : SPACES.split(rest.substring(1, end).strip())) {
				int equals = option.indexOf('=');
				if (equals < 1 && !option.isEmpty()) {
					return "has an option without a value" + told(option);
				}
				if (equals > 0) {
					put(options, option.substring(0, equals), option.substring(equals + 1));
				}
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
		int lastBracket = line.lastIndexOf(']');
		for (int i = 0; i < line.length(); i++) {
			if (line.charAt(i) == '#') {
				return line.substring(0, i);
			}
			if (line.charAt(i) == '[' && i < lastBracket) {
				i = line.indexOf(']', i);
			}
		}
		return line;
	}

	/**
	 * Quotes and brackets hold words together: {@code cdrom:[Debian GNU/Linux 12]/}. After {@code ParseQuoteWord()} in
	 * {@code apt-pkg/contrib/strutl.cc}, which decodes {@code %20} in them too.
	 */
	private static List<String> words(String text) {
		List<String> words = new ArrayList<>();
		StringBuilder word = new StringBuilder();
		int lastQuote = text.lastIndexOf('"');
		int lastBracket = text.lastIndexOf(']');
		for (int i = 0; i <= text.length(); i++) {
			char c = i == text.length() ? ' ' : text.charAt(i);
			if (c == '"' && i < lastQuote) {
				int end = text.indexOf('"', i + 1);
				word.append(text, i + 1, end);
				i = end;
			} else if (c == '[' && i < lastBracket) {
				int end = text.indexOf(']', i + 1);
				word.append(text, i, end + 1);
				i = end;
			} else if (!Character.isWhitespace(c)) {
				word.append(c);
			} else if (word.length() > 0) {
				words.add(decoded(word.toString()));
				word.setLength(0);
			}
		}
		return words;
	}

	private static String decoded(String word) {
		return word.indexOf('%') < 0 ? word
				: ESCAPE.matcher(word).replaceAll(match -> Matcher
						.quoteReplacement(String.valueOf((char) HexFormat.fromHexDigits(match.group(1)))));
	}

	private String readStanza(Stanza stanza, Map<String, String> optionNames) {
		// Only what means no switches it off.
		boolean enabled = stanza.get("enabled") == null || !SourceOptions.isNo(stanza.get("enabled"));
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
							? add(type, uri, suite, components, enabled, options)
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
		return value == null || value.isEmpty() ? List.of() : List.of(SPACES.split(value));
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
		textLeft -= uri.length() + suite.length() + length(components) + length(options.values());
		if (sources.size() == MAX_SOURCES || textLeft < 0) {
			return "names more sources, or more of them, than anybody has";
		}
		String place = uri.endsWith("/") ? uri.substring(0, uri.length() - 1) : uri;
		sources.add(new Source(type, place, suite, components, enabled, options));
		return null;
	}

	/** With what it takes to hold each. */
	private static long length(Collection<String> texts) {
		return texts.stream().mapToLong(text -> 16L + text.length()).sum();
	}
}
