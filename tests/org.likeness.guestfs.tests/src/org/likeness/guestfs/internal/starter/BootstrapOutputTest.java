/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.junit.jupiter.api.Test;

class BootstrapOutputTest {

	private final List<String> tasks = new ArrayList<>();
	private double worked;

	@Test
	void stepsAreNamedAndCounted() {
		feed("I: running apt-get update...", "1 upgraded, 1 newly installed, 0 to remove and 0 not upgraded.",
				"Get:1 http://mirror.example/debian bookworm/main amd64 perl-base amd64 5.36.0-7 [1609 kB]",
				"Unpacking perl-base (5.36.0-7) ...", "Setting up perl-base (5.36.0-7) ...",
				"0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.",
				"I: likeness: making the initial RAM disk");
		assertEquals(List.of("Reading the package lists", "Fetching perl-base", "Unpacking perl-base",
				"Setting up perl-base",
				"Making the initial RAM disk"), tasks);
		assertTrue(worked > 100 && worked < 500, "half of the first of two rounds: " + worked);
	}

	@Test
	void lastComplaintsAreKeptOnce() {
		BootstrapOutput output = feed("W: ignore this", "E: one", "E: one",
				"Err:1 http://mirror.example bookworm InRelease");
		assertEquals(List.of("E: one", "Err:1 http://mirror.example bookworm InRelease"), output.errors());
		assertFalse(output.namesDamagedPackage());
	}

	@Test
	void damagedPackageIsNoticed() {
		assertTrue(feed("dpkg-deb: error: archive '/var/cache/x.deb' is corrupted").namesDamagedPackage());
	}

	private BootstrapOutput feed(String... lines) {
		BootstrapOutput output = new BootstrapOutput(SubMonitor.convert(new NullProgressMonitor() {
			@Override
			public void subTask(String name) {
				tasks.add(name);
			}

			@Override
			public void worked(int work) {
				worked += work;
			}
		}, 1000));
		List.of(lines).forEach(output);
		return output;
	}
}
