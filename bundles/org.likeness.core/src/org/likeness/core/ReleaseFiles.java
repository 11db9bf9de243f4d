/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which release a system is, by {@code os-release(5)}, or, where that is not there, by the files that distributions had
 * before it (and some still have). A file that says nothing counts as one that is not there.
 */
final class ReleaseFiles {

	private static final String OS_RELEASE = "/etc/os-release";
	private static final String OS_RELEASE_OF_VENDOR = "/usr/lib/os-release";
	private static final String LSB_RELEASE = "/etc/lsb-release";
	private static final String SUSE_RELEASE = "/etc/SuSE-release";
	private static final String DEBIAN_VERSION = "/etc/debian_version";
	private static final String ALPINE_RELEASE = "/etc/alpine-release";
	private static final String ARCH_RELEASE = "/etc/arch-release";

	/** Each has one line of prose: "CentOS release 5.11 (Final)". Those before others are what is meant by both. */
	private static final List<String> PROSE = List.of("/etc/oracle-release", "/etc/centos-release",
			"/etc/fedora-release", "/etc/redhat-release", "/etc/gentoo-release", "/etc/slackware-version",
			"/etc/mandriva-release");

	/** All files that are asked, in the order of what they are worth. */
	static final List<MachinePath> PATHS = List
			.of(OS_RELEASE, OS_RELEASE_OF_VENDOR, LSB_RELEASE, PROSE.get(0), PROSE.get(1), PROSE.get(2), PROSE.get(3),
					PROSE.get(4), PROSE.get(5), PROSE.get(6), SUSE_RELEASE, DEBIAN_VERSION, ALPINE_RELEASE,
					ARCH_RELEASE)
			.stream().map(MachinePath::of).toList();

	/** By the start of the name that they call themselves, in lower case: the ID that they came to have in os-release. */
	private static final List<Map.Entry<String, String>> IDS = List.of(Map.entry("red hat enterprise", "rhel"),
			Map.entry("oracle", "ol"), Map.entry("scientific", "scientific"),
			Map.entry("suse linux enterprise", "sles"),
			Map.entry("manjarolinux", "manjaro"), Map.entry("linuxmint", "linuxmint"));

	private static final Pattern VERSION = Pattern.compile("(.*?)(?: release| version)? ([0-9][0-9A-Za-z.]*)\\b.*");

	private final Map<MachinePath, String> texts;

	/** @param texts what the files hold; those that are not there are not in it */
	ReleaseFiles(Map<MachinePath, String> texts) {
		this.texts = texts;
	}

	/** @return which release it is; empty if no file says */
	Optional<OperatingSystem> release() {
		return osRelease(OS_RELEASE).or(() -> osRelease(OS_RELEASE_OF_VENDOR)).or(this::lsbRelease).or(this::prose)
				.or(this::suse).or(this::debian).or(() -> first(ALPINE_RELEASE).map(version -> named("alpine",
						"Alpine Linux", version)))
				.or(() -> Optional.ofNullable(texts.get(MachinePath.of(ARCH_RELEASE)))
						.map(any -> named("arch", "Arch Linux", "")));
	}

	private Optional<String> first(String path) {
		return texts.getOrDefault(MachinePath.of(path), "").lines().map(String::strip)
				.filter(line -> !line.isEmpty() && line.charAt(0) != '#').findFirst();
	}

	private static OperatingSystem named(String id, String name, String version) {
		return new OperatingSystem(id, version, (name + " " + version).strip(), "");
	}

	private Optional<OperatingSystem> osRelease(String path) {
		Map<String, String> values = assignments(path);
		if (values.isEmpty()) {
			return Optional.empty();
		}
		String version = values.getOrDefault("VERSION_ID", "");
		String fallback = (values.getOrDefault("NAME", "Linux") + " " + version).strip();
		return Optional.of(new OperatingSystem(values.getOrDefault("ID", "linux"), version,
				values.getOrDefault("PRETTY_NAME", fallback), values.getOrDefault("VERSION_CODENAME", "")));
	}

	/** Some have it with nothing in it but LSB_VERSION. */
	private Optional<OperatingSystem> lsbRelease() {
		Map<String, String> values = assignments(LSB_RELEASE);
		String name = values.getOrDefault("DISTRIB_ID", "");
		if (name.isEmpty()) {
			return Optional.empty();
		}
		String version = values.getOrDefault("DISTRIB_RELEASE", "");
		String description = values.getOrDefault("DISTRIB_DESCRIPTION", "");
		return Optional.of(new OperatingSystem(id(name), version,
				description.isEmpty() ? (name + " " + version).strip() : description,
				values.getOrDefault("DISTRIB_CODENAME", "")));
	}

	private Optional<OperatingSystem> prose() {
		return PROSE.stream().flatMap(path -> first(path).stream()).findFirst().map(ReleaseFiles::ofProse);
	}

	private static OperatingSystem ofProse(String line) {
		Matcher version = VERSION.matcher(line);
		return version.matches() ? new OperatingSystem(id(version.group(1)), version.group(2), line, "")
				: new OperatingSystem(id(line), "", line, "");
	}

	/** The first line is prose, then there are VERSION and PATCHLEVEL. */
	private Optional<OperatingSystem> suse() {
		return first(SUSE_RELEASE).map(line -> {
			Map<String, String> values = assignments(SUSE_RELEASE);
			OperatingSystem prose = ofProse(line.replaceFirst("\\s*\\([^)]*\\)$", ""));
			String patch = values.getOrDefault("PATCHLEVEL", "");
			String version = values.getOrDefault("VERSION", prose.version())
					+ (patch.isEmpty() || patch.equals("0") ? "" : "." + patch);
			return new OperatingSystem(prose.id(), version, prose.prettyName(), "");
		});
	}

	/** A number, or of a release that is not one yet its name: "squeeze/sid". */
	private Optional<OperatingSystem> debian() {
		return first(DEBIAN_VERSION).map(text -> {
			boolean number = Character.isDigit(text.charAt(0));
			return new OperatingSystem("debian", number ? text : "", "Debian GNU/Linux " + text,
					number ? "" : text.replaceFirst("/.*", ""));
		});
	}

	private static String id(String name) {
		String lower = name.strip().toLowerCase(Locale.ROOT);
		for (Map.Entry<String, String> known : IDS) {
			if (lower.startsWith(known.getKey())) {
				return known.getValue();
			}
		}
		String word = lower.split("[^a-z0-9._-]", 2)[0];
		return word.isEmpty() ? "linux" : word;
	}

	/** The values of lines that give one; spaces around the sign count as none, as some files have them. */
	private Map<String, String> assignments(String path) {
		Map<String, String> values = new HashMap<>();
		texts.getOrDefault(MachinePath.of(path), "").lines().map(String::strip).forEach(line -> {
			int equals = line.indexOf('=');
			if (equals > 0 && line.charAt(0) != '#') {
				values.put(line.substring(0, equals).strip(), unquote(line.substring(equals + 1).strip()));
			}
		});
		return values;
	}

	/** The files are ones of shell assignments without expansion: quotes of either kind, a backslash quotes. */
	private static String unquote(String value) {
		if (value.length() < 2 || value.charAt(0) != value.charAt(value.length() - 1)
				|| "\"'".indexOf(value.charAt(0)) < 0) {
			return value;
		}
		String inner = value.substring(1, value.length() - 1);
		return value.charAt(0) == '\'' ? inner : inner.replaceAll("\\\\(.)", "$1");
	}
}
