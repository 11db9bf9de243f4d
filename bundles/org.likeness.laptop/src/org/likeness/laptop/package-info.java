/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
/** The computer that Likeness runs on, as a machine. */
package org.likeness.laptop;
