/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.likeness.facets.internal.Printable;

/**
 * What dpkg's database says is installed: the status file, and what dpkg noted since it wrote that one, which is there
 * when it was interrupted (see {@link DpkgJournal}). The states are those of {@code dpkg-query(1)}; what is accepted is
 * what dpkg accepts, in {@code lib/dpkg/fields.c} and {@code parse.c}. Where dpkg would stop, one package is malformed.
 */
public final class DpkgStatus {

	/** Debian has some 65,000 packages; what names more is no status. */
	static final int MAX_PARAGRAPHS = 200_000;

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+._-]*");
	/** Only the first colon ends the epoch; what dpkg warns of is taken too, but for what apt could not be told. */
	private static final Pattern VERSION = Pattern
			.compile("(?:[0-9]{1,9}:[A-Za-z0-9][A-Za-z0-9.+~:_-]*|[A-Za-z0-9][A-Za-z0-9.+~_-]*)(?<!-)");
	private static final Pattern ARCHITECTURE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9-]*");
	private static final String REMOVED = "config-files";
	private static final Set<String> GONE = Set.of("not-installed", REMOVED);
	private static final Set<String> BROKEN = Set.of("half-installed", "unpacked", "half-configured",
			"triggers-awaited", "triggers-pending");
	private static final Set<String> WANTS = Set.of("unknown", "install", "hold", "deinstall", "purge");
	private static final Set<String> FIELDS = Set.of("package", "status", "architecture", "version", "multi-arch");

	/**
	 * A package that is installed, or half so, or has left its configuration.
	 *
	 * @param name         of the package
	 * @param architecture {@code null} if it is malformed
	 * @param version      {@code null} if it is malformed, empty where dpkg knows none
	 * @param held         whether it is on hold
	 * @param trouble      the state, where it is not settled: "half-configured"; else {@code null}
	 * @param problem      why the paragraph is malformed; {@code null} if it is not
	 */
	public record Entry(String name, String architecture, String version, boolean held, String trouble,
			String problem) {
	}

	/**
	 * A paragraph, whatever its state.
	 *
	 * @param sharing whether packages of other architectures can be installed beside it
	 */
	private record Found(Entry entry, boolean gone, boolean sharing) {
	}

	/** Packages by name, and each by architecture. */
	private final Map<String, Map<String, Found>> byName = new LinkedHashMap<>();
	/** Most architectures and versions are those of another package too. */
	private final Map<String, String> shared = new HashMap<>();
	private final Consumer<Supplier<String>> remarks;
	private int paragraphs;
	private boolean complete = true;

	/**
	 * @param content the status file; not copied
	 * @param remarks takes what is malformed and can't be named
	 */
	public DpkgStatus(byte[] content, Consumer<Supplier<String>> remarks) {
		this.remarks = remarks;
		read(content, "", false);
	}

	/**
	 * Takes in what dpkg noted later: it counts instead of what was there.
	 *
	 * @param name    the note's, for remarks
	 * @param content not copied
	 */
	public void update(String name, byte[] content) {
		read(content, name + ": ", true);
	}

	private void read(byte[] content, String origin, boolean later) {
		ControlFile file = new ControlFile(content, FIELDS, ControlFile.Dialect.DPKG);
		Stanza stanza = isExcessive() ? null : file.next();
		while (stanza != null) {
			paragraphs++;
			Found found = found(stanza, origin);
			if (found != null) {
				add(found, later);
			}
			stanza = isExcessive() ? null : file.next();
		}
	}

	/** @return whether there is more than any system has; then the rest was not read */
	public boolean isExcessive() {
		return paragraphs > MAX_PARAGRAPHS;
	}

	/** @return whether each paragraph names its package: otherwise others may be installed, and dpkg itself can't tell */
	public boolean isComplete() {
		return complete;
	}

	/** @return whether there is at least one paragraph of a package: otherwise it is some other file */
	public boolean isRecognised() {
		return !byName.isEmpty();
	}

	/** @return the packages that are installed, or half so, in the order in which their names came */
	public List<Entry> entries() {
		List<Entry> entries = new ArrayList<>();
		byName.values().stream().map(Map::values).flatMap(Collection::stream).filter(found -> !found.gone())
				.forEach(found -> entries.add(found.entry()));
		return entries;
	}

	/**
	 * @return the packages that were removed and not purged, so that their configuration files are still there, in the
	 *         order in which their names came
	 */
	public List<Entry> removed() {
		return byName.values().stream().map(Map::values).flatMap(Collection::stream)
				.filter(found -> found.gone() && REMOVED.equals(found.entry().trouble())).map(Found::entry).toList();
	}

	/** @return the architecture of dpkg itself, else that of most packages; empty if there is none */
	public String nativeArchitecture() {
		Map<String, Integer> counts = new HashMap<>();
		for (Entry entry : entries()) {
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

	/** A later one takes the place of the only one there is; together they can be only if both say so. */
	private void add(Found found, boolean later) {
		Entry entry = found.entry();
		Map<String, Found> same = byName.computeIfAbsent(entry.name(), name -> new LinkedHashMap<>(2));
		String architecture = entry.architecture() == null ? "" : entry.architecture();
		boolean together = same.values().stream().allMatch(other -> other.sharing() && found.sharing());
		if (later && same.size() == 1 && !together) {
			same.clear();
		} else if (found.gone() && entry.version() == null) {
			same.remove(architecture);
			return;
		} else if (!same.isEmpty() && !together) {
			same.put(architecture, new Found(new Entry(entry.name(), entry.architecture(), null, false, null,
					"is not the only one of that name, which dpkg takes for an error"), false, false));
			return;
		}
		same.put(architecture, found);
	}

	/** @return {@code null} if it names no package, which is remarked */
	private Found found(Stanza stanza, String origin) {
		String name = stanza.get("package") == null ? null : stanza.get("package").toLowerCase(Locale.ROOT);
		if (name == null || !NAME.matcher(name).matches()) {
			complete = false;
			remarks.accept(() -> origin + "the paragraph at line " + stanza.line() + (name == null ? " names no package"
					: " has a malformed package name, " + Printable.quote(stanza.get("package"))) + "; passed over");
			return null;
		}
		String architecture = valid(stanza.get("architecture"), ARCHITECTURE);
		String text = stanza.get("status");
		// Where there is none, dpkg takes the package for not installed.
		String[] status = text == null ? new String[] { "unknown", "ok", "not-installed" }
				: text.toLowerCase(Locale.ROOT).split("\\s+");
		boolean known = status.length == 3 && WANTS.contains(status[0])
				&& (status[1].equals("ok") || status[1].equals("reinstreq"))
				&& (status[2].equals("installed") || GONE.contains(status[2]) || BROKEN.contains(status[2]));
		boolean sharing = "same".equalsIgnoreCase(stanza.get("multi-arch"));
		if (!known) {
			return new Found(new Entry(name, architecture, null, false, null,
					"has a malformed status, " + Printable.quote(text)), false, sharing);
		}
		String version = valid(stanza.get("version"), VERSION);
		boolean complete = version != null || status[2].equals("not-installed");
		if (GONE.contains(status[2]) && complete && stanza.problem() == null) {
			String left = status[2].equals(REMOVED) ? REMOVED : null;
			return new Found(new Entry(name, architecture, version, false, left, null), true, sharing);
		}
		return new Found(entry(name, architecture, version, status, stanza.problem()), false, sharing);
	}

	private static Entry entry(String name, String architecture, String version, String[] status, String malformed) {
		String known = version == null && status[2].equals("half-installed") ? "" : version;
		String problem = malformed == null ? null : "is malformed: " + malformed;
		if (problem == null && architecture == null) {
			problem = "has no architecture, or a malformed one";
		}
		if (problem == null && known == null) {
			problem = "has no version, or a malformed one";
		}
		String trouble = status[2].equals("installed") ? null : status[2];
		if (!status[1].equals("ok")) {
			trouble = "reinstallation required" + (trouble == null ? "" : ", " + trouble);
		}
		return new Entry(name, architecture, known, status[0].equals("hold"), trouble, problem);
	}

	private String valid(String value, Pattern pattern) {
		return value != null && pattern.matcher(value).matches() ? shared.computeIfAbsent(value, text -> text) : null;
	}
}
