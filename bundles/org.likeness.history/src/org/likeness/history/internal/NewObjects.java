/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PackParser;

/**
 * Objects on their way into a repository. Few become loose objects, many become one pack, as with {@code git
 * receive-pack} (its {@code receive.unpackLimit} is 100 too): thousands of files, each with an fsync of its own, would
 * take minutes. Nothing is in the repository before {@link #flush}, and all is durable after it.
 */
final class NewObjects implements AutoCloseable {

	private static final String SPOOL_PREFIX = "likeness-";
	private static final String SPOOL_SUFFIX = ".pack";
	private static final Pattern SPOOL = Pattern.compile(SPOOL_PREFIX + "\\d+" + Pattern.quote(SPOOL_SUFFIX));

	private static final int MOST_LOOSE = 100;
	private static final int MOST_LOOSE_BYTES = 8 << 20;
	private static final int PACK_VERSION = 2;
	private static final int PACK_HEADER = 12;

	private record Small(int type, byte[] data) {
	}

	private final Repository repository;
	private final Path folder;
	private final ObjectReader reader;
	private final ObjectInserter.Formatter ids = new ObjectInserter.Formatter();
	private final Deflater deflater = new Deflater();
	private final Set<ObjectId> added = new HashSet<>();
	/** All of them, as long as they are few. */
	private final List<Small> few = new ArrayList<>();
	private long bytes;
	private int count;
	/** A pack in the making; {@code null} as long as they are few. */
	private Path spool;
	private OutputStream out;
	/** Whether the pack could not be written to its end. */
	private boolean broken;

	NewObjects(Repository repository) {
		this.repository = repository;
		this.folder = repository.getDirectory().toPath();
		this.reader = repository.newObjectReader();
	}

	/** @return whether a file in a repository's folder is what a writer that was killed has left */
	static boolean isSpool(Path file) {
		return SPOOL.matcher(file.getFileName().toString()).matches()
				&& Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
	}

	/** @return the object's id; it is added unless it is there already */
	ObjectId add(int type, byte[] data) throws IOException {
		ObjectId id = ids.idFor(type, data);
		if (added.contains(id) || reader.has(id)) {
			return id;
		}
		boolean wasBroken = broken;
		broken = true;
		if (wasBroken) {
			throw new IOException("an earlier object could not be written");
		}
		added.add(id);
		count++;
		bytes += data.length;
		if (out == null && count <= MOST_LOOSE && bytes <= MOST_LOOSE_BYTES) {
			few.add(new Small(type, data));
			broken = false;
			return id;
		}
		if (out == null) {
			spool = Files.createTempFile(folder, SPOOL_PREFIX, SPOOL_SUFFIX);
			out = new BufferedOutputStream(Files.newOutputStream(spool), 1 << 16);
			out.write(new byte[PACK_HEADER]);
			for (Small small : few) {
				pack(small.type(), small.data());
			}
			few.clear();
		}
		pack(type, data);
		broken = false;
		return id;
	}

	/**
	 * Writes an object as packs hold it.
	 *
	 * @see <a href="https://git-scm.com/docs/gitformat-pack">gitformat-pack</a>
	 */
	private void pack(int type, byte[] data) throws IOException {
		long rest = data.length >>> 4;
		int head = type << 4 | data.length & 0x0f;
		while (rest != 0) {
			out.write(head | 0x80);
			head = (int) (rest & 0x7f);
			rest >>>= 7;
		}
		out.write(head);
		deflater.reset();
		DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 1 << 13);
		deflated.write(data);
		deflated.finish();
	}

	/** Puts all objects into the repository, durably. */
	void flush() throws IOException {
		if (broken) {
			throw new IOException("an object could not be written");
		}
		HistoryRepository.beDurable(repository);
		if (out != null) {
			out.close();
			out = null;
			finishPack();
			try (ObjectInserter inserter = repository.newObjectInserter();
					InputStream in = new BufferedInputStream(Files.newInputStream(spool), 1 << 16)) {
				PackParser parser = inserter.newPackParser(in);
				parser.setObjectChecker(new ObjectChecker());
				parser.parse(NullProgressMonitor.INSTANCE);
			}
			DurableFolder.sync(folder.resolve("objects/pack"));
			Files.delete(spool);
		} else if (!few.isEmpty()) {
			Set<Path> folders = new HashSet<>();
			folders.add(folder.resolve("objects"));
			try (ObjectInserter inserter = repository.newObjectInserter()) {
				for (Small small : few) {
					ObjectId id = inserter.insert(small.type(), small.data());
					folders.add(folder.resolve("objects").resolve(id.name().substring(0, 2)));
				}
				inserter.flush();
			}
			for (Path changed : folders) {
				DurableFolder.sync(changed);
			}
		}
		added.clear();
		few.clear();
		bytes = 0;
		count = 0;
	}

	private void finishPack() throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(spool.toFile(), "rw")) {
			ByteBuffer header = ByteBuffer.allocate(PACK_HEADER);
			header.put(Constants.PACK_SIGNATURE).putInt(PACK_VERSION).putInt(count);
			file.write(header.array());
			file.seek(0);
			MessageDigest digest = Constants.newMessageDigest();
			byte[] buffer = new byte[1 << 16];
			for (int read = file.read(buffer); read >= 0; read = file.read(buffer)) {
				digest.update(buffer, 0, read);
			}
			file.write(digest.digest());
		}
	}

	/** Forgets what was not flushed. */
	@Override
	public void close() {
		reader.close();
		ids.close();
		deflater.end();
		try {
			if (out != null) {
				out.close();
			}
			if (spool != null) {
				Files.deleteIfExists(spool);
			}
		} catch (IOException e) {
			// What is left is removed before the next writing.
			spool = null;
		}
	}
}
