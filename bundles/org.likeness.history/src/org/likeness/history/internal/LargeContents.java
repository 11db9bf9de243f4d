/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.likeness.core.Digest;

/** Contents that are too large for Git, each once, by their digest: the object store of Git LFS. */
final class LargeContents {

	private static final String PREFIX = "keep";
	private static final String SUFFIX = ".tmp";
	private static final Pattern OWN = Pattern.compile(PREFIX + "\\d+" + Pattern.quote(SUFFIX));

	private final Path folder;

	/** @param repository the Git repository that it belongs to */
	LargeContents(Path repository) {
		this.folder = repository.resolve("lfs");
	}

	/** @return what was stored; durable when this returns */
	LargePointer store(InputStream content) throws IOException {
		Path temporaries = folder.resolve("tmp");
		DurableFolder.create(temporaries);
		Path temporary = Files.createTempFile(temporaries, PREFIX, SUFFIX);
		try {
			MessageDigest computation = Digest.computation();
			long size;
			try (OutputStream out = new DigestOutputStream(new SparseOutput(temporary), computation)) {
				size = content.transferTo(out);
			}
			LargePointer pointer = new LargePointer(Digest.of(computation.digest()), size);
			Path target = path(pointer.digest());
			if (Files.notExists(target) || Files.size(target) != size) {
				DurableFolder.sync(temporary);
				DurableFolder.create(target.getParent());
				Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
				DurableFolder.sync(target.getParent());
			}
			return pointer;
		} finally {
			Files.deleteIfExists(temporary);
		}
	}

	/** Removes what writers that were killed have left; Git LFS itself has files of other names there. */
	void clean() throws IOException {
		Path temporaries = folder.resolve("tmp");
		if (Files.isDirectory(temporaries, LinkOption.NOFOLLOW_LINKS)) {
			List<Path> left;
			try (Stream<Path> files = Files.list(temporaries)) {
				left = files.filter(file -> OWN.matcher(file.getFileName().toString()).matches()
						&& Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList();
			}
			for (Path file : left) {
				Files.deleteIfExists(file);
			}
		}
	}

	boolean holds(LargePointer pointer) {
		try {
			return Files.size(path(pointer.digest())) == pointer.size();
		} catch (IOException e) {
			return false;
		}
	}

	InputStream open(LargePointer pointer) throws IOException {
		return Files.newInputStream(path(pointer.digest()));
	}

	private Path path(Digest digest) {
		String hex = digest.toString();
		return folder.resolve(Path.of("objects", hex.substring(0, 2), hex.substring(2, 4), hex));
	}
}
