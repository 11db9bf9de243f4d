/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import org.likeness.core.OperatingSystem;

/**
 * One of the operating systems on an image.
 *
 * @param root the device that holds its root file system, as libguestfs names it: "/dev/sda1"
 * @param os   what it is
 */
public record ImageSystem(String root, OperatingSystem os) {
}
