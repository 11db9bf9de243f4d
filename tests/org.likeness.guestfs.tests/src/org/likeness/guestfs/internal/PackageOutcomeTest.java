/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Digest;
import org.likeness.core.PackageChange;
import org.likeness.core.PackageFile;
import org.likeness.core.PackagePlan;

class PackageOutcomeTest {

	@TempDir
	Path folder;

	private PackageOutcome of(String... lines) throws Exception {
		PackageFile file = new PackageFile("a_1_all.deb", 1, Digest.of(Digest.computation().digest()), true);
		PackageChange change = new PackageChange("a", "all", null, "1", file, null, 0, 0, null);
		PackageOutcome outcome = new PackageOutcome(
				new PackagePlan(List.of(change), List.of(), Map.of(), Map.of()));
		outcome.read(new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8)),
				folder.resolve("log"));
		return outcome;
	}

	@Test
	void theCheckItselfTellsOfAnotherFile() throws Exception {
		PackageOutcome outcome = of("a_1_all.deb: FAILED", GuestRoot.ENDED + 1);
		assertEquals(Optional.of("a_1_all.deb"), outcome.otherFile());
		assertEquals(1, outcome.status());
	}

	@Test
	void whatAScriptOfTheClonePrintsIsNotTheCheck() throws Exception {
		PackageOutcome outcome = of(PackageScript.CHECKED, "/tmp/Foo.deb: FAILED", "a_1_all.deb: FAILED",
				"dpkg: error processing package a", GuestRoot.ENDED + 1);
		assertEquals(Optional.empty(), outcome.otherFile());
		assertEquals(List.of("dpkg: error processing package a"), outcome.said());
	}

	@Test
	void onlyPlannedFilesCount() throws Exception {
		assertEquals(Optional.empty(), of("/tmp/Foo.deb: FAILED", GuestRoot.ENDED + 1).otherFile());
	}
}
