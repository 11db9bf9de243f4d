/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.likeness.core.MachineException;

/**
 * The laptop's own package sources as far as they are Debian's, for the laptop's release: the clone is made from them,
 * and keeps them in files of the same names. Third-party sources are left out, because their keys are not in the clone.
 *
 * @param files what the clone's source files hold, by path below the root
 * @param lines the entries for packages, one line each, in the one-line style of {@code sources.list(5)}
 */
record AptSources(Map<String, String> files, List<String> lines) {

	private static final String LIST = "etc/apt/sources.list";
	private static final String FOLDER = "etc/apt/sources.list.d";

	/**
	 * @param root     the laptop's root
	 * @param codename of the laptop's release
	 * @throws MachineException if there is no source of Debian's for that release
	 */
	static AptSources read(Path root, String codename) throws MachineException {
		Set<String> suites = Set.of(codename, codename + "-updates", codename + "-security");
		Map<String, String> files = new LinkedHashMap<>();
		List<String> lines = new ArrayList<>();
		try {
			for (Path file : sourceFiles(root)) {
				String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
				List<SourceEntry> chosen = parse(file, text).stream().map(entry -> entry.limitedTo(suites))
						.filter(SourceEntry::isDebians).map(entry -> entry.withPlainMirrors(root)).toList();
				if (!chosen.isEmpty()) {
					boolean oneLine = isOneLine(file);
					files.put(root.relativize(file).toString(), String.join(oneLine ? "" : "\n",
							chosen.stream().map(entry -> oneLine ? entry.toLines() : entry.toStanza()).toList()));
					chosen.stream().flatMap(entry -> entry.toLines().lines()).filter(line -> line.startsWith("deb "))
							.forEach(lines::add);
				}
			}
		} catch (IOException e) {
			throw new MachineException("The laptop's package sources can't be read", root.resolve("etc/apt").toString(),
					"No clone was made.", "Make the files readable for this user. The system says: " + e.getMessage(),
					e);
		}
		if (lines.stream().noneMatch(line -> line.contains(" " + codename + " "))) {
			throw new MachineException("The laptop has no usable package source for Debian \"" + codename + "\"",
					root.resolve("etc/apt").toString(), "No clone was made.",
					"Add Debian's own archive or a mirror of it, with the suite \"" + codename
							+ "\" and the component \"main\", to the laptop's package sources.");
		}
		return new AptSources(files, lines);
	}

	/** The files that apt reads, in its order. */
	private static List<Path> sourceFiles(Path root) throws IOException {
		List<Path> files = new ArrayList<>();
		if (Files.isRegularFile(root.resolve(LIST))) {
			files.add(root.resolve(LIST));
		}
		if (Files.isDirectory(root.resolve(FOLDER))) {
			try (Stream<Path> entries = Files.list(root.resolve(FOLDER))) {
				entries.filter(file -> file.getFileName().toString().matches("[A-Za-z0-9_.-]+\\.(list|sources)")
						&& Files.isRegularFile(file)).sorted().forEach(files::add);
			}
		}
		return files;
	}

	private static boolean isOneLine(Path file) {
		return file.getFileName().toString().endsWith(".list");
	}

	private static List<SourceEntry> parse(Path file, String text) {
		if (isOneLine(file)) {
			return text.lines().map(SourceEntry::ofLine).flatMap(Optional::stream).toList();
		}
		return Stream.of(text.split("\n[ \t]*\n")).map(SourceEntry::ofStanza).flatMap(Optional::stream).toList();
	}
}
