/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

/**
 * Runs programs of the guest's own in the appliance, which see its devices as theirs, and of processes those that they
 * have started themselves.
 */
final class GuestRoot {

	/** What the answer's last line starts with; the status follows. */
	static final String ENDED = "likeness ended with ";

	private GuestRoot() {
	}

	/**
	 * A program that ends may leave others behind, which hold its output open, or write on. In a PID namespace the kernel
	 * ends all that is left in it with its first process (pid_namespaces(7)), before that one counts as ended.
	 *
	 * @return the start of a command that runs a program of the guest's and ends all that it leaves behind
	 */
	static String chroot() {
		return "unshare --pid --fork sh -c 'mount -t proc proc $0/proc && chroot $0 \"$@\"' $r ";
	}

	/**
	 * @param body      run with the guest's root as {@code $r}, and a folder {@code $r/run/likeness} that is gone
	 *                  afterwards; it sets {@code status}
	 * @param lastly    run after that, in any case
	 * @return a script that prints all that is said, and as which status it ended
	 */
	static String script(String body, String lastly) {
		return "r=" + GuestPaths.SYSROOT + "; status=1\n{\n"
				+ "mount --bind /dev $r/dev && mount -t sysfs sysfs $r/sys && mount -t tmpfs -o mode=755 run $r/run && mkdir -p $r/run/likeness && {\n"
				+ body + "\n}\n"
				+ "for m in run sys proc dev; do umount $r/$m 2>/dev/null; done\n" + lastly
				+ "\n} 2>&1; echo; echo \"" + ENDED + "$status\"";
	}
}
