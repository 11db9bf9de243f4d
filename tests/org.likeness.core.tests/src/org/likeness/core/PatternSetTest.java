/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** Many patterns at once say what each of them would say, and what the regular expression of them all says. */
class PatternSetTest {

	private static final String[] GLOB_PARTS = { "a", "b", ".", "/", "*", "**", "**/", "?", "[!.]", "[ab]", "{a,b/c}",
			"{.a,b*}", "\\*", "ä", ".a/", "b/", "A", "[A-B]" };
	private static final String[] PATH_PARTS = { "a", "b", ".", "c", "/", "*", "ä", ".a/", "b/", "\n", "A", "B" };

	@Test
	void agreesWithItsMembers() {
		Random random = new Random(7);
		int matches = 0;
		for (int round = 0; round < 3000; round++) {
			List<PathPattern> patterns = IntStream.range(0, 1 + random.nextInt(5))
					.mapToObj(i -> PathPattern.of((random.nextInt(3) == 0 ? "(?i)" : "") + text(random, GLOB_PARTS, 5)))
					.toList();
			PathPattern any = PathPattern.anyOf(patterns);
			Pattern expression = Pattern.compile(any.expression(), Pattern.DOTALL);
			for (int i = 0; i < 20; i++) {
				Name path = Name.of(text(random, PATH_PARTS, 6).replaceAll("/+", "/").replaceAll("^/|/$", ""));
				boolean expected = patterns.stream().anyMatch(pattern -> pattern.matches(path));
				assertEquals(expected, any.matches(path), () -> patterns + " " + path);
				assertEquals(expected, PathPattern.anyOf(List.of(any)).matches(path), () -> patterns + " " + path);
				assertEquals(expected, expression.matcher(path.raw()).matches(), () -> patterns + " " + path);
				matches += expected ? 1 : 0;
			}
		}
		assertTrue(matches > 5000, "many of them match: " + matches);
	}

	/** Taken apart, these would be some million globs. */
	@Test
	void manyAlternativesAreNotTakenApart() {
		for (String glob : List.of("x/" + "{a,b}".repeat(24), "(?i)x/" + "{a,b}".repeat(24),
				"x/{" + "y,".repeat(60_000) + "abababababababababababab}")) {
			PathPattern any = PathPattern.anyOf(List.of(PathPattern.of(glob)));
			assertTrue(any.matches(Name.of("x/" + "ab".repeat(12))));
			assertFalse(any.matches(Name.of("x/" + "ab".repeat(11) + "ac")));
		}
		assertEquals(64, PathPattern.of("x/" + "{a,b}".repeat(6)).alternatives().size());
		assertEquals(1, PathPattern.of("x/" + "{a,b}".repeat(7)).alternatives().size());
	}

	@Test
	void alternativesAreNotNestedWithoutEnd() {
		assertThrows(IllegalArgumentException.class,
				() -> PathPattern.of("{".repeat(100_000) + "a" + "}".repeat(100_000)));
	}

	private static String text(Random random, String[] parts, int most) {
		StringBuilder text = new StringBuilder();
		for (int count = 1 + random.nextInt(most); count > 0; count--) {
			text.append(parts[random.nextInt(parts.length)]);
		}
		return text.toString();
	}
}
