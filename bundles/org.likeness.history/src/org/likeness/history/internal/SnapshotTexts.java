/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.likeness.core.Account;
import org.likeness.core.Digest;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.OperatingSystem;
import org.likeness.core.PathPattern;
import org.likeness.core.SystemDescription;
import org.likeness.core.Want;

/** The parts of a snapshot that are lists, as text that people and {@code git diff} read: a line for each element. */
final class SnapshotTexts {

	private static final String FORMAT = "3";
	/** What is reached by a symlink is told as if none were there. */
	private static final String WITHOUT_PLACES = "2";
	private static final String WITHOUT_ATTRIBUTES = "1";

	/** A hostile history could have more than memory, once they are compiled; paths have 4096 bytes at most. */
	private static final int MOST_GLOB_CHARACTERS = 1 << 14;
	/** With the lines of the wants; a laptop has some hundred, and what a person adds. */
	private static final int MOST_GLOBS = 20_000;

	private static final Pattern PACKAGE = Pattern.compile("([0-9a-f]{64})  ([^/\\s]+)");

	private SnapshotTexts() {
	}

	static String machine(SystemDescription system) {
		OperatingSystem os = system.os();
		StringBuilder out = new StringBuilder();
		out.append(TextFields.line("format", FORMAT));
		out.append(TextFields.line("os", os.id(), os.version(), os.prettyName(), os.codename()));
		out.append(TextFields.line("hostname", system.hostname()));
		// In their own order: the first person is who the clone is for.
		for (Account account : system.accounts()) {
			out.append(TextFields.line("account", account.name(), Integer.toUnsignedString(account.uid()),
					Integer.toUnsignedString(account.gid()), account.fullName(), account.home().toString(),
					account.shell()));
		}
		return out.toString();
	}

	static SystemDescription machine(String text) {
		OperatingSystem os = null;
		String hostname = "";
		String format = null;
		List<Account> accounts = new ArrayList<>();
		for (String line : lines(text)) {
			String[] fields = TextFields.split(line);
			switch (fields[0] + " " + fields.length) {
			case "format 2" -> format = fields[1];
			case "os 5" -> os = new OperatingSystem(fields[1], fields[2], fields[3], fields[4]);
			case "hostname 2" -> hostname = fields[1];
			case "account 7" -> accounts.add(new Account(fields[1], Integer.parseUnsignedInt(fields[2]),
					Integer.parseUnsignedInt(fields[3]), fields[4], path(fields[5]), fields[6]));
			default -> throw new IllegalArgumentException("not of a machine: " + line);
			}
		}
		if (os == null || format == null || !List.of(FORMAT, WITHOUT_PLACES, WITHOUT_ATTRIBUTES).contains(format)) {
			throw new IllegalArgumentException("not a machine of format " + FORMAT);
		}
		return new SystemDescription(os, hostname, accounts);
	}

	/** @return whether entries were recorded with their extended attributes when this text of a machine was */
	static boolean tellsAttributes(String machine) {
		return !lines(machine).contains("format\t" + WITHOUT_ATTRIBUTES);
	}

	/** @return whether entries were recorded where they were, behind no symlink */
	static boolean tellsPlaces(String machine) {
		return lines(machine).contains("format\t" + FORMAT);
	}

	static String wants(List<Want> wants) {
		return wants.stream().map(SnapshotTexts::want).distinct().sorted().reduce("", String::concat);
	}

	private static String want(Want want) {
		StringBuilder out = new StringBuilder();
		out.append(TextFields.line("want", want.root().toString(), Integer.toString(want.contentLimit())));
		want.leaveOut().forEach(glob -> out.append(TextFields.line("leave-out", glob.toString())));
		want.contents().forEach(glob -> out.append(TextFields.line("contents", glob.toString())));
		return out.toString();
	}

	static List<Want> wants(String text) {
		List<Want> wants = new ArrayList<>();
		String[] root = null;
		List<PathPattern> leaveOut = new ArrayList<>();
		List<PathPattern> contents = new ArrayList<>();
		List<String> lines = new ArrayList<>(lines(text));
		if (lines.size() > MOST_GLOBS) {
			throw new IllegalArgumentException(lines.size() + " lines; " + MOST_GLOBS + " are read");
		}
		lines.add(null);
		for (String line : lines) {
			String[] fields = line == null ? null : TextFields.split(line);
			if (fields != null && fields.length == 2 && root != null && fields[0].equals("leave-out")) {
				leaveOut.add(glob(fields[1]));
			} else if (fields != null && fields.length == 2 && root != null && fields[0].equals("contents")) {
				contents.add(glob(fields[1]));
			} else if (fields == null || fields.length == 3 && fields[0].equals("want")) {
				if (root != null) {
					wants.add(new Want(path(root[1]), leaveOut, contents, Integer.parseInt(root[2])));
				}
				root = fields;
				leaveOut.clear();
				contents.clear();
			} else {
				throw new IllegalArgumentException("not of a want: " + line);
			}
		}
		return wants;
	}

	private static PathPattern glob(String text) {
		if (text.length() > MOST_GLOB_CHARACTERS) {
			throw new IllegalArgumentException(
					"a glob of " + text.length() + " characters; " + MOST_GLOB_CHARACTERS + " are read");
		}
		return PathPattern.of(text);
	}

	/** Items that stand for a file are told by the file's entry; what could not be read has no value to tell. */
	static String items(Inventory inventory) {
		StringBuilder out = new StringBuilder();
		for (Item item : inventory.items()) {
			if (item.file() != null) {
				continue;
			}
			List<String> fields = new ArrayList<>(List.of(item.key()));
			for (Map.Entry<String, String> attribute : item.attributes().entrySet()) {
				fields.add(attribute.getKey() + "=" + attribute.getValue());
			}
			if (item.problem() != null) {
				fields.add("(not read)");
			}
			out.append(TextFields.line(fields.toArray(String[]::new)));
		}
		return out.toString();
	}

	static String problems(SortedMap<MachinePath, String> problems) {
		StringBuilder out = new StringBuilder();
		problems.forEach((path, reason) -> out.append(TextFields.line(path.toString(), reason)));
		return out.toString();
	}

	static SortedMap<MachinePath, String> problems(String text) {
		SortedMap<MachinePath, String> problems = new TreeMap<>();
		for (String line : lines(text)) {
			String[] fields = TextFields.split(line);
			if (fields.length != 2) {
				throw new IllegalArgumentException("not a problem: " + line);
			}
			problems.put(path(fields[0]), fields[1]);
		}
		return problems;
	}

	/** As {@code sha256sum -c} reads it, in the folder of the packages. */
	static String packages(SortedMap<String, Digest> packages) {
		StringBuilder out = new StringBuilder();
		packages.forEach((file, digest) -> out.append(digest).append("  ").append(file).append('\n'));
		return out.toString();
	}

	static SortedMap<String, Digest> packages(String text) {
		SortedMap<String, Digest> packages = new TreeMap<>();
		for (String line : lines(text)) {
			Matcher sum = PACKAGE.matcher(line);
			if (!sum.matches()) {
				throw new IllegalArgumentException("not a checksum of a package: " + line);
			}
			packages.put(sum.group(2), Digest.ofHex(sum.group(1)));
		}
		return packages;
	}

	private static MachinePath path(String text) {
		return MachinePath.of(Name.parse(text));
	}

	/** Only a line feed ends a line: others are never written bare, and a carriage return must not count. */
	static List<String> lines(String text) {
		return text.isEmpty() ? List.of() : Arrays.asList((text.endsWith("\n") ? text.substring(0, text.length() - 1)
				: text).split("\n", -1));
	}
}
