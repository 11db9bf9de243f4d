/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.util.Locale;

/** The format of a new disk image. */
public enum Format {
	/** QEMU's own format: grows with what is written, and can have overlays. */
	QCOW2,
	/** The bytes of the disk as they are, in a sparse file. */
	RAW;

	/** @return the name that QEMU's tools and libguestfs know it by */
	public String qemuName() {
		return name().toLowerCase(Locale.ROOT);
	}
}
