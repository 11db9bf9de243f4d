/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.ArrayList;
import java.util.List;

/**
 * How a program is started that looks at an image which is not trusted: with a limit to its memory and its time, as
 * QEMU's own security notes ask for, because a header can claim anything. It ends with the thread that has started it,
 * however that ends. It has a session of its own, so that a key that ends this process does not reach it.
 */
final class LimitedProgram {

	/** How the shell ends if it could not set a limit. */
	static final int NO_LIMITS = 125;

	/** How the shell ends if there is no such program. */
	static final int MISSING = 127;

	/** Each of QEMU's threads would reserve 64 MB for malloc, which count. */
	private static final String SCRIPT = "trap '' INT HUP\nexport LC_ALL=C.UTF-8 MALLOC_ARENA_MAX=4\n"
			// One resource a call: dash takes no more. A limit that is lower already can't be raised, and need not be.
			+ "limit() { ulimit -$1 $2 2>/dev/null || [ \"$(ulimit -$1)\" -le $2 ] 2>/dev/null || exit " + NO_LIMITS
			+ "; }\n";

	private LimitedProgram() {
	}

	/**
	 * @param kilobytes of address space
	 * @param seconds   of calculating; 0 for no limit
	 * @param words     the program and its arguments
	 */
	static List<String> command(long kilobytes, int seconds, List<String> words) {
		String time = seconds == 0 ? "" : "limit t " + seconds + "\n";
		List<String> command = new ArrayList<>(List.of("sh", "-c", SCRIPT + time + "limit v " + kilobytes
				+ "\nexec setsid setpriv --pdeathsig KILL \"$@\"", "sh"));
		command.addAll(words);
		return command;
	}
}
