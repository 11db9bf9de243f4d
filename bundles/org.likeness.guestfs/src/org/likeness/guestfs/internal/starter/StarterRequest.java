/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.nio.file.Path;
import java.util.List;

import org.likeness.guestfs.Desktop;
import org.likeness.guestfs.Format;

/**
 * What a person asks for.
 *
 * @param image      the image file to make
 * @param desktop    its desktop
 * @param size       of the disk, in bytes
 * @param user       login name, or null for who runs this
 * @param format     of the image
 * @param laptopRoot where the laptop's files are
 * @param packages   further packages
 */
public record StarterRequest(Path image, Desktop desktop, long size, String user, Format format, Path laptopRoot,
		List<String> packages) {
}
