/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.likeness.core.Name;
import org.likeness.core.PackageChange;
import org.likeness.core.PackagePlan;

/** What came of a {@link PackageScript}, as its answer tells, of which the most is text of the clone's programs. */
final class PackageOutcome {

	/** What sha256sum says of a file that is not what it is to be, or can't be read. */
	private static final Pattern OTHER = Pattern.compile("(\\S+\\.deb): FAILED.*");

	/** What a program says of itself when it fails. */
	private static final Pattern ERROR = Pattern
			.compile("(E|dpkg|tar|mount|sh|chroot|apt-mark|.*/maintainer script): .*|.*: error.*|.*No space left.*");
	private static final String RESULT = "likeness: ";
	private static final int LINES = 5;

	private final Set<String> planned;
	private final Deque<String> last = new ArrayDeque<>();
	private final Deque<String> errors = new ArrayDeque<>();
	private final Set<String> found = new HashSet<>();
	private boolean checked;
	private String otherFile;
	private int status = -1;

	PackageOutcome(PackagePlan plan) {
		planned = plan.installed().stream().map(change -> change.comes().name()).collect(Collectors.toSet());
	}

	/** @param log is overwritten with all that the programs say */
	void read(InputStream answer, Path log) throws IOException {
		try (BufferedReader reader = new BufferedReader(new InputStreamReader(answer, StandardCharsets.ISO_8859_1));
				BufferedWriter writer = Files.newBufferedWriter(log)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				if (line.startsWith(GuestRoot.ENDED)) {
					status = Integer.parseInt(line.substring(GuestRoot.ENDED.length()));
				} else if (line.equals(PackageScript.CHECKED)) {
					checked = true;
				} else if (line.startsWith(RESULT)) {
					found.add(line.substring(RESULT.length()));
				} else {
					writer.write(line);
					writer.newLine();
					note(line);
				}
			}
		}
	}

	private void note(String line) {
		if (line.isBlank()) {
			return;
		}
		keep(last, line);
		Matcher other = OTHER.matcher(line);
		if (!checked && otherFile == null && other.matches() && planned.contains(other.group(1))) {
			otherFile = other.group(1);
		}
		if (ERROR.matcher(line).matches()) {
			keep(errors, line);
		}
	}

	private static void keep(Deque<String> lines, String line) {
		lines.add(Name.of(line).toString());
		if (lines.size() > LINES) {
			lines.remove();
		}
	}

	/** @return 0 if all went well */
	int status() {
		return status;
	}

	/** @return the name of a planned file that was found to be another one, before anything of the clone ran */
	Optional<String> otherFile() {
		return Optional.ofNullable(otherFile);
	}

	/** @return the last lines that tell of an error; the last ones at all if none does */
	List<String> said() {
		return new ArrayList<>(errors.isEmpty() ? last : errors);
	}

	/** @return whether a package is as a change wants it */
	boolean did(PackageChange change) {
		String installed = "installed " + change.name() + " " + change.architecture() + " ";
		return change.to() != null ? found.contains(installed + change.to())
				: found.stream().noneMatch(line -> line.startsWith(installed));
	}
}
