/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

import org.likeness.core.Digest;
import org.likeness.core.Name;

/**
 * The digests of files of the laptop, each under the {@linkplain FileStamp stamp} that the file had when it was read.
 * A digest is given back only while the file still has that stamp.
 * <p>
 * A stamp proves nothing about a file that changed just before it was read: the next change could leave the same times.
 * Times are as coarse as 2 s (FAT), and a program that writes through a memory map changes the times only at its first
 * write to a page, until the kernel has written that page to disk: 30 s later, and it looks for such pages every 5 s
 * (vm.dirty_expire_centisecs, vm.dirty_writeback_centisecs). So a digest is kept only if the file was older than that.
 * <p>
 * The file: a header, records of real path, device, inode, size, mtime, ctime, digest and the day of the last use, and
 * a CRC-32C of it all. It is replaced as a whole; a damaged one counts as none. May be used by several threads.
 */
public final class DigestCache {

	/** How old a file's last change must be before its stamp proves anything, in nanoseconds. */
	static final long SETTLED = TimeUnit.SECONDS.toNanos(40);
	/** Days after which a digest that nobody asked for is forgotten. */
	static final int KEPT_DAYS = 60;

	private static final int MAGIC = 0x4c4b4447;
	/** Those of version 1 may be of secrets. */
	private static final int VERSION = 2;
	private static final int MAX_PATH = 1 << 16;

	private record Known(FileStamp stamp, Digest digest, int day) {
	}

	private final Path file;
	private final LongSupplier now;
	private Map<Name, Known> known;
	private boolean changed;

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
		Name name = NativeNames.name(real);
		Known found = known().get(name);
		if (found == null || !found.stamp().sameContents(stamp)) {
			return null;
		}
		if (found.day() != today()) {
			known.put(name, new Known(found.stamp(), found.digest(), today()));
			changed = true;
		}
		return found.digest();
	}

	/**
	 * @param stamp   the stamp that the file had before and after it was read
	 * @param readAt  when the read began, by {@link #now()}
	 */
	public synchronized void put(Path real, FileStamp stamp, Digest digest, long readAt) {
		if (Math.max(stamp.mtime(), stamp.ctime()) <= readAt - SETTLED) {
			known().put(NativeNames.name(real), new Known(stamp, digest, today()));
			changed = true;
		}
	}

	/** Writes what is new, and lets go of the memory. What can't be written is found out again next time. */
	public synchronized void save() {
		if (changed) {
			try {
				write();
			} catch (IOException e) {
				// A cache that can't be written costs time, never a wrong answer: what is there stays as it was.
				changed = false;
			}
		}
		known = null;
		changed = false;
	}

	private int today() {
		return (int) TimeUnit.NANOSECONDS.toDays(now.getAsLong());
	}

	private Map<Name, Known> known() {
		if (known == null) {
			known = read();
		}
		return known;
	}

	private Map<Name, Known> read() {
		Map<Name, Known> found = new HashMap<>();
		try (CheckedInputStream checked = new CheckedInputStream(
				new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32C());
				DataInputStream in = new DataInputStream(checked)) {
			if (in.readInt() != MAGIC || in.readInt() != VERSION) {
				return new HashMap<>();
			}
			for (int left = in.readInt(); left > 0; left--) {
				int length = in.readInt();
				if (length < 0 || length > MAX_PATH) {
					return new HashMap<>();
				}
				Name path = Name.ofBytes(in.readNBytes(length));
				FileStamp stamp = new FileStamp(0, 0, 0, in.readLong(), in.readLong(), in.readLong(), in.readLong(),
						in.readLong(), 1);
				found.put(path, new Known(stamp, Digest.of(in.readNBytes(Digest.LENGTH)), in.readInt()));
			}
			long sum = checked.getChecksum().getValue();
			return in.readLong() == sum ? found : new HashMap<>();
		} catch (IOException | RuntimeException e) {
			return new HashMap<>();
		}
	}

	private void write() throws IOException {
		known.values().removeIf(entry -> today() - entry.day() > KEPT_DAYS);
		Files.createDirectories(file.getParent());
		Path temporary = Files.createTempFile(file.getParent(), file.getFileName().toString(), ".part",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		try {
			try (CheckedOutputStream checked = new CheckedOutputStream(
					new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16), new CRC32C());
					DataOutputStream out = new DataOutputStream(checked)) {
				out.writeInt(MAGIC);
				out.writeInt(VERSION);
				out.writeInt(known.size());
				for (Map.Entry<Name, Known> entry : known.entrySet()) {
					write(entry.getKey(), entry.getValue(), out);
				}
				out.writeLong(checked.getChecksum().getValue());
			}
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
		} finally {
			Files.deleteIfExists(temporary);
		}
	}

	private static void write(Name path, Known entry, DataOutputStream out) throws IOException {
		byte[] bytes = path.raw().getBytes(StandardCharsets.ISO_8859_1);
		out.writeInt(bytes.length);
		out.write(bytes);
		FileStamp stamp = entry.stamp();
		for (long number : new long[] { stamp.dev(), stamp.ino(), stamp.size(), stamp.mtime(), stamp.ctime() }) {
			out.writeLong(number);
		}
		out.write(entry.digest().bytes());
		out.writeInt(entry.day());
	}
}
