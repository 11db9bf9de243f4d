/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.likeness.core.MachineException;
import org.likeness.guestfs.StarterClone;

/** How the password of a starter clone is told, which nobody can tell twice. */
class FirstLoginTest {

	private static final StarterClone CLONE = new StarterClone(Path.of("/a/clone.qcow2"), "ann", "secret");

	private static TerminalProgress progress() {
		return new TerminalProgress(new Output(new ByteArrayOutputStream(), StandardCharsets.UTF_8, false), false, true,
				new CancelSwitch());
	}

	@Test
	void itIsPrintedAtOnce() throws Exception {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		FirstLogin.print(CLONE, new Output(out, StandardCharsets.UTF_8, false), progress());
		assertEquals("The login of /a/clone.qcow2 (shown once, kept nowhere):\n  user        ann\n"
				+ "  password    secret\n", out.toString(StandardCharsets.UTF_8));
	}

	@Test
	void whatNobodyReadsIsNotTold() {
		OutputStream gone = new OutputStream() {
			@Override
			public void write(int b) throws IOException {
				throw new IOException("Broken pipe");
			}
		};
		MachineException failure = assertThrows(MachineException.class,
				() -> FirstLogin.print(CLONE, new Output(gone, StandardCharsets.UTF_8, false), progress()));
		assertEquals("No clone was made.", failure.state());
		assertTrue(failure.what().contains("password"));
	}
}
