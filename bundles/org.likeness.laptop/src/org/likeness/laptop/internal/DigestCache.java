/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

import org.likeness.core.Digest;

/**
 * The digests of files of the laptop, each under the {@linkplain FileStamp stamp} that the file had when it was read.
 * A digest is given back only while the file still has that stamp.
 * <p>
 * A stamp proves nothing about a file that changed just before it was read: the next change could leave the same times.
 * Times are as coarse as 2 s (FAT), and a program that writes through a memory map changes the times only at its first
 * write to a page, until the kernel has written that page to disk: 30 s later, and it looks for such pages every 5 s
 * (vm.dirty_expire_centisecs, vm.dirty_writeback_centisecs). So a digest is kept only if the file was older than that.
 * <p>
 * The file: a header, records of a fixed length (a hash of the real path, device, inode, size, mtime, ctime, the day of
 * the last use, digest), and a CRC-32C of it all. There may be a million records, so they stay in the file, and what is
 * new goes straight into the next one. It is replaced as a whole; a damaged one counts as none. May be used by several
 * threads.
 */
public final class DigestCache {

	/** How old a file's last change must be before its stamp proves anything, in nanoseconds. */
	static final long SETTLED = TimeUnit.SECONDS.toNanos(40);
	/** Days after which a digest that nobody asked for is forgotten. */
	static final int KEPT_DAYS = 60;

	private static final int MAGIC = 0x4c4b4447;
	/** Those of version 1 may be of secrets. */
	private static final int VERSION = 3;
	private static final int HEADER = 2 * Integer.BYTES;
	private static final int DAY = 6 * Long.BYTES;
	private static final int DIGEST = DAY + Integer.BYTES;
	private static final int RECORD = DIGEST + Digest.LENGTH;

	private final Path file;
	private final LongSupplier now;
	private Records known;
	private Next next;
	private boolean used;

