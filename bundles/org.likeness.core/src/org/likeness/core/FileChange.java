/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * What one path of a machine is to become, and what it was when that was decided. Whoever applies it stops before
 * writing anything if a path is no more what it was.
 *
 * @param path    which path; no folder above it may be a symlink
 * @param before  what was there; {@code null} if nothing was
 * @param after   what is to be there; {@code null} to remove it. Its size counts for nothing. A folder is removed only
 *                if it is empty by then
 * @param content where the contents of a file come from; {@code null} if they stay as they are, and for anything but a
 *                file
 */
public record FileChange(MachinePath path, FileEntry before, FileEntry after, Content content) {

	/** Where the contents of a file come from. */
	public sealed interface Content {

		/** @return how many bytes there will be, as far as is known now */
		long size();

		/** @return how many of them have to be written: holes, and the contents of another name, need not be */
		default long written() {
			return size();
		}
	}

	/**
	 * Contents that were made for the plan: a settings file with some of its settings replaced.
	 *
	 * @param bytes the contents; not to be changed any more
	 */
	public record Made(byte[] bytes) implements Content {
		@Override
		public long size() {
			return bytes.length;
		}

		@Override
		public boolean equals(Object other) {
			return other instanceof Made made && Arrays.equals(bytes, made.bytes);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(bytes);
		}
	}

	/**
	 * Contents of a file of the source machine, which stream from there when the plan is run.
	 *
	 * @param file    the file there
	 * @param written how many bytes of it are no holes, as far as is known now
	 * @param sameAs  a path of the target that will be the same file (a hard link): one that is there and stays, or one
	 *                that is copied from the same file and comes before; {@code null} if there is none. Where the two stand
	 *                on different file systems each is a file of its own
	 */
	public record Copied(FileEntry file, long written, MachinePath sameAs) implements Content {

		/** Makes the contents of a file that has no holes and no other name. */
		public Copied(FileEntry file) {
			this(file, file.size(), null);
		}

		@Override
		public long size() {
			return file.size();
		}
	}

	/** What is done to a path. */
	public enum Kind {
		/** It is new, or gets other contents or another type. */
		WRITE,
		/** It gets other permissions, attributes, another owner or another time only. */
		ATTRIBUTES,
		/** It goes. */
		REMOVE;

		/** @return as the command line spells it */
		public String word() {
			return name().toLowerCase(java.util.Locale.ROOT);
		}
	}

	public FileChange {
		Objects.requireNonNull(path);
		if (before == null && after == null) {
			throw new IllegalArgumentException("nothing changes: " + path);
		}
		if (content != null && (after == null || !after.isFile())) {
			throw new IllegalArgumentException("contents belong to a file: " + path);
		}
		if (content == null && after != null && after.isFile() && (before == null || !before.isFile())) {
			throw new IllegalArgumentException("a new file needs contents: " + path);
		}
	}

	/** @return whether the other one does the same; of what is made for a plan, the time of the plan does not count */
	boolean isSameAs(FileChange other) {
		boolean made = !(content instanceof Copied);
		return path.equals(other.path) && Objects.equals(before, other.before)
				&& Objects.equals(source(content), source(other.content))
				&& Objects.equals(made ? timeless(after) : after, made ? timeless(other.after) : other.after);
	}

	/** How much of a file is a hole may change by itself. */
	private static Content source(Content content) {
		return content instanceof Copied copied ? new Copied(copied.file(), 0, copied.sameAs()) : content;
	}

	private static FileEntry timeless(FileEntry entry) {
		return entry == null ? null
				: new FileEntry(entry.path(), entry.type(), entry.mode(), entry.uid(), entry.gid(), entry.size(), 0,
						entry.linkTarget(), entry.attributes());
	}

	/** @return what is done to the path */
	public Kind kind() {
		if (after == null) {
			return Kind.REMOVE;
		}
		boolean written = content != null || before == null || before.type() != after.type()
				|| after.type() == FileType.SYMLINK;
		return written ? Kind.WRITE : Kind.ATTRIBUTES;
	}

	/** @return how many bytes have to be written for it */
	public long bytes() {
		return Optional.ofNullable(content).map(Content::written).orElse(0L);
	}
}
