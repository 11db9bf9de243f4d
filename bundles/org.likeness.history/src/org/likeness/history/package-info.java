/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
/** What a clone was at each step: a Git repository beside the image, and each version in it as a machine. */
package org.likeness.history;
