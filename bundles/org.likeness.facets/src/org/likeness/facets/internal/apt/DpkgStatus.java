/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

import org.likeness.facets.internal.Printable;

/**
 * What {@code /var/lib/dpkg/status} says is installed. The states are those of {@code dpkg-query(1)}; the syntax of
 * names, versions and architectures is that of the Debian Policy, chapter 5.
 */
public final class DpkgStatus {

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*");
	private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9.+~:-]*");
	private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9-]*");
	private static final Set<String> GONE = Set.of("not-installed", "config-files");
	private static final Set<String> BROKEN = Set.of("half-installed", "unpacked", "half-configured",
			"triggers-awaited", "triggers-pending");

	/**
	 * A package that is installed, or half so.
	 *
	 * @param name         of the package
	 * @param architecture {@code null} if it is malformed
	 * @param version      {@code null} if it is malformed
	 * @param held         whether it is on hold
	 * @param trouble      the state, where it is not settled: "half-configured"; else {@code null}
	 * @param problem      why the paragraph is malformed; {@code null} if it is not
	 */
	public record Entry(String name, String architecture, String version, boolean held, String trouble,
			String problem) {
	}

	private final List<Entry> entries = new ArrayList<>();
	private final List<String> remarks = new ArrayList<>();
	private boolean recognised;

	/** @param content the file; not copied */
	public DpkgStatus(byte[] content) {
		ControlFile file = new ControlFile(content, Set.of("package", "status", "architecture", "version"), false);
		Stanza stanza = file.next();
		while (stanza != null) {
			read(stanza);
			stanza = file.next();
		}
	}

	/** @return whether there is at least one paragraph of a package: otherwise it is some other file */
	public boolean isRecognised() {
		return recognised;
	}

	/** @return the packages that are installed, or half so, in the order of the file */
	public List<Entry> entries() {
		return entries;
	}

	/** @return what is malformed and can't be named */
	public List<String> remarks() {
		return remarks;
	}

	/** @return the architecture of dpkg itself, else that of most packages; empty if there is none */
	public String nativeArchitecture() {
		Map<String, Integer> counts = new HashMap<>();
		for (Entry entry : entries) {
			if (entry.architecture() != null && !entry.architecture().equals("all")) {
				if (entry.name().equals("dpkg") && entry.problem() == null) {
					return entry.architecture();
				}
				counts.merge(entry.architecture(), 1, Integer::sum);
			}
		}
		return counts.entrySet().stream().max(Map.Entry.<String, Integer>comparingByValue()
				.thenComparing(Map.Entry.comparingByKey())).map(Map.Entry::getKey).orElse("");
	}

	private void read(Stanza stanza) {
		String name = stanza.get("package");
		if (name == null || !NAME.matcher(name).matches()) {
			remarks.add("the paragraph at line " + stanza.line() + (name == null ? " names no package"
					: " has a malformed package name, " + Printable.quote(name)) + "; passed over");
			return;
		}
		recognised = true;
		String architecture = valid(stanza.get("architecture"), ARCHITECTURE);
		String[] status = stanza.get("status") == null ? new String[0] : stanza.get("status").split("\\s+");
		if (status.length != 3 || !status[2].equals("installed") && !GONE.contains(status[2])
				&& !BROKEN.contains(status[2])) {
			String problem = stanza.get("status") == null ? "has no status"
					: "has a malformed status, " + Printable.quote(stanza.get("status"));
			entries.add(new Entry(name, architecture, null, false, null, problem));
		} else if (!GONE.contains(status[2])) {
			entries.add(entry(name, architecture, valid(stanza.get("version"), VERSION), status, stanza.problem()));
		}
	}

	private static Entry entry(String name, String architecture, String version, String[] status, String malformed) {
		String problem = malformed == null ? null : "is malformed: " + malformed;
		if (problem == null && architecture == null) {
			problem = "has no architecture, or a malformed one";
		}
		if (problem == null && version == null) {
			problem = "has no version, or a malformed one";
		}
		String trouble = status[2].equals("installed") ? null : status[2];
		if (!status[1].equals("ok")) {
			trouble = "reinstallation required" + (trouble == null ? "" : ", " + trouble);
		}
		return new Entry(name, architecture, version, status[0].equals("hold"), trouble, problem);
	}

	private static String valid(String value, Pattern pattern) {
		return value != null && pattern.matcher(value).matches() ? value : null;
	}
}
