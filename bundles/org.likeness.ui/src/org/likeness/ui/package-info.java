/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
/** The window of Likeness: an RCP workbench of views, editors and wizards. */
package org.likeness.ui;
