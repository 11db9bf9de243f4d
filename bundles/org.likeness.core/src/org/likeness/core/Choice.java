/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/** Which items a person wants to take over. */
@FunctionalInterface
public interface Choice {

	/** @return whether that item of that facet is chosen; items that are the same on both sides are not asked for */
	boolean takes(Facet facet, ComparedItem item);
}
