/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
/** The words and the engine of Likeness: machines, facets, inventories, comparisons. */
package org.likeness.core;
