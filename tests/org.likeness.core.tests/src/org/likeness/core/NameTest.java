/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NameTest {

	@Test
	void survivesARoundTripThroughWhatPeopleSee() {
		Random random = new Random(1);
		for (int i = 0; i < 20_000; i++) {
			byte[] bytes = new byte[random.nextInt(12)];
			random.nextBytes(bytes);
			if (i % 2 == 0) {
				bytes = new String(bytes, StandardCharsets.UTF_16LE).getBytes(StandardCharsets.UTF_8);
			}
			Name name = Name.ofBytes(bytes);
			assertArrayEquals(bytes, name.bytes());
			assertEquals(bytes.length, name.length());
			assertEquals(name, Name.parse(name.toString()), name::toString);
			assertTrue(name.toString().codePoints().noneMatch(Character::isISOControl), name::toString);
		}
	}

	@Test
	void hasTheOrderOfItsUnsignedBytes() {
		Random random = new Random(2);
		for (int i = 0; i < 5_000; i++) {
			byte[] a = new byte[random.nextInt(4)];
			byte[] b = new byte[random.nextInt(4)];
			random.nextBytes(a);
			random.nextBytes(b);
			assertEquals(Integer.signum(Arrays.compareUnsigned(a, b)),
					Integer.signum(Name.ofBytes(a).compareTo(Name.ofBytes(b))));
		}
	}

	@Test
	void showsNothingThatSteersATerminal() {
		assertEquals("a\\x1b[31mb\\x0a", Name.of("a\u001b[31mb\n").toString());
		assertEquals("\\xc2\\x9b", Name.of("\u009b").toString());
		assertEquals("\\xe2\\x80\\xae", Name.of("\u202e").toString());
		assertEquals("caf\\xe9 \u00e9 \ud83d\ude00 \\\\",
				Name.ofBytes(concat("caf".getBytes(StandardCharsets.UTF_8), new byte[] { (byte) 0xe9 },
						" \u00e9 \ud83d\ude00 \\".getBytes(StandardCharsets.UTF_8))).toString());
	}

	private static byte[] concat(byte[]... parts) {
		java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
		Arrays.stream(parts).forEach(out::writeBytes);
		return out.toByteArray();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\", "\\x1", "\\xg0", "\\x-f", "\\x+f", "\\n" })
	void refusesWhatIsNoEscape(String text) {
		assertThrows(IllegalArgumentException.class, () -> Name.parse(text));
	}

	@ParameterizedTest
	@CsvSource({ "/home/ann,ann,/home", "/a,a,/", "/a/b c,b c,/a" })
	void aPathHasANameAndAParent(String path, String name, String parent) {
		assertEquals(Name.of(name), MachinePath.of(path).name());
		assertEquals(MachinePath.of(parent), MachinePath.of(path).parent());
		assertEquals(MachinePath.of(path), MachinePath.of(parent).resolve(name));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "a/b", "//", "/a//b", "/a/", "/.", "/..", "/a/../b", "/a/./b", "/a/..", "/a\0b" })
	void refusesWhatIsNoCleanPath(String text) {
		assertThrows(IllegalArgumentException.class, () -> MachinePath.of(text));
	}

	@Test
	void aPathMayHoldDotsInNames() {
		assertEquals("/...", MachinePath.of("/...").toString());
		assertEquals("/.a/b.", MachinePath.of("/.a/b.").toString());
		assertThrows(IllegalArgumentException.class, () -> MachinePath.ROOT.resolve("../etc"));
		assertThrows(IllegalArgumentException.class, () -> MachinePath.of("/a").resolve("/b"));
		assertThrows(IllegalArgumentException.class, () -> MachinePath.of("/a").resolve(""));
	}

	@Test
	void aFolderStandsRightBeforeWhatItHolds() {
		String[] sorted = { "/", "/a", "/a/b", "/a/b/c", "/a/\u00ff", "/a b", "/a!", "/a-b", "/a.b", "/a0", "/b" };
		MachinePath[] paths = Arrays.stream(sorted).map(MachinePath::of).toArray(MachinePath[]::new);
		MachinePath[] shuffled = paths.clone();
		java.util.Collections.shuffle(Arrays.asList(shuffled), new Random(3));
		Arrays.sort(shuffled);
		assertArrayEquals(paths, shuffled);
	}

	@Test
	void knowsWhatLiesBelow() {
		MachinePath home = MachinePath.of("/home/ann");
		assertTrue(home.startsWith(home));
		assertTrue(home.startsWith(MachinePath.ROOT));
		assertTrue(!MachinePath.of("/home/anna").startsWith(home));
		assertEquals("x/y", MachinePath.of("/home/ann/x/y").relativeTo(home).toString());
		assertEquals("home/ann", home.relativeTo(MachinePath.ROOT).toString());
		assertEquals("", home.relativeTo(home).toString());
		assertThrows(IllegalArgumentException.class, () -> MachinePath.of("/home/anna").relativeTo(home));
	}
}
