/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the files in which a system says what it is: {@code os-release(5)}, {@code passwd(5)} and
 * {@code hostname(5)}. Lines that are malformed are passed over: they come from an image that is not trusted.
 */
public final class SystemFiles {

	private SystemFiles() {
	}

	/**
	 * @param osRelease the contents of {@code /etc/os-release}, or of {@code /usr/lib/os-release}; {@code null} if there
	 *                  is neither
	 * @param passwd    the contents of {@code /etc/passwd}; {@code null} if there is none
	 * @param hostname  the contents of {@code /etc/hostname}; {@code null} if there is none
	 * @return what they say
	 */
	public static SystemDescription describe(byte[] osRelease, byte[] passwd, byte[] hostname) {
		String name = text(hostname).lines().map(String::strip).filter(line -> !line.isEmpty() && line.charAt(0) != '#')
				.findFirst().orElse("");
		return new SystemDescription(operatingSystem(text(osRelease)), name, accounts(text(passwd)));
	}

	private static String text(byte[] bytes) {
		return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
	}

	private static OperatingSystem operatingSystem(String osRelease) {
		Map<String, String> values = new HashMap<>();
		osRelease.lines().map(String::strip).forEach(line -> {
			int equals = line.indexOf('=');
			if (equals > 0 && line.charAt(0) != '#') {
				values.put(line.substring(0, equals), unquote(line.substring(equals + 1)));
			}
		});
		String id = values.getOrDefault("ID", "linux");
		String version = values.getOrDefault("VERSION_ID", "");
		String fallback = (values.getOrDefault("NAME", "Linux") + " " + version).strip();
		return new OperatingSystem(id, version, values.getOrDefault("PRETTY_NAME", fallback),
				values.getOrDefault("VERSION_CODENAME", ""));
	}

	/** The file is one of shell assignments without expansion: quotes of either kind, a backslash quotes. */
	private static String unquote(String value) {
		if (value.length() < 2 || value.charAt(0) != value.charAt(value.length() - 1)
				|| "\"'".indexOf(value.charAt(0)) < 0) {
			return value;
		}
		String inner = value.substring(1, value.length() - 1);
		return value.charAt(0) == '\'' ? inner : inner.replaceAll("\\\\(.)", "$1");
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
