/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.likeness.core.MachineException;

/** The few files of the laptop that a starter clone takes after. They are only read. */
final class LaptopFiles {

	/** Far more than such a file has; a bigger one is not what it says it is. */
	private static final long LIMIT = 4 << 20;

	private static final Pattern ASSIGNMENT = Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)");

	private final Path root;

	LaptopFiles(Path root) {
		this.root = root;
	}

	/** @return the text of a file, nothing if there is none; @throws MachineException if it can't be read */
	Optional<String> text(String path) throws MachineException {
		Path file = root.resolve(path);
		try {
			if (Files.size(file) > LIMIT) {
				throw new IOException("it is too large");
			}
			return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
		} catch (NoSuchFileException e) {
			return Optional.empty();
		} catch (IOException e) {
			throw new MachineException("A file of the laptop can't be read", file.toString(), "No clone was made.",
					"Make it readable for this user. The system says: " + e.getMessage(), e);
		}
	}

	/** @return the lines of a file, none if there is none */
	List<String> lines(String path) throws MachineException {
		return text(path).stream().flatMap(String::lines).toList();
	}

	/** @return the variables of a file in shell syntax, such as os-release and those of /etc/default */
	Map<String, String> variables(String path) throws MachineException {
		return lines(path).stream().map(ASSIGNMENT::matcher).filter(Matcher::matches).collect(
				Collectors.toMap(match -> match.group(1), match -> unquoted(match.group(2)),
						(first, second) -> second));
	}

	private static String unquoted(String value) {
		String stripped = value.strip();
		boolean quoted = stripped.length() > 1 && (stripped.startsWith("\"") && stripped.endsWith("\"")
				|| stripped.startsWith("'") && stripped.endsWith("'"));
		return quoted ? stripped.substring(1, stripped.length() - 1) : stripped;
	}

	/** @return Debian's name of the laptop's architecture: that of its dpkg package */
	Optional<String> architecture() throws MachineException {
		Path status = root.resolve("var/lib/dpkg/status");
		try (Stream<String> lines = Files.lines(status, StandardCharsets.ISO_8859_1)) {
			return lines.dropWhile(line -> !line.equals("Package: dpkg")).takeWhile(line -> !line.isEmpty())
					.filter(line -> line.startsWith("Architecture: ")).map(line -> line.substring(14).strip())
					.findFirst();
		} catch (NoSuchFileException e) {
			return Optional.empty();
		} catch (IOException e) {
			throw new MachineException("The laptop's list of packages can't be read", status.toString(),
					"No clone was made.", "Make it readable for this user. The system says: " + e.getMessage(), e);
		}
	}

	/** @return the time zone's name, such as Europe/Berlin, from the link that the C library uses or else the file */
	Optional<String> timeZone() throws MachineException {
		Path link = root.resolve("etc/localtime");
		if (Files.isSymbolicLink(link)) {
			try {
				String target = Files.readSymbolicLink(link).toString();
				int folder = target.indexOf("/zoneinfo/");
				if (folder >= 0) {
					return Optional.of(target.substring(folder + "/zoneinfo/".length()));
				}
			} catch (IOException e) {
				return Optional.empty();
			}
		}
		return text("etc/timezone").map(String::strip).filter(name -> name.matches("[A-Za-z0-9_+/-]+"));
	}

	/** @return the laptop's name without its domain; "debian" if it has none */
	String hostname() throws MachineException {
		return lines("etc/hostname").stream().map(String::strip).filter(line -> !line.startsWith("#"))
				.map(line -> line.replaceFirst("\\..*", ""))
				.filter(name -> name.matches("[A-Za-z0-9][A-Za-z0-9-]{0,50}"))
				.findFirst().orElse("debian");
	}
}
