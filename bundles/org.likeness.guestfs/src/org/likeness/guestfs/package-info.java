/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
/** A disk image as a machine, through libguestfs. */
package org.likeness.guestfs;
