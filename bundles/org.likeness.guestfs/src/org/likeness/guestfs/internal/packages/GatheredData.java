/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PackageChange;
import org.likeness.core.PackageData;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/**
 * Looks what packages have gathered that go: the files in folders of their own below /var, /srv and /opt which dpkg does
 * not know. Only scripts of a package (deb-prerm(5), deb-postrm(5)) remove such files, so a package without any has
 * nothing to lose.
 */
final class GatheredData {

	private static final MachinePath INFO = MachinePath.of("/var/lib/dpkg/info");
	/** Folders that packages have folders in; what these gather is theirs. */
	private static final List<MachinePath> PLACES = Stream
			.of("/var/lib", "/var/log", "/var/spool", "/var/mail", "/var/opt", "/srv", "/opt").map(MachinePath::of)
			.toList();
	/** Folders in those that belong to all. */
	private static final Set<String> SHARED = Set.of("dpkg", "apt", "systemd", "misc", "private", "cron", "mail");
	private static final List<String> SCRIPTS = List.of("prerm", "postrm");

	private final Machine clone;

	GatheredData(Machine clone) {
		this.clone = clone;
	}

	/** @return what each of them has gathered; nothing of those that have nothing, or whose scripts can't remove it */
	Map<PackageChange, List<PackageData>> of(List<PackageChange> going, IProgressMonitor monitor)
			throws MachineException {
		if (going.isEmpty()) {
			return Map.of();
		}
		SubMonitor progress = SubMonitor.convert(monitor, 2);
		String[] lists = going.stream().flatMap(change -> names(change).map(name -> name + ".list"))
				.toArray(String[]::new);
		Survey info = clone.survey(SurveyRequest.of(List.of(Want.contents(INFO, lists))), progress.split(1));
		Map<PackageChange, Set<MachinePath>> known = new HashMap<>();
		going.stream().filter(change -> hasScript(change, info))
				.forEach(change -> known.put(change, files(change, info)));
		Map<PackageChange, Set<MachinePath>> folders = new HashMap<>();
		known.forEach((change, files) -> folders.put(change, folders(change, files)));
		List<Want> wants = folders.values().stream().flatMap(Set::stream).distinct()
				.map(folder -> Want.tree(folder, List.of())).toList();
		if (wants.isEmpty()) {
			return Map.of();
		}
		Survey found = clone.survey(SurveyRequest.of(wants), progress.split(1));
		Map<PackageChange, List<PackageData>> data = new HashMap<>();
		folders.forEach((change, of) -> {
			List<PackageData> gathered = of.stream().map(folder -> count(folder, known.get(change), found))
					.filter(each -> each.files() > 0).toList();
			if (!gathered.isEmpty()) {
				data.put(change, gathered);
			}
		});
		return data;
	}

	/** dpkg names the files of a package with its architecture where others can be installed beside it. */
	private static Stream<String> names(PackageChange change) {
		return Stream.of(change.name(), change.name() + ":" + change.architecture());
	}

	private static boolean hasScript(PackageChange change, Survey info) {
		return names(change).flatMap(name -> SCRIPTS.stream().map(script -> INFO.resolve(name + "." + script)))
				.anyMatch(path -> info.entry(path).isPresent());
	}

	private static Set<MachinePath> files(PackageChange change, Survey info) {
		Set<MachinePath> files = new HashSet<>();
		names(change).map(name -> info.content(INFO.resolve(name + ".list"))).flatMap(Optional::stream)
				.flatMap(list -> new String(list, StandardCharsets.ISO_8859_1).lines())
				.filter(line -> line.matches("(/[^/]+)+") && !line.endsWith("/."))
				.forEach(line -> files.add(MachinePath.ofBytes(line.getBytes(StandardCharsets.ISO_8859_1))));
		return files;
	}

	/** @return those that dpkg says it has, and those of its name */
	private static Set<MachinePath> folders(PackageChange change, Set<MachinePath> files) {
		Set<MachinePath> folders = new TreeSet<>();
		PLACES.forEach(place -> folders.add(place.resolve(change.name())));
		files.stream().filter(file -> PLACES.contains(file.parent())).forEach(folders::add);
		folders.removeIf(folder -> SHARED.contains(folder.name().toString()));
		return folders;
	}

	private static PackageData count(MachinePath folder, Set<MachinePath> known, Survey found) {
		long files = 0;
		long bytes = 0;
		for (FileEntry entry : found.entries(Want.tree(folder, List.of()))) {
			if (!entry.isDirectory() && !known.contains(entry.path())) {
				files++;
				bytes += entry.size();
			}
		}
		return new PackageData(folder, files, bytes);
	}
}
