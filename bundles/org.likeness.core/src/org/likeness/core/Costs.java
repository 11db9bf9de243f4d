/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.LinkedHashMap;
import java.util.Map;

/** Wall time by phase (appliance start, walk, digest, read…), for the benchmark and for people who ask why. */
public final class Costs {

	private final Map<String, Long> nanos = new LinkedHashMap<>();

	/** A phase under way; closing it adds its time. */
	public interface Phase extends AutoCloseable {
		@Override
		void close();
	}

	/** Starts a phase, to be closed when it is over. */
	public Phase start(String phase) {
		long begin = System.nanoTime();
		return () -> add(phase, System.nanoTime() - begin);
	}

	/** Adds time to a phase. */
	public synchronized void add(String phase, long duration) {
		nanos.merge(phase, duration, Long::sum);
	}

	/** @return nanoseconds by phase, in the order in which the phases first ended */
	public synchronized Map<String, Long> nanos() {
		return new LinkedHashMap<>(nanos);
	}
}
