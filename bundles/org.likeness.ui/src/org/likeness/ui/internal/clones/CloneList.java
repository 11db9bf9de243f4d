/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.clones;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.eclipse.core.runtime.ListenerList;
import org.likeness.core.KnownClones;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.KnownClones.Measured;
import org.likeness.core.MachineException;
import org.likeness.guestfs.ImageInfo;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.ByteCount;

/** The known clones, as the views show them; read in the background. For the UI thread. */
public final class CloneList {

	/**
	 * One clone with what the table tells of it.
	 *
	 * @param known    the clone
	 * @param disk     its size
	 * @param likeness at the last comparison
	 * @param compared when that was; {@code null} if never
	 * @param history  the likeness at each comparison, oldest first
	 */
	public record Entry(KnownClone known, Disk disk, OptionalDouble likeness, Instant compared,
			List<Measured> history) {

		/** @return the image's file name */
		public String name() {
			return CloneList.name(known);
		}
	}

	/**
	 * How large a clone is.
	 *
	 * @param size  of its disk, for people; says so if the image is gone or can't be read
	 * @param bytes the same in bytes; {@code null} if it is not known
	 * @param file  what the image file is, for people; {@code null} if that is not known
	 */
	public record Disk(String size, Long bytes, String file) {
	}

	private static final CloneList INSTANCE = new CloneList();

	private final ListenerList<Runnable> listeners = new ListenerList<>();
	private List<Entry> entries;

	private CloneList() {
	}

	/** @return the one list */
	public static CloneList get() {
		return INSTANCE;
	}

	/** @return the file name of a clone's image */
	public static String name(KnownClone clone) {
		Path name = clone.image().getFileName();
		return name == null ? clone.image().toString() : name.toString();
	}

	/** @return the clones, by image; {@code null} as long as they have not been read yet */
	public List<Entry> entries() {
		return entries;
	}

	/** Calls {@code listener} whenever the clones have been read anew. */
	public void addListener(Runnable listener) {
		listeners.add(listener);
	}

	/** Stops calling {@code listener}. */
	public void removeListener(Runnable listener) {
		listeners.remove(listener);
	}

	/** Reads the clones anew, in the background; from any thread. */
	public void refresh() {
		Background.run("The known clones can't be read", CloneList::read, read -> {
			entries = read;
			listeners.forEach(Runnable::run);
		});
	}

	/** Adds a clone, or replaces what is known of the same image, in the background; then runs {@code then}. */
	public void put(KnownClone clone, Runnable then) {
		Background.run("The clone can't be added to the known ones", () -> KnownClones.ofUser().put(clone), () -> {
			refresh();
			then.run();
		});
	}

	/** Forgets a clone in the background. Its image stays. */
	public void forget(KnownClone clone) {
		Background.run("The clone can't be forgotten", () -> KnownClones.ofUser().forget(clone.image()),
				this::refresh);
	}

	private static List<Entry> read() throws IOException {
		KnownClones known = KnownClones.ofUser();
		List<Entry> entries = new ArrayList<>();
		for (KnownClone clone : known.list()) {
			List<Measured> history = known.likeness(clone.image());
			Measured last = history.isEmpty() ? null : history.get(history.size() - 1);
			entries.add(new Entry(clone, disk(clone.image()), last == null ? OptionalDouble.empty() : last.overall(),
					last == null ? null : last.when(), history));
		}
		return entries;
	}

	private static Disk disk(Path image) {
		if (Files.isDirectory(image)) {
			return new Disk("folder", null, null);
		}
		if (!Files.exists(image)) {
			return new Disk("not there", null, null);
		}
		try {
			ImageInfo info = ImageInfo.read(image);
			return new Disk(ByteCount.text(info.virtualSize()), info.virtualSize(),
					info.format() + " file of " + ByteCount.text(info.fileSize()));
		} catch (MachineException e) {
			return new Disk("unreadable", null, null);
		}
	}
}
