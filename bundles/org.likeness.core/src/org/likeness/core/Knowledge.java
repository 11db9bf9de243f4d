/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/** What a survey can say of a path. Whoever removes or replaces something must know: unknown is not absent. */
public enum Knowledge {
	/** There is an entry. */
	PRESENT,
	/** It was looked at, and there is none. */
	ABSENT,
	/** Nobody looked: nobody asked, a pattern left it out, it could not be read, or a symlink stands on the way. */
	UNKNOWN
}
