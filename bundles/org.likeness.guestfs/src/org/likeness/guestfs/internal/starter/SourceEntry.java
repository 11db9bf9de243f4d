/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One entry of apt's package sources, in either style of {@code sources.list(5)}.
 *
 * @param types      deb, deb-src
 * @param uris       base addresses
 * @param suites     suites
 * @param components components
 * @param options    the other fields by their deb822 name in lower case, such as {@code signed-by}; values can span lines
 */
record SourceEntry(List<String> types, List<String> uris, List<String> suites, List<String> components,
		Map<String, String> options) {

	private static final Pattern LINE = Pattern
			.compile("(deb|deb-src)\\s+(?:\\[([^\\]]*)\\]\\s*)?(\\S+)\\s+(\\S+)\\s*(.*)");
	private static final Pattern FIELD = Pattern.compile("([A-Za-z-]+):\\s*(.*)");

	/** Name and password in an address, where apt looks for them: the slashes can be missing. */
	private static final Pattern USER_INFO = Pattern.compile("^([^:/]*:(?://)?)[^/]*@");
	private static final String SIGNED_BY = "signed-by";
	private static final String MIRROR_FILE = "mirror+file:";

	/** Names that the two styles spell differently. */
	private static final Map<String, String> LINE_NAMES = Map.of("architectures", "arch", "languages", "lang",
			"targets",
			"target");

	/** @return the entry of a line in the one-line style; nothing for comments and what is no entry */
	static Optional<SourceEntry> ofLine(String line) {
		Matcher matcher = LINE.matcher(line.replaceFirst("#.*", "").strip());
		if (!matcher.matches()) {
			return Optional.empty();
		}
		Map<String, String> options = new LinkedHashMap<>();
		if (matcher.group(2) != null) {
			for (String option : words(matcher.group(2))) {
				int equals = option.indexOf('=');
				if (equals > 0) {
					options.put(deb822Name(option.substring(0, equals)),
							option.substring(equals + 1).replace(',', ' '));
				}
			}
		}
		return Optional
				.of(new SourceEntry(List.of(matcher.group(1)), List.of(matcher.group(3)), List.of(matcher.group(4)),
						words(matcher.group(5)), options));
	}

	/** @return the entry of a deb822 stanza; nothing if it is disabled or no entry */
	static Optional<SourceEntry> ofStanza(String stanza) {
		Map<String, String> fields = new LinkedHashMap<>();
		String name = null;
		for (String line : stanza.lines().filter(text -> !text.startsWith("#")).toList()) {
			Matcher matcher = FIELD.matcher(line);
			if (name != null && (line.startsWith(" ") || line.startsWith("\t"))) {
				fields.merge(name, line, (value, more) -> value + "\n" + more);
			} else if (matcher.matches()) {
				name = matcher.group(1).toLowerCase(Locale.ROOT);
				fields.put(name, matcher.group(2).strip());
			}
		}
		boolean disabled = Set.of("no", "false", "0")
				.contains(fields.getOrDefault("enabled", "yes").toLowerCase(Locale.ROOT));
		SourceEntry entry = new SourceEntry(words(fields.remove("types")), words(fields.remove("uris")),
				words(fields.remove("suites")), words(fields.remove("components")), fields);
		return disabled || entry.uris.isEmpty() ? Optional.empty() : Optional.of(entry);
	}

	/** @return this entry with those of its suites only */
	SourceEntry limitedTo(Set<String> wanted) {
		return new SourceEntry(types, uris, suites.stream().filter(wanted::contains).toList(), components, options);
	}

	/**
	 * Whether this is Debian's archive or a mirror of it: signed by its key, or laid out under its name and signed by
	 * whatever apt trusts. A third party's archive may lie at ".../debian" too; that is signed by a key of its own.
	 */
	boolean isDebians() {
		if (suites.isEmpty() || !components.contains("main")) {
			return false;
		}
		return signedByDebian() || uris.stream().allMatch(SourceEntry::namesDebian)
				&& (!options.containsKey(SIGNED_BY) || keyFile().contains("debian"));
	}

	private boolean signedByDebian() {
		return keyFile().startsWith("debian-archive");
	}

	/** The file name of the key; a key can also be in the entry itself. */
	private String keyFile() {
		String key = options.getOrDefault(SIGNED_BY, "");
		return key.startsWith("/") ? key.substring(key.lastIndexOf('/') + 1) : "";
	}

	private static boolean namesDebian(String uri) {
		return uri.startsWith(MIRROR_FILE) || uri.replaceFirst("/+$", "").matches(".*/debian(-security)?");
	}

	/** @return this entry with the addresses that lists of mirrors, which the clone does not have, name first */
	SourceEntry withPlainMirrors(Path root) {
		List<String> plain = new ArrayList<>();
		for (String uri : uris) {
			plain.add(uri.startsWith(MIRROR_FILE) ? firstMirror(root, uri).orElse(uri) : uri);
		}
		return new SourceEntry(types, plain, suites, components, options);
	}

	private static Optional<String> firstMirror(Path root, String uri) {
		try {
			String path = URI.create(uri.substring("mirror+".length())).getPath();
			return Files.readAllLines(root.resolve(path.substring(1))).stream()
					.map(line -> line.replaceFirst("[\t#].*", ""))
					.map(String::strip).filter(line -> !line.isEmpty()).findFirst();
		} catch (IOException | IllegalArgumentException | NullPointerException e) {
			return Optional.empty();
		}
	}

	/** @return the addresses that tell a user's name or password, without these */
	List<String> strippedUris() {
		return uris.stream().filter(uri -> USER_INFO.matcher(uri).find()).map(SourceEntry::withoutUserInfo).toList();
	}

	/** @return this entry without the names and passwords of users in its addresses */
	SourceEntry withoutUserInfo() {
		return new SourceEntry(types, uris.stream().map(SourceEntry::withoutUserInfo).toList(), suites, components,
				options);
	}

	private static String withoutUserInfo(String uri) {
		return USER_INFO.matcher(uri).replaceFirst("$1");
	}

	/** @return the entry in the one-line style, a line for each address and suite */
	String toLines() {
		List<String> given = new ArrayList<>();
		keptOptions().forEach((name, value) -> {
			if (!value.contains("\n")) {
				given.add(LINE_NAMES.getOrDefault(name, name) + "=" + String.join(",", words(value)));
			}
		});
		String inBrackets = given.isEmpty() ? "" : "[" + String.join(" ", given) + "] ";
		StringBuilder lines = new StringBuilder();
		for (String uri : uris) {
			for (String suite : suites) {
				for (String type : types) {
					lines.append(type).append(' ').append(inBrackets).append(uri).append(' ').append(suite).append(' ')
							.append(String.join(" ", components)).append('\n');
				}
			}
		}
		return lines.toString();
	}

	/** @return the entry as a deb822 stanza */
	String toStanza() {
		StringBuilder stanza = new StringBuilder();
		field(stanza, "Types", String.join(" ", types));
		field(stanza, "URIs", String.join(" ", uris));
		field(stanza, "Suites", String.join(" ", suites));
		field(stanza, "Components", String.join(" ", components));
		keptOptions().forEach((name, value) -> field(stanza, capitalised(name), value));
		return stanza.toString();
	}

	/** All but a key that the clone does not have: there the keys that apt trusts anyway are used. */
	private Map<String, String> keptOptions() {
		Map<String, String> kept = new LinkedHashMap<>(options);
		if (!signedByDebian()) {
			kept.remove(SIGNED_BY);
		}
		kept.remove("enabled");
		return kept;
	}

	private static void field(StringBuilder stanza, String name, String value) {
		stanza.append(name).append(": ").append(value).append('\n');
	}

	private static String capitalised(String name) {
		StringBuilder result = new StringBuilder();
		for (String word : name.split("-")) {
			result.append(result.isEmpty() ? "" : "-").append(Character.toUpperCase(word.charAt(0)))
					.append(word.substring(1));
		}
		return result.toString();
	}

	private static String deb822Name(String lineName) {
		String name = lineName.toLowerCase(Locale.ROOT);
		return LINE_NAMES.entrySet().stream().filter(entry -> entry.getValue().equals(name)).map(Map.Entry::getKey)
				.findFirst()
				.orElse(name);
	}

	private static List<String> words(String text) {
		return text == null || text.isBlank() ? List.of() : Arrays.asList(text.strip().split("\\s+"));
	}
}
