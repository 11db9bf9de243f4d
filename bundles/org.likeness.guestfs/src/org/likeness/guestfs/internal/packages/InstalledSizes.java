/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;

/**
 * How much packages take once they are installed: the field Installed-Size (deb-control(5)), in units of 1024 bytes, as
 * the clone's dpkg tells of what is installed, and {@code apt-cache show} of what sources have, and of files.
 */
final class InstalledSizes {

	/** Larger than any package; what says more is not believed. */
	private static final long MOST_KILOBYTES = 1L << 31;

	private final Map<String, Long> sizes = new HashMap<>();

	/** @param wanted what is not installed: packages with their versions, as apt takes them, and files of packages */
	static InstalledSizes of(LaptopApt apt, Collection<String> wanted, IProgressMonitor monitor)
			throws MachineException {
		InstalledSizes found = new InstalledSizes();
		found.read(apt.installed());
		if (!wanted.isEmpty()) {
			List<String> words = new ArrayList<>(List.of("apt-cache", "show"));
			words.addAll(wanted);
			found.read(apt.run(monitor, words.toArray(String[]::new)).lines());
		}
		return found;
	}

	/** @param lines paragraphs, in which the package's name comes first */
	void read(List<String> lines) {
		Map<String, String> fields = new HashMap<>();
		for (String line : lines) {
			int colon = line.indexOf(": ");
			if (line.startsWith("Package: ")) {
				add(fields);
				fields.clear();
			}
			if (colon > 0 && line.charAt(0) != ' ') {
				fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 2).strip());
			}
		}
		add(fields);
	}

	private void add(Map<String, String> fields) {
		String size = fields.getOrDefault("Installed-Size", "");
		if (size.matches("[0-9]{1,10}") && Long.parseLong(size) <= MOST_KILOBYTES) {
			sizes.put(PackagePool.fileName(fields.get("Package"), fields.getOrDefault("Version", ""),
					fields.getOrDefault("Architecture", "")), Long.parseLong(size) << 10);
		}
	}

	/** @return in bytes; 0 if the package does not say, or {@code version} is {@code null} */
	long bytes(String name, String version, String architecture) {
		return version == null ? 0 : sizes.getOrDefault(PackagePool.fileName(name, version, architecture), 0L);
	}
}
