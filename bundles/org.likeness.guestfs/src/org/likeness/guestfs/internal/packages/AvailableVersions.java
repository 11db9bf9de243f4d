/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;

/** Which versions of packages the sources have, newest first, as {@code apt-cache madison} tells. */
final class AvailableVersions {

	private final Map<String, List<String>> versions = new HashMap<>();

	/** @param names as apt takes them: with an architecture behind, where it is a foreign one */
	static AvailableVersions of(LaptopApt apt, Collection<String> names, IProgressMonitor monitor)
			throws MachineException {
		AvailableVersions available = new AvailableVersions();
		if (!names.isEmpty()) {
			List<String> words = new ArrayList<>(List.of("apt-cache", "madison"));
			words.addAll(names);
			for (String line : apt.run(monitor, words.toArray(String[]::new)).lines()) {
				String[] fields = line.split("\\|");
				if (fields.length == 3 && fields[2].contains("Packages")) {
					available.versions.computeIfAbsent(fields[0].strip(), name -> new ArrayList<>())
							.add(fields[1].strip());
				}
			}
		}
		return available;
	}

	boolean has(String name, String version) {
		return versions.getOrDefault(name, List.of()).contains(version);
	}

	Optional<String> newest(String name) {
		return versions.getOrDefault(name, List.of()).stream().findFirst();
	}
}
