/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.likeness.core.Name;

/** What {@code rsync -nac --itemize-changes} says of the hidden files of two homes, in the words of a comparison. */
final class RsyncOracle {

	/** Owners and times do not count; what rules leave out is left out here too. */
	private static final String RSYNC = """
			rsync -nacAX --no-owner --no-group --no-times --delete --itemize-changes --itemize-changes --out-format='%i %n' \
					--exclude=/.cache --exclude=/.bash_history --exclude=/.ssh/id_ed25519 --exclude=/.config/dconf \
					--exclude=/.config/xfce4/xfconf --include='/.*' --exclude='/*' "$1/" "$2/"
			""";

	private RsyncOracle() {
	}

	/** @return the states by key; folders only where they are empty */
	static Map<String, String> states(Shell shell, Path laptop, Path clone) throws IOException, InterruptedException {
		Map<String, String> states = new TreeMap<>();
		List<String> empty = shell.lines("cd \"$1\"; find . -mindepth 1 -type d -empty -printf '%P/\\n';"
				+ " cd \"$2\"; find . -mindepth 1 -type d -empty -printf '%P/\\n'", laptop, clone);
		for (String line : shell.lines(RSYNC, laptop, clone)) {
			String change = line.substring(0, 11);
			String name = line.substring(12);
			if (name.endsWith("/") && (!empty.contains(name) || name.equals("./"))) {
				continue;
			}
			String plain = name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
			states.put(Name.ofBytes(unescape(plain)).toString(), state(change));
		}
		return states;
	}

	/** {@code %i}: what is done, the kind of file, and nine places for what differs (rsync(1)). */
	private static String state(String change) {
		if (change.startsWith("*deleting")) {
			return "extra";
		}
		String differs = change.substring(2);
		return differs.startsWith("+") ? "missing" : differs.isBlank() || differs.matches("\\.+") ? "same" : "changed";
	}

	/** Undoes {@code \#ooo}. */
	private static byte[] unescape(String name) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		int i = 0;
		while (i < name.length()) {
			if (name.startsWith("\\#", i) && name.substring(i + 2).matches("(?s)[0-7]{3}.*")) {
				bytes.write(Integer.parseInt(name, i + 2, i + 5, 8));
				i += 5;
			} else {
				bytes.writeBytes(name.substring(i, i + 1).getBytes(StandardCharsets.ISO_8859_1));
				i++;
			}
		}
		return bytes.toByteArray();
	}
}
