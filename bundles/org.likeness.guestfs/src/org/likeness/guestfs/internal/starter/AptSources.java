/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
 * @param files       what the clone's source files hold, by path below the root; no password is in them
 * @param lines       the entries for packages, one line each, in the one-line style of {@code sources.list(5)}; no
 *                    password is in them
 * @param accessLines the same with the names and passwords that the laptop gets at them by: not to be seen by others
 * @param stripped    the addresses that have such in {@code accessLines} alone
 */
record AptSources(Map<String, String> files, List<String> lines, List<String> accessLines, Set<String> stripped) {

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
		List<String> accessLines = new ArrayList<>();
		Set<String> stripped = new LinkedHashSet<>();
		try {
			for (Path file : sourceFiles(root)) {
				String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
				List<SourceEntry> chosen = parse(file, text).stream().map(entry -> entry.limitedTo(suites))
						.filter(SourceEntry::isDebians).map(entry -> entry.withPlainMirrors(root)).toList();
				if (!chosen.isEmpty()) {
					List<SourceEntry> kept = chosen.stream().map(SourceEntry::withoutUserInfo).toList();
					boolean oneLine = isOneLine(file);
					files.put(root.relativize(file).toString(), String.join(oneLine ? "" : "\n",
							kept.stream().map(entry -> oneLine ? entry.toLines() : entry.toStanza()).toList()));
					lines.addAll(forPackages(kept));
					accessLines.addAll(forPackages(chosen));
					chosen.forEach(entry -> stripped.addAll(entry.strippedUris()));
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
		return new AptSources(files, lines, accessLines, stripped);
	}

	private static List<String> forPackages(List<SourceEntry> entries) {
		return entries.stream().flatMap(entry -> entry.toLines().lines()).filter(line -> line.startsWith("deb "))
				.toList();
	}

	/** @return what a person should know of the clone's sources */
	List<String> remarks() {
		return stripped.stream().map(uri -> "The clone gets no password of the laptop's for its package source " + uri
				+ ". To update it from there, add one in the clone, in /etc/apt/auth.conf.d (apt_auth.conf(5)).")
				.toList();
	}

	/** Tells no passwords, so that they get into no log by accident. */
	@Override
	public String toString() {
		return "AptSources[lines=" + lines + "]";
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
