/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The files are those of the releases themselves. */
class SystemFilesTest {

	/** @param files paths and contents, in turn */
	private static String os(String... files) {
		Map<MachinePath, byte[]> contents = new HashMap<>();
		for (int i = 0; i < files.length; i += 2) {
			assertTrue(SystemFiles.PATHS.contains(MachinePath.of(files[i])), files[i]);
			contents.put(MachinePath.of(files[i]), files[i + 1].getBytes(StandardCharsets.UTF_8));
		}
		OperatingSystem os = SystemFiles.describe(contents).os();
		return os.id() + "|" + os.version() + "|" + os.prettyName() + "|" + os.codename();
	}

	@Test
	void osReleaseComesFirst() {
		assertEquals("debian|12|Debian GNU/Linux 12 (bookworm)|bookworm", os("/etc/os-release",
				"PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nVERSION_ID=\"12\"\nVERSION_CODENAME=bookworm\nID=debian\n",
				"/etc/debian_version", "12.5\n", "/etc/lsb-release", "DISTRIB_ID=Other\n"));
		assertEquals("fedora|40|Fedora Linux 40|",
				os("/usr/lib/os-release", "NAME='Fedora Linux'\nID=fedora\nVERSION_ID=40\n", "/etc/redhat-release",
						"x"));
		assertEquals("debian||Debian GNU/Linux trixie/sid|trixie",
				os("/etc/os-release", "", "/etc/debian_version", "trixie/sid\n"), "an empty file says nothing");
	}

	@Test
	void systemsThatAreOlderThanThatFileAreKnownToo() {
		assertEquals("debian|5.0.10|Debian GNU/Linux 5.0.10|", os("/etc/debian_version", "5.0.10\n"));
		assertEquals("debian||Debian GNU/Linux squeeze/sid|squeeze", os("/etc/debian_version", "squeeze/sid\n"));
		assertEquals("ubuntu|8.04|Ubuntu 8.04|hardy", os("/etc/debian_version", "lenny/sid\n", "/etc/lsb-release",
				"DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=8.04\nDISTRIB_CODENAME=hardy\nDISTRIB_DESCRIPTION=\"Ubuntu 8.04\"\n"));
		assertEquals("manjaro|0.8|ManjaroLinux 0.8|",
				os("/etc/lsb-release", "DISTRIB_ID=ManjaroLinux\nDISTRIB_RELEASE=0.8\n", "/etc/arch-release", ""));
		assertEquals("centos|5.11|CentOS release 5.11 (Final)|", os("/etc/redhat-release",
				"CentOS release 5.11 (Final)\n", "/etc/lsb-release", "LSB_VERSION=\"core-4.0-amd64\"\n"));
		assertEquals("centos|6.10|CentOS release 6.10 (Final)|",
				os("/etc/centos-release", "CentOS release 6.10 (Final)\n", "/etc/redhat-release", "x"));
		assertEquals("rhel|6.5|Red Hat Enterprise Linux Server release 6.5 (Santiago)|",
				os("/etc/redhat-release", "Red Hat Enterprise Linux Server release 6.5 (Santiago)\n"));
		assertEquals("ol|6.10|Oracle Linux Server release 6.10|",
				os("/etc/oracle-release", "Oracle Linux Server release 6.10\n", "/etc/redhat-release",
						"Red Hat Enterprise Linux Server release 6.10 (Santiago)\n"));
		assertEquals("fedora|8|Fedora release 8 (Werewolf)|",
				os("/etc/fedora-release", "Fedora release 8 (Werewolf)\n"));
		assertEquals("gentoo|2.2|Gentoo Base System release 2.2|",
				os("/etc/gentoo-release", "Gentoo Base System release 2.2\n"));
		assertEquals("slackware|14.1|Slackware 14.1|", os("/etc/slackware-version", "Slackware 14.1\n"));
		assertEquals("opensuse|11.4|openSUSE 11.4|",
				os("/etc/SuSE-release", "openSUSE 11.4 (x86_64)\nVERSION = 11.4\nCODENAME = Celadon\n"));
		assertEquals("sles|11.3|SUSE Linux Enterprise Server 11|",
				os("/etc/SuSE-release", "SUSE Linux Enterprise Server 11 (x86_64)\nVERSION = 11\nPATCHLEVEL = 3\n"));
		assertEquals("alpine|3.1.0|Alpine Linux 3.1.0|", os("/etc/alpine-release", "3.1.0\n"));
		assertEquals("arch||Arch Linux|", os("/etc/arch-release", ""));
	}

	@Test
	void whatSaysNothingIsJustLinux() {
		assertEquals("linux||Linux|", os("/etc/hostname", "box\n"));
		assertEquals("linux||???|", os("/etc/redhat-release", "???\n"));
		assertFalse(SystemFiles.isSystem(Map.of(MachinePath.of("/etc/hostname"), new byte[0])));
		assertTrue(SystemFiles.isSystem(Map.of(MachinePath.of("/etc/alpine-release"), new byte[0])));
		assertTrue(SystemFiles.isSystem(Map.of(MachinePath.of("/etc/passwd"), new byte[0])));
	}
}
