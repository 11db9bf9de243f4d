/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.likeness.core.MachinePath;
import org.likeness.core.PathPattern;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/** What was wanted is read from a history that anybody may have made. */
class WantsTextTest {

	private static final String WANT = "want\t/home/ann\t1000\n";

	@Test
	void globsThatMultiplyAreRead() {
		List<Want> wants = SnapshotTexts.wants(WANT + "leave-out\tx/" + "{a,b}".repeat(24) + "\n");
		SurveyRequest request = SurveyRequest.of(wants);
		assertFalse(request.enters(MachinePath.of("/home/ann/x/" + "ab".repeat(12))));
		assertTrue(request.enters(MachinePath.of("/home/ann/x/" + "ab".repeat(11))));
	}

	@Test
	void tooMuchIsNoList() {
		assertThrows(IllegalArgumentException.class,
				() -> SnapshotTexts.wants(WANT + "leave-out\t" + "a".repeat(20_000) + "\n"));
		assertThrows(IllegalArgumentException.class,
				() -> SnapshotTexts.wants(WANT + "contents\t*.conf\n".repeat(20_000)));
		assertThrows(IllegalArgumentException.class, () -> SnapshotTexts
				.wants(WANT + "leave-out\t" + "{".repeat(8000) + "a" + "}".repeat(8000) + "\n"));
	}

	@Test
	void whatAPersonMayWriteIsRead() {
		List<Want> wants = List.of(Want.tree(MachinePath.of("/home/ann"), List.of(PathPattern.of("a".repeat(4096)))));
		assertEquals(wants, SnapshotTexts.wants(SnapshotTexts.wants(wants)));
	}
}
