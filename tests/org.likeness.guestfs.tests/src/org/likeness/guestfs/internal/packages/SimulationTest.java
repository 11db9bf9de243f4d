/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

/** The lines are apt 2.6.1's own. */
class SimulationTest {

	private static Simulation simulation(int status, String lines) {
		return new Simulation(new LaptopApt.Answer(status, lines.lines().toList()), "amd64");
	}

	private static Simulation.Step step(String name, String architecture, String from, String to) {
		return new Simulation.Step(name, architecture, from, to);
	}

	@Test
	void newPackagesHaveNoVersionYet() {
		Simulation simulation = simulation(0,
				"""
						Reading package lists...
						Building dependency tree...
						The following NEW packages will be installed:
						  hello keyboard-configuration libxcvt0 xserver-xorg-core
						0 upgraded, 4 newly installed, 0 to remove and 112 not upgraded.
						Inst keyboard-configuration (1.221 Debian:12.15/oldstable [all])
						Inst hello (2.10-3 Debian:12.15/oldstable [amd64])
						Inst xserver-xorg-core (2:21.1.7-3+deb12u13 Debian-Security:12/oldstable-security [amd64])
						Inst probe (1:1.0 local-deb [all])
						Inst probe:i386 (1:1.0 local-deb [i386])
						Conf keyboard-configuration (1.221 Debian:12.15/oldstable [all])
						Conf hello (2.10-3 Debian:12.15/oldstable [amd64])
						Conf xserver-xorg-core (2:21.1.7-3+deb12u13 Debian-Security:12/oldstable-security [amd64])
						""");
		assertEquals(List.of(step("keyboard-configuration", "all", null, "1.221"),
				step("hello", "amd64", null, "2.10-3"),
				step("xserver-xorg-core", "amd64", null, "2:21.1.7-3+deb12u13"), step("probe", "all", null, "1:1.0"),
				step("probe", "i386", null, "1:1.0")), simulation.installed());
		assertEquals(List.of(), simulation.removed());
		assertEquals(Optional.empty(), simulation.problem());
	}

	@Test
	void replacedPackagesHaveAnOldVersion() {
		Simulation simulation = simulation(0,
				"""
						Inst base-files [12.4+deb12u11] (12.4+deb12u15 Debian:12.15/oldstable [amd64])
						Inst libgcrypt20-dev [1.10.1-3] (1.10.1-3+deb12u1 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64]) []
						Inst libgcrypt20 [1.10.1-3] (1.10.1-3+deb12u1 Debian:12.15/oldstable, Debian-Security:12/oldstable-security [amd64]) [libgcrypt20-dev:amd64 ]
						Inst libgcrypt20:i386 [1.10.1-3] (1.10.1-3+deb12u1 Debian:12.15/oldstable [i386])
						Inst tar [1.34+dfsg-1.2+deb12u1] (1.34+dfsg-1.2+deb12u1 Debian:12.15/oldstable [amd64])
						""");
		assertEquals(List.of(step("base-files", "amd64", "12.4+deb12u11", "12.4+deb12u15"),
				step("libgcrypt20-dev", "amd64", "1.10.1-3", "1.10.1-3+deb12u1"),
				step("libgcrypt20", "amd64", "1.10.1-3", "1.10.1-3+deb12u1"),
				step("libgcrypt20", "i386", "1.10.1-3", "1.10.1-3+deb12u1"),
				step("tar", "amd64", "1.34+dfsg-1.2+deb12u1", "1.34+dfsg-1.2+deb12u1")), simulation.installed());
	}

	@Test
	void removedAndPurgedPackagesGo() {
		Simulation simulation = simulation(0,
				"""
						Purg libguestfs-tools [1:1.48.6-2]
						Purg libguestfs0 [1:1.48.6-2] [libguestfs-java:amd64 guestmount:amd64 guestfish:amd64 ]
						Remv file [1:5.44-3] [libguestfs-java:amd64 ]
						Remv libgcc-s1:i386 [12.2.0-14+deb12u1]
						""");
		assertEquals(List.of(step("libguestfs-tools", "amd64", "1:1.48.6-2", null),
				step("libguestfs0", "amd64", "1:1.48.6-2", null), step("file", "amd64", "1:5.44-3", null),
				step("libgcc-s1", "i386", "12.2.0-14+deb12u1", null)), simulation.removed());
		assertEquals(List.of(), simulation.installed());
	}

	@Test
	void aStepThatIsNotUnderstoodIsNoStepThatCanBeTaken() {
		for (String line : List.of("Inst ../../evil (1 Debian [all])", "Inst Evil (1 Debian [all])",
				"Inst evil (1/../2 Debian [all])", "Remv evil", "Purg a/b [1]")) {
			Simulation simulation = simulation(0, "Inst good (1 Debian:12 [all])\n" + line + "\n");
			assertEquals(Optional.of("apt would do what Likeness does not understand: " + line), simulation.problem());
		}
	}

	@Test
	void unmetDependenciesAreTheReason() {
		assertEquals(Optional.of("probe2 : Depends: nosuch but it is not installable"), simulation(100, """
				Some packages could not be installed. This may mean that you have
				requested an impossible situation or if you are using the unstable
				The following information may help to resolve the situation:

				The following packages have unmet dependencies:
				 probe2 : Depends: nosuch but it is not installable
				          Conflicts: bash but 5.2.15-2+b13 is to be installed
				E: Unable to correct problems, you have held broken packages.
				""").problem());
	}

	@Test
	void otherwiseTheErrorIsTheReason() {
		assertEquals(Optional.of("no system can be without it: it is essential"),
				simulation(100, """
						Reading state information...
						The following packages will be REMOVED:
						  bash
						WARNING: The following essential packages will be removed.
						This should NOT be done unless you know exactly what you are doing!
						  bash
						0 upgraded, 0 newly installed, 1 to remove and 111 not upgraded.
						E: Essential packages were removed and -y was used without --allow-remove-essential.
						""").problem());
		assertEquals(Optional.of("Version '9' for 'hello' was not found"),
				simulation(100, "Reading state information...\nE: Version '9' for 'hello' was not found\n").problem());
		assertEquals(Optional.of("apt does not say why"), simulation(100, "").problem());
	}
}
