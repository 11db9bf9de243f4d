/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/** The bundle resolves with what its manifest names, and starts. */
class BundleTest {
	@Test
	void isActive() {
		Bundle bundle = FrameworkUtil.getBundle(getClass());
		assertEquals("org.likeness.history", bundle.getSymbolicName());
		assertEquals(Bundle.ACTIVE, bundle.getState());
	}
}
