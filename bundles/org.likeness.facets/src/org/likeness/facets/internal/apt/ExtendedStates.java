/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which packages apt installed by itself, from {@code /var/lib/apt/extended_states}: the file that {@code apt-mark(8)}
 * reads and writes. As for apt, one paragraph that says so is enough, whatever others say.
 */
public final class ExtendedStates {

	/** A number above 0, with whatever behind it. */
	private static final Pattern AUTOMATIC = Pattern.compile("\\+?0*[1-9].*", Pattern.DOTALL);

	private record Key(String name, String architecture) {
	}

	private final Set<Key> automatic = new HashSet<>();
	private final Set<String> ofAnyArchitecture = new HashSet<>();
	private int paragraphs;
	private int malformed;

	/** @param content the file; empty where there is none */
	public ExtendedStates(byte[] content) {
		ControlFile file = new ControlFile(content, Set.of("package", "architecture", "auto-installed"),
				ControlFile.Dialect.APT);
		Stanza stanza = file.next();
		while (stanza != null && !isExcessive()) {
			paragraphs++;
			read(stanza);
			stanza = file.next();
		}
	}

	private void read(Stanza stanza) {
		String name = stanza.get("package");
		if (name == null || stanza.problem() != null) {
			malformed++;
		} else if (stanza.get("auto-installed") != null && AUTOMATIC.matcher(stanza.get("auto-installed")).matches()) {
			String architecture = stanza.get("architecture");
			if (architecture == null) {
				ofAnyArchitecture.add(name);
			} else {
				automatic.add(new Key(name, architecture));
			}
		}
	}

	/** @return whether there is more than any system has; then the rest was not read */
	public boolean isExcessive() {
		return paragraphs > DpkgStatus.MAX_PARAGRAPHS;
	}

	/** @return how many paragraphs were passed over */
	public int malformed() {
		return malformed;
	}

	/**
	 * @param nativeArchitecture the machine's own, under which apt files the packages of architecture {@code all}
	 * @return whether the package is there only because another one needs it
	 */
	public boolean isAutomatic(String name, String architecture, String nativeArchitecture) {
		return automatic.contains(new Key(name, architecture)) || ofAnyArchitecture.contains(name)
				|| architecture.equals("all") && automatic.contains(new Key(name, nativeArchitecture))
				|| architecture.equals(nativeArchitecture) && automatic.contains(new Key(name, "all"));
	}
}
