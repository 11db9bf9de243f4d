/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

/** What a path says of itself is what its bytes say: a string of them is the oracle. */
class MachinePathTest {

	private static final String[] COMPONENTS = { "a", "a.x", "a-", "A", "ab", ".a", "\u00e4", "\u0001", "\\", "b c",
			"\uffff", "0" };

	private final Random random = new Random(7);

	private List<String> texts() {
		List<String> texts = new ArrayList<>(List.of("/"));
		for (int i = 0; i < 150; i++) {
			StringBuilder text = new StringBuilder();
			for (int depth = 1 + random.nextInt(4); depth > 0; depth--) {
				text.append('/').append(COMPONENTS[random.nextInt(COMPONENTS.length)]);
			}
			texts.add(text.toString());
		}
		return texts;
	}

	/** Of two paths the smaller one has the smaller byte where they first differ; a slash is smaller than all bytes. */
	private static int order(String a, String b) {
		return a.replace('/', '\0').compareTo(b.replace('/', '\0'));
	}

	@Test
	void orderAndEqualityAreThoseOfTheBytes() {
		List<String> texts = texts();
		for (String a : texts) {
			MachinePath one = MachinePath.of(a);
			String raw = one.raw();
			assertEquals(Name.of(a).raw(), raw);
			for (String b : texts) {
				MachinePath other = MachinePath.of(b);
				assertEquals(a.equals(b), one.equals(other), a + " " + b);
				if (!a.equals("/") && !b.equals("/")) {
					assertEquals(Integer.signum(order(raw, other.raw())), Integer.signum(one.compareTo(other)),
							a + " " + b);
					assertEquals(Integer.signum(one.toString().compareTo(other.toString())), Integer.signum(
							MachinePath.compareShown(one, MachinePath.ROOT, other, MachinePath.ROOT)), a + " " + b);
					MachinePath home = MachinePath.of("/x/y");
					assertEquals(Integer.signum(one.toString().compareTo(other.toString())), Integer.signum(MachinePath
							.compareShown(one, MachinePath.ROOT, home.resolve(other.relativeTo(MachinePath.ROOT)),
									home)),
							a + " " + b);
				}
				boolean below = a.equals(b) || b.equals("/") || a.startsWith(b + "/");
				assertEquals(below, one.startsWith(other), a + " " + b);
				if (a.equals(b)) {
					assertEquals(one.hashCode(), other.hashCode());
				}
				if (below) {
					String relative = a.equals(b) ? "" : a.substring(b.equals("/") ? 1 : b.length() + 1);
					assertEquals(Name.of(relative), one.relativeTo(other));
				}
			}
		}
	}

	@Test
	void aFolderAboveGivesTheSamePathAsTheWholeOfIt() {
		MachinePath folder = MachinePath.of("/home/ann");
		MachinePath path = folder.resolve(".config/x");
		assertEquals(MachinePath.of("/home/ann/.config/x"), path);
		assertEquals(MachinePath.of("/home/ann/.config/x").hashCode(), path.hashCode());
		assertEquals(folder, path.parent().parent());
		assertEquals("x", path.name().toString());
		assertSame(MachinePath.ROOT, folder.parent().parent());
		assertSame(MachinePath.ROOT, MachinePath.ROOT.parent());
		assertNotEquals(folder, path);
	}

	@Test
	void whatIsNoPathIsRefused() {
		for (String text : List.of("", "a", "//", "/a/", "/a//b", "/.", "/a/..", "/a/./b", "/a\0b")) {
			assertThrows(IllegalArgumentException.class, () -> MachinePath.of(text), text);
		}
		for (String text : List.of("", "/a", "a/", "a//b", "..", "a\0")) {
			assertThrows(IllegalArgumentException.class, () -> MachinePath.ROOT.resolve(text), text);
		}
	}

	/** How deep folders are is up to the machine. */
	@Test
	void aPathOfAnyDepthIsHandled() {
		String text = "/d".repeat(200_000);
		MachinePath one = MachinePath.of(text);
		MachinePath other = MachinePath.of(text + "/e");
		assertEquals(one, other.parent());
		assertEquals(one.hashCode(), MachinePath.of(text).hashCode());
		assertTrue(one.compareTo(other) < 0);
		assertFalse(one.startsWith(other));
		assertEquals(text, one.toString());
	}
}
