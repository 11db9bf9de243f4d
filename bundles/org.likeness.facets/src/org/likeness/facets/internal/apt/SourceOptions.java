/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.likeness.core.Digest;

/**
 * The options of {@code sources.list(5)}, which have two names and two ways to separate values: here all are spelled as
 * in the one-line style.
 */
final class SourceOptions {

	/** The names of deb822 fields, in lower case, whose one-line names differ. */
	private static final Map<String, String> NAMES = Map.of("architectures", "arch", "languages", "lang", "targets",
			"target");
	private static final List<String> LISTS = List.of("arch", "lang", "target");
	private static final Set<String> SWITCHES = Set.of("pdiffs", "by-hash", "allow-insecure", "allow-weak",
			"allow-downgrade-to-insecure", "trusted", "check-valid-until", "check-date");
	private static final Set<String> OTHERS = Set.of("signed-by", "valid-until-min", "valid-until-max",
			"date-max-future", "inrelease-path", "snapshot");
	/** What all entries of one place have to agree about, or apt reads no list at all. */
	private static final List<String> SHARED = List.of("signed-by", "trusted", "check-valid-until", "valid-until-min",
			"valid-until-max", "check-date", "date-max-future", "allow-insecure", "allow-weak",
			"allow-downgrade-to-insecure", "inrelease-path", "snapshot");
	private static final Set<String> YES = Set.of("yes", "true", "with", "on", "enable", "1");
	private static final Set<String> NO = Set.of("no", "false", "without", "off", "disable", "0");

	private SourceOptions() {
	}

	/** @return the deb822 fields that are options, in lower case, with their one-line names */
	static Map<String, String> fields() {
		Map<String, String> fields = new LinkedHashMap<>();
		NAMES.forEach((field, name) -> {
			fields.put(field, name);
			fields.put(field + "-add", name + "+");
			fields.put(field + "-remove", name + "-");
		});
		SWITCHES.forEach(name -> fields.put(name, name));
		OTHERS.forEach(name -> fields.put(name, name));
		return fields;
	}

	/** @return whether apt knows the option by that one-line name */
	static boolean isKnown(String name) {
		String base = name.endsWith("+") || name.endsWith("-") ? name.substring(0, name.length() - 1) : name;
		return LISTS.contains(base) || SWITCHES.contains(name) || OTHERS.contains(name);
	}

	/** @return the value in one spelling; of a key that stands in the source itself, its digest */
	static String normalize(String name, String value) {
		if (name.equals("signed-by") && value.contains("-----BEGIN")) {
			String key = value.lines().map(String::strip).map(line -> line.equals(".") ? "" : line)
					.collect(Collectors.joining("\n"));
			return "a key of its own, sha256 " + digest(key);
		}
		if (SWITCHES.contains(name)) {
			return isYes(value) ? "yes" : isNo(value) ? "no" : value.toLowerCase(Locale.ROOT);
		}
		String[] values = value.strip().split("[,\\s]+");
		// The order of languages and of keys says which one comes first; that of the others says nothing.
		if (name.startsWith("arch") || name.startsWith("target")) {
			Arrays.sort(values);
		}
		return String.join(",", values);
	}

	/** @return an option that two entries of one place differ in and must not; {@code null} if there is none */
	static String conflict(Map<String, String> one, Map<String, String> other) {
		return SHARED.stream().filter(name -> !one.getOrDefault(name, "").equals(other.getOrDefault(name, "")))
				.findFirst().orElse(null);
	}

	static boolean isYes(String value) {
		return YES.contains(value.toLowerCase(Locale.ROOT));
	}

	static boolean isNo(String value) {
		return NO.contains(value.toLowerCase(Locale.ROOT));
	}

	/** @return the SHA-256 of a text, in hexadecimal */
	static String digest(String text) {
		return Digest.of(Digest.computation().digest(text.getBytes(StandardCharsets.UTF_8))).toString();
	}
}
