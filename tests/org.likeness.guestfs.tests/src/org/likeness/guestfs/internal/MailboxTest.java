/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests, as a shell prints them; that an appliance reads those that lie on its disk is shown with real guests. */
class MailboxTest {

	@TempDir
	Path folder;

	/** @return what a shell prints, one character for each byte */
	private String printed(Mailbox.Request request, int section) throws Exception {
		Path out = folder.resolve("out");
		assertEquals(0, new ProcessBuilder("sh", "-c", request.function() + "section " + section)
				.redirectOutput(out.toFile()).redirectError(ProcessBuilder.Redirect.INHERIT).start().waitFor());
		return Files.readString(out, StandardCharsets.ISO_8859_1);
	}

	@Test
	void shortSectionsArePartsOfTheScriptWithEveryByte() throws Exception {
		String all = IntStream.range(1, 256).mapToObj(Character::toString).collect(Collectors.joining());
		Mailbox.Request request = new Mailbox.Request().section().add(all).add("-n%s%%\\0061'\n").section().section()
				.add("/a b/" + all);
		assertEquals(all + "\0-n%s%%\\0061'\n\0", printed(request, 0));
		assertEquals("", printed(request, 1));
		assertEquals("/a b/" + all + "\0", printed(request, 2));
		assertTrue(request.function().chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127), request.function());
	}

	@Test
	void longSectionsLieOnTheDisk() throws Exception {
		Mailbox.Request request = new Mailbox.Request();
		request.section().add("short");
		request.section();
		IntStream.range(0, 9000).forEach(i -> request.add("/path/" + i));
		assertTrue(request.function().length() < 1000, request.function());
		try (Mailbox mailbox = new Mailbox(folder.resolve("mailbox"))) {
			mailbox.write(request);
			byte[] head = new byte[6];
			try (var in = Files.newInputStream(mailbox.path())) {
				in.readNBytes(head, 0, head.length);
			}
			assertArrayEquals("short\0".getBytes(StandardCharsets.US_ASCII), head);
		}
	}
}
