/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;

/**
 * How much memory something takes in all, garbage among it: it can't need a larger heap than that. Unlike a small heap,
 * it tells the same on every computer, and harms no other test.
 */
final class Allocation {

	private Allocation() {
	}

	/** @return bytes that this thread allocates in {@code work} */
	static long of(Callable<?> work) throws Exception {
		long before = soFar();
		work.call();
		return soFar() - before;
	}

	/** The type that tells is not exported to bundles, but is there in each JVM of OpenJDK. */
	private static long soFar() throws Exception {
		Class<?> type = Class.forName("com.sun.management.ThreadMXBean", false, ClassLoader.getPlatformClassLoader());
		return (Long) type.getMethod("getCurrentThreadAllocatedBytes").invoke(ManagementFactory.getThreadMXBean());
	}
}
