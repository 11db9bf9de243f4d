/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemInspectionTest {

	@ParameterizedTest
	@CsvSource({
			"btrfsvol:/dev/sdb1/@, btrfsvol:/dev/sda1/@",
			"btrfsvol:/dev/sdb/a/b, btrfsvol:/dev/sda/a/b",
			"btrfsvol:/dev/sda2/@home, btrfsvol:/dev/sda2/@home",
			"btrfsvol:/dev/sdb_group/volume/@, btrfsvol:/dev/sdb_group/volume/@",
			"/dev/sda1, /dev/sda1",
			"/dev/group/volume, /dev/group/volume" })
	void namesSubvolumesOfTheImageAlsoWhereTheKernelFoundItSecond(String given, String named) {
		assertEquals(named, SystemInspection.ofFirstDisk(given));
	}
}
