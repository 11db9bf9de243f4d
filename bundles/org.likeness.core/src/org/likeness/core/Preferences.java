/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What a person has set: facet weights, rules switched off, ignore rules of their own. The window and the command line
 * share one file, {@code likeness/preferences.properties} in the XDG configuration folder:
 *
 * <pre>
 * weight.FACET = 3
 * off.FACET = rule, rule
 * ignore.FACET.NAME = glob, glob
 * </pre>
 *
 * Not for several threads at once.
 */
public final class Preferences {

	private final Map<String, String> values = new TreeMap<>();

	/** @return the file in the user's configuration folder; it need not exist */
	public static Path defaultFile() {
		return UserFolders.config().resolve("preferences.properties");
	}

	/**
	 * @return the preferences in {@code file}; the defaults if there is no such file
	 * @throws IOException if it can't be read or is not a properties file; the message names it
	 */
	public static Preferences load(Path file) throws IOException {
		Preferences preferences = new Preferences();
		if (!Files.exists(file)) {
			return preferences;
		}
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(file)) {
			properties.load(reader);
		} catch (IllegalArgumentException e) {
			throw new IOException(file + " is not a properties file: " + e.getMessage(), e);
		}
		properties.stringPropertyNames().forEach(name -> preferences.values.put(name, properties.getProperty(name)));
		return preferences;
	}

	/** Writes them so that a reader sees the old file or the new one. */
	public void save(Path file) throws IOException {
		Files.createDirectories(file.getParent());
		StringBuilder text = new StringBuilder();
		values.forEach((name, value) -> text.append(escape(name, true)).append(" = ").append(escape(value, false))
				.append('\n'));
		Path temporary = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part");
		try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
			ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
			while (bytes.hasRemaining()) {
				channel.write(bytes);
			}
			channel.force(true);
		}
		Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
	}

	private static String escape(String text, boolean name) {
		String escaped = text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
				.replace("\f", "\\f");
		return name ? escaped.replaceAll("([ :=#!])", "\\\\$1") : escaped;
	}

	/** @return the weight of a facet in the overall likeness; the facet's own where nothing, or nonsense, is set */
	public int weight(Facet facet) {
		try {
			return Math.max(0, Integer.parseInt(values.getOrDefault("weight." + facet.id(), "").trim()));
		} catch (NumberFormatException e) {
			return facet.defaultWeight();
		}
	}

	/** Sets the weight of a facet, at least 0. */
	public void setWeight(Facet facet, int weight) {
		set("weight." + facet.id(), weight == facet.defaultWeight() ? "" : Integer.toString(weight));
	}

	/** @return whether a rule of a facet is in force */
	public boolean isOn(Facet facet, Rule rule) {
		return !list("off." + facet.id()).contains(rule.name());
	}

	/** Switches a rule of a facet on or off. */
	public void setOn(Facet facet, Rule rule, boolean on) {
		List<String> off = new ArrayList<>(list("off." + facet.id()));
		off.remove(rule.name());
		if (!on) {
			off.add(rule.name());
		}
		set("off." + facet.id(), String.join(", ", off));
	}

	/** @return the person's own ignore rules of a facet: globs by the rule's name */
	public Map<String, List<String>> ownIgnoreRules(Facet facet) {
		String prefix = "ignore." + facet.id() + ".";
		Map<String, List<String>> rules = new LinkedHashMap<>();
		values.forEach((name, value) -> {
			if (name.startsWith(prefix)) {
				rules.put(name.substring(prefix.length()), list(name));
			}
		});
		return rules;
	}

	/**
	 * Adds, replaces or (with no globs) removes an ignore rule of the person's own.
	 *
	 * @throws IllegalArgumentException if one of the globs is not a {@link PathPattern}
	 */
	public void setOwnIgnoreRule(Facet facet, String name, List<String> globs) {
		globs.forEach(PathPattern::of);
		set("ignore." + facet.id() + "." + name, String.join(", ", globs));
	}

	/** @return the rules in force for a facet: its own that are on, and the person's; a glob that is none is passed over */
	public List<Rule> rules(Facet facet) {
		List<Rule> rules = new ArrayList<>();
		facet.rules().stream().filter(rule -> isOn(facet, rule)).forEach(rules::add);
		ownIgnoreRules(facet).forEach((name, globs) -> rules.add(new Rule(name, "An ignore rule of your own.",
				Rule.Effect.IGNORE, globs.stream().filter(Preferences::isGlob).map(PathPattern::of).toList())));
		return rules;
	}

	private static boolean isGlob(String text) {
		try {
			PathPattern.of(text);
			return true;
		} catch (IllegalArgumentException e) {
			return false;
		}
	}

	/** A comma within braces belongs to a glob. */
	private List<String> list(String name) {
		String value = values.getOrDefault(name, "").trim();
		return value.isEmpty() ? List.of()
				: Arrays.stream(value.split(",\\s*(?![^{]*})")).map(String::trim).filter(part -> !part.isEmpty())
						.toList();
	}

	private void set(String name, String value) {
		if (value.isEmpty()) {
			values.remove(name);
		} else {
			values.put(name, value);
		}
	}
}
