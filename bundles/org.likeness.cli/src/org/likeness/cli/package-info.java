/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
/** The command line of Likeness: one class for each command. */
package org.likeness.cli;