	/** @param file where to keep them; need not exist */
	public DigestCache(Path file) {
		this(file, () -> TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()));
	}

	/** @param now nanoseconds since 1970 */
	public DigestCache(Path file, LongSupplier now) {
		this.file = file;
		this.now = now;
	}

	/** @return the time by which a file is settled or not, to be taken before it is read */
	public long now() {
		return now.getAsLong();
	}

	/** @return the digest of the file at that real path; {@code null} if it must be read */
	public synchronized Digest get(Path real, FileStamp stamp) {
		int record = known().find(key(real, stamp));
		if (record < 0) {
			return null;
		}
		used |= known.day(record) != today();
		known.inUse.set(record);
		return known.digest(record);
	}

	/**
	 * @param stamp   the stamp that the file had before and after it was read
	 * @param readAt  when the read began, by {@link #now()}
	 */
	public synchronized void put(Path real, FileStamp stamp, Digest digest, long readAt) {
		if (Math.max(stamp.mtime(), stamp.ctime()) > readAt - SETTLED) {
			return;
		}
		long[] key = key(real, stamp);
		int before = known().findPath(key[0]);
		if (before >= 0) {
			known.replaced.set(before);
		}
		try {
			if (next == null) {
				next = new Next(file);
			}
			next.add(key, today(), digest.bytes());
		} catch (IOException e) {
			// A cache that can't be written costs time, never a wrong answer.
			discard();
		}
	}

	/** Writes what is new, and lets go of the memory. What can't be written is found out again next time. */
	public synchronized void save() {
		try {
			if (next == null && used) {
				next = new Next(file);
			}
			if (next != null) {
				known().copyTo(next, today());
				next.publish(file);
			}
		} catch (IOException e) {
			// What is there stays as it was.
			used = false;
		} finally {
			discard();
			known = null;
			used = false;
		}
	}

	private void discard() {
		if (next != null) {
			next.close();
			next = null;
		}
	}

	private int today() {
		return (int) TimeUnit.NANOSECONDS.toDays(now.getAsLong());
	}

	private static long[] key(Path real, FileStamp stamp) {
		// 64 bits of a path that has to have this inode and these times too.
		long hash = 0xcbf29ce484222325L;
		String raw = NativeNames.name(real).raw();
		for (int i = 0; i < raw.length(); i++) {
			hash = (hash ^ raw.charAt(i)) * 0x100000001b3L;
		}
		return new long[] { hash, stamp.dev(), stamp.ino(), stamp.size(), stamp.mtime(), stamp.ctime() };
	}

	private Records known() {
		if (known == null) {
			known = Records.read(file);
		}
		return known;
	}

	/** The records of a file, where they are, and a table to find them by the hashes of their paths. */
	private static final class Records {

		private final ByteBuffer bytes;
		private final int count;
		/** The number of a record and 1, from the place on that its hash names; 0 where there is none. */
		private final int[] table;
		private final BitSet inUse = new BitSet();
		private final BitSet replaced = new BitSet();

		private Records(ByteBuffer bytes, int count) {
			this.bytes = bytes;
			this.count = count;
			this.table = new int[Integer.highestOneBit(Math.max(4, count)) << 2];
			for (int i = 0; i < count; i++) {
				int place = place(bytes.getLong(start(i)));
				while (table[place] != 0) {
					place = place + 1 & table.length - 1;
				}
				table[place] = i + 1;
			}
		}

		static Records read(Path file) {
			try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
				long length = channel.size() - HEADER - Long.BYTES;
				if (length < 0 || length % RECORD != 0 || channel.size() > Integer.MAX_VALUE) {
					return none();
				}
				// Whoever writes it replaces it: what is mapped here stays as it is.
				ByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
				CRC32C sum = new CRC32C();
				sum.update(bytes.slice(0, HEADER + (int) length));
				boolean whole = bytes.getInt(0) == MAGIC && bytes.getInt(Integer.BYTES) == VERSION
						&& bytes.getLong(HEADER + (int) length) == sum.getValue();
				return whole ? new Records(bytes, (int) (length / RECORD)) : none();
			} catch (IOException e) {
				return none();
			}
		}

		private static Records none() {
			return new Records(ByteBuffer.allocate(0), 0);
		}

		private int place(long hash) {
			return (int) (hash ^ hash >>> 32) & table.length - 1;
		}

		private static int start(int record) {
			return HEADER + record * RECORD;
		}

		/** @return the record of the path of that hash; -1 if there is none */
		int findPath(long hash) {
			int place = place(hash);
			while (table[place] != 0) {
				int record = table[place] - 1;
				if (bytes.getLong(start(record)) == hash && !replaced.get(record)) {
					return record;
				}
				place = place + 1 & table.length - 1;
			}
			return -1;
		}

		/** @return the record of that path if the file still has that stamp; else -1 */
		int find(long[] key) {
			int record = findPath(key[0]);
			for (int i = 1; record >= 0 && i < key.length; i++) {
				if (bytes.getLong(start(record) + i * Long.BYTES) != key[i]) {
					return -1;
				}
			}
			return record;
		}

		int day(int record) {
			return bytes.getInt(start(record) + DAY);
		}

		Digest digest(int record) {
			byte[] digest = new byte[Digest.LENGTH];
			bytes.get(start(record) + DIGEST, digest);
			return Digest.of(digest);
		}

		void copyTo(Next next, int today) throws IOException {
			long[] key = new long[DAY / Long.BYTES];
			for (int i = 0; i < count; i++) {
				int day = inUse.get(i) ? today : day(i);
				if (!replaced.get(i) && today - day <= KEPT_DAYS) {
					for (int k = 0; k < key.length; k++) {
						key[k] = bytes.getLong(start(i) + k * Long.BYTES);
					}
					next.add(key, day, digest(i).bytes());
				}
			}
		}
	}

	/** The file that will replace the one that is read. */
	private static final class Next {

		private final Path temporary;
		private final CheckedOutputStream out;
		private final ByteBuffer record = ByteBuffer.allocate(RECORD);

		Next(Path file) throws IOException {
			Files.createDirectories(file.getParent());
			temporary = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part",
					PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
			OutputStream raw = Files.newOutputStream(temporary);
			out = new CheckedOutputStream(new BufferedOutputStream(raw, 1 << 16), new CRC32C());
			out.write(ByteBuffer.allocate(HEADER).putInt(MAGIC).putInt(VERSION).array());
		}

		void add(long[] key, int day, byte[] digest) throws IOException {
			record.clear();
			for (long number : key) {
				record.putLong(number);
			}
			out.write(record.putInt(day).put(digest).array());
		}

		void publish(Path file) throws IOException {
			out.write(ByteBuffer.allocate(Long.BYTES).putLong(out.getChecksum().getValue()).array());
			out.close();
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
		}

		void close() {
			try (out) {
				Files.deleteIfExists(temporary);
			} catch (IOException e) {
				// It is our own, in a folder of caches; the next one has another name.
				return;
			}
		}
	}
}
