/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

/** The desktop of a starter clone. */
public enum Desktop {
	/** No desktop: a console login. Small and quick to make. */
	NONE,
	/** The Xfce desktop with a graphical login. */
	XFCE
}
