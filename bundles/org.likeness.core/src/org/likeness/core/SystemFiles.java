/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the files in which a system says what it is: {@code os-release(5)} and what was before it, {@code passwd(5)} and
 * {@code hostname(5)}. Lines that are malformed are passed over: they come from an image that is not trusted.
 */
public final class SystemFiles {

	private static final MachinePath PASSWD = MachinePath.of("/etc/passwd");
	private static final MachinePath HOSTNAME = MachinePath.of("/etc/hostname");

	/** The files that have to be read to know what a system is; of most systems some are not there. */
	public static final List<MachinePath> PATHS = Stream
			.concat(Stream.of(PASSWD, HOSTNAME), ReleaseFiles.PATHS.stream())
			.toList();

	private SystemFiles() {
	}

	/** @return whether there is a system where these files are: one of them says which, or who uses it */
	public static boolean isSystem(Map<MachinePath, byte[]> files) {
		return files.containsKey(PASSWD) || ReleaseFiles.PATHS.stream().anyMatch(files::containsKey);
	}

	/**
	 * @param files the contents of those of {@link #PATHS} that are there
	 * @return what they say
	 */
	public static SystemDescription describe(Map<MachinePath, byte[]> files) {
		String name = text(files.get(HOSTNAME)).lines().map(String::strip)
				.filter(line -> !line.isEmpty() && line.charAt(0) != '#').findFirst().orElse("");
		Map<MachinePath, String> texts = new HashMap<>();
		files.forEach((path, content) -> texts.put(path, text(content)));
		OperatingSystem os = new ReleaseFiles(texts).release().orElse(new OperatingSystem("linux", "", "Linux", ""));
		return new SystemDescription(os, name, accounts(text(files.get(PASSWD))));
	}

	private static String text(byte[] bytes) {
		return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
	}

	private static List<Account> accounts(String passwd) {
		List<Account> accounts = new ArrayList<>();
		passwd.lines().forEach(line -> account(line.split(":", -1)).ifPresent(accounts::add));
		return accounts;
	}

	private static Optional<Account> account(String[] fields) {
		if (fields.length != 7 || fields[0].isEmpty()) {
			return Optional.empty();
		}
		try {
			return Optional.of(new Account(fields[0], Integer.parseUnsignedInt(fields[2]),
					Integer.parseUnsignedInt(fields[3]), fields[4].split(",", -1)[0], home(fields[5]), fields[6]));
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
	}

	/** {@code /home/ann/} and {@code //home/ann} are good paths too; an empty field means the root, as for login(1). */
	private static MachinePath home(String field) {
		String path = field.replaceAll("/+", "/");
		return MachinePath.of(path.isEmpty() ? "/" : path.length() > 1 && path.endsWith("/")
				? path.substring(0, path.length() - 1) : path);
	}
}
