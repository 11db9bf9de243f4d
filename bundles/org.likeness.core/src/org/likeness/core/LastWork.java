/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Work that should not be cut off when this process is told to end (Ctrl-C, SIGTERM, SIGHUP): the JVM waits for it. It
 * must be short, or what is left of it must be useful whenever a kill or a power cut ends it all the same.
 */
public final class LastWork implements AutoCloseable {

	/** Who ends a computer waits no longer for a process before it is killed. */
	private static final long MOST_MINUTES = 10;

	private static final Set<LastWork> UNDER_WAY = new LinkedHashSet<>();
	private static boolean waits;

	private final String sentence;

	private LastWork(String sentence) {
		this.sentence = sentence;
	}

	/**
	 * @param sentence what the process waits for when it is told to end, for people
	 * @return the work, to be closed when it is done, whatever came of it
	 */
	public static LastWork begin(String sentence) {
		LastWork work = new LastWork(sentence);
		synchronized (UNDER_WAY) {
			UNDER_WAY.add(work);
			if (!waits) {
				waits = true;
				waitAtExit();
			}
		}
		return work;
	}

	private static void waitAtExit() {
		try {
			Runtime.getRuntime().addShutdownHook(new Thread(LastWork::await, "wait for the last work"));
		} catch (IllegalStateException e) {
			return; // the JVM is ending already, and may be faster
		}
	}

	/** @return what has to be done before the process ends; empty if there is nothing */
	public static Optional<String> underWay() {
		synchronized (UNDER_WAY) {
			return UNDER_WAY.stream().findFirst().map(work -> work.sentence);
		}
	}

	private static void await() {
		long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MOST_MINUTES);
		synchronized (UNDER_WAY) {
			try {
				while (!UNDER_WAY.isEmpty() && System.nanoTime() < end) {
					TimeUnit.NANOSECONDS.timedWait(UNDER_WAY, end - System.nanoTime());
				}
			} catch (InterruptedException e) {
				Thread.currentThread().interrupt();
			}
		}
	}

	@Override
	public void close() {
		synchronized (UNDER_WAY) {
			UNDER_WAY.remove(this);
			UNDER_WAY.notifyAll();
		}
	}
}
