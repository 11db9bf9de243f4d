/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFieldsTest {

	@Test
	void fieldsComeBack() {
		String[] fields = { "", "a\tb", "line\nbreak\r", "back\\slash \\t", "\u202e\u2028", "\ud800", "ä😀", "" };
		String line = TextFields.line(fields);
		assertEquals("\ta\\tb\tline\\nbreak\\u000d\tback\\\\slash \\\\t\t\\u202e\\u2028\t\\ud800\tä😀\t\n", line);
		assertArrayEquals(fields, TextFields.split(line.substring(0, line.length() - 1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\", "a\\x", "\\u12" })
	void malformedEscapesAreRefused(String field) {
		assertThrows(IllegalArgumentException.class, () -> TextFields.unescape(field));
	}
}
