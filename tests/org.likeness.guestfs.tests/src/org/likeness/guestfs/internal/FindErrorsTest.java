/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this computer's find complains of is told under the right path. */
class FindErrorsTest {

	@ParameterizedTest
	@ValueSource(
			strings = { "/missing/plain", "/missing/a b", "/missing/it's", "/missing/a\nb\tc", "/missing/back\\slash",
					"/missing/': no" })
	void readsWhatFindSays(String path) throws IOException {
		assertEquals(Map.of(path, "no such file or directory"), FindErrors.parse(complaint(path)));
	}

	@Test
	void readsEscapedBytes() {
		assertEquals(Map.of("/sysroot/\u00c3\u00a4", "input/output error"),
				FindErrors.parse("find: '/sysroot/\\303\\244': Input/output error\n"));
	}

	@Test
	void passesOverOtherLines() {
		assertEquals(Map.of(), FindErrors.parse("find: warning\n\nxargs: exit status 255"));
	}

	private static String complaint(String path) throws IOException {
		ProcessBuilder builder = new ProcessBuilder("find", path);
		builder.environment().put("LC_ALL", "C");
		return new String(builder.start().getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
	}
}
