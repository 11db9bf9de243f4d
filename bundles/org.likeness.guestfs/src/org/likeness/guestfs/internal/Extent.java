/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

/**
 * A run of a file's bytes that lie together. What lies between two extents is a hole: zeros.
 *
 * @param logical  where it starts in the file
 * @param physical where it starts on the disk
 * @param length   in bytes; of the last one, more than the file has may be told
 */
record Extent(long logical, long physical, long length) {
}
