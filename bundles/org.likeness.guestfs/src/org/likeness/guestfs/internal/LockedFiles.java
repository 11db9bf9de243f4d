/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The image files that this process has locked. They must not be opened again: closing any channel to a file gives up all
 * of the process's locks on it (fcntl(2)). What they rest on is kept here instead. A file is its device and inode.
 */
public final class LockedFiles {

	/** Reads a file's names. */
	interface Reading {
		List<String> read() throws IOException;
	}

	private static final Map<Object, Optional<List<String>>> LOCKED = new HashMap<>();
	private static final Map<Object, Integer> BEING_READ = new HashMap<>();

	private LockedFiles() {
	}

	/**
	 * To be called before it is locked: waits until nobody in this process reads it.
	 *
	 * @param names what it rests on; empty if that can't be told
	 */
	public static void add(Object key, Optional<List<String>> names) throws IOException {
		synchronized (LOCKED) {
			while (BEING_READ.containsKey(key)) {
				try {
					LOCKED.wait();
				} catch (InterruptedException e) {
					Thread.currentThread().interrupt();
					throw new InterruptedIOException("interrupted while another thread read the file");
				}
			}
			LOCKED.put(key, names);
		}
	}

	/** To be called once its lock is given up. */
	public static void remove(Object key) {
		synchronized (LOCKED) {
			LOCKED.remove(key);
		}
	}

	/**
	 * @return what it rests on, read only if this process has not locked it
	 * @throws IOException if that can't be told
	 */
	static List<String> names(Object key, Reading reading) throws IOException {
		synchronized (LOCKED) {
			Optional<List<String>> names = LOCKED.get(key);
			if (names != null) {
				return names.orElseThrow(() -> new IOException("what it rests on could not be read"));
			}
			BEING_READ.merge(key, 1, Integer::sum);
		}
		try {
			return reading.read();
		} finally {
			synchronized (LOCKED) {
				BEING_READ.computeIfPresent(key, (file, count) -> count == 1 ? null : count - 1);
				LOCKED.notifyAll();
			}
		}
	}
}
