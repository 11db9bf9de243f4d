/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;
import org.likeness.laptop.internal.DigestCache;
import org.likeness.laptop.internal.FileOpener;

/** Digests are those of {@code sha256sum}; what is proven to be unchanged is not read again, and nothing else is. */
class DigestTest {

	@TempDir
	Path scratch;
	private Path root;
	private Path cacheFile;
	private final AtomicInteger opened = new AtomicInteger();
	/** Long after the files were made. */
	private final AtomicLong now = new AtomicLong(
			TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) + TimeUnit.HOURS.toNanos(1));

	@BeforeEach
	void makeRoot() throws Exception {
		root = Files.createDirectory(scratch.resolve("root"));
		cacheFile = scratch.resolve("cache/laptop-digests");
		Shell.run(root,
				"mkdir d; for i in 1 2 3 4 5 6 7 8; do head -c ${i}00000 /dev/urandom > d/$i; done; touch empty");
	}

	/** A new machine each time, as at the next start of Likeness. */
	private FolderMachine machine() {
		FileOpener counting = path -> {
			opened.incrementAndGet();
			return FileOpener.REGULAR.open(path);
		};
		return new FolderMachine("test", "test", root, counting, new DigestCache(cacheFile, now::get));
	}

	private List<FileEntry> files() throws Exception {
		return new FolderMachine("test", "test", root)
				.survey(SurveyRequest.of(List.of(Want.tree(MachinePath.ROOT, List.of()))), new NullProgressMonitor())
				.entries().stream().filter(FileEntry::isFile).toList();
	}

	private Map<String, String> digest() throws Exception {
		opened.set(0);
		return text(machine().digest(files(), new NullProgressMonitor()));
	}

	private static Map<String, String> text(Map<MachinePath, Digest> digests) {
		Map<String, String> text = new TreeMap<>();
		digests.forEach((path, digest) -> text.put(path.toString(), digest.toString()));
		return text;
	}

	private Map<String, String> oracle() throws Exception {
		Map<String, String> text = new TreeMap<>();
		Shell.run(root, "find . -type f -exec sha256sum {} +").lines()
				.forEach(line -> text.put(line.substring(67), line.substring(0, 64)));
		return text;
	}

	@Test
	void areThoseOfSha256sum() throws Exception {
		assertEquals(9, oracle().size());
		assertEquals(oracle(), digest());
	}

	@Test
	void unchangedFilesAreNotReadAgain() throws Exception {
		digest();
		assertEquals(9, opened.get());
		assertEquals(oracle(), digest());
		assertEquals(0, opened.get());
	}

	@Test
	void aChangeIsNoticedThoughMtimeAndSizeAreSetBack() throws Exception {
		Map<String, String> before = digest();
		Shell.run(root,
				"touch -r d/3 ../stamp; printf X | dd of=d/3 bs=1 seek=5 conv=notrunc status=none; touch -r ../stamp d/3");
		assertEquals(Files.getLastModifiedTime(scratch.resolve("stamp")),
				Files.getLastModifiedTime(root.resolve("d/3")));
		Map<String, String> after = digest();
		assertEquals(1, opened.get());
		assertEquals(oracle(), after);
		assertTrue(!before.get("/d/3").equals(after.get("/d/3")));
	}

	@Test
	void anotherFileInTheSamePlaceIsNoticed() throws Exception {
		digest();
		Shell.run(root,
				"cp -p d/4 d/new; printf X | dd of=d/new bs=1 conv=notrunc status=none; touch -r d/4 d/new; mv d/new d/4");
		assertEquals(oracle(), digest());
		assertEquals(1, opened.get());
	}

	@Test
	void aFileThatHasNotSettledIsReadAgain() throws Exception {
		now.addAndGet(-TimeUnit.HOURS.toNanos(1) + TimeUnit.SECONDS.toNanos(20));
		digest();
		assertEquals(oracle(), digest());
		assertEquals(9, opened.get());
		now.addAndGet(TimeUnit.MINUTES.toNanos(1));
		digest();
		digest();
		assertEquals(0, opened.get());
	}

	@Test
	void aDamagedCacheCountsAsNone() throws Exception {
		digest();
		byte[] bytes = Files.readAllBytes(cacheFile);
		for (int at : new int[] { 0, 5, 9, 13, 60, bytes.length / 2, bytes.length - 1 }) {
			byte[] damaged = bytes.clone();
			damaged[at] ^= 0x41;
			Files.write(cacheFile, damaged);
			assertEquals(oracle(), digest(), "byte " + at);
			assertEquals(9, opened.get(), "byte " + at);
		}
		Files.write(cacheFile, java.util.Arrays.copyOf(bytes, bytes.length / 2));
		digest();
		assertEquals(9, opened.get());
		assertEquals("rw-------", java.nio.file.attribute.PosixFilePermissions.toString(
				Files.getPosixFilePermissions(cacheFile)));
	}

	@Test
	void whatNobodyAsksForIsForgotten() throws Exception {
		digest();
		long full = Files.size(cacheFile);
		now.addAndGet(TimeUnit.DAYS.toNanos(50));
		machine().digest(files().subList(0, 2), new NullProgressMonitor());
		assertEquals(full, Files.size(cacheFile));
		now.addAndGet(TimeUnit.DAYS.toNanos(50));
		machine().digest(files().subList(0, 2), new NullProgressMonitor());
		assertTrue(Files.size(cacheFile) < full / 2);
	}

	@Test
	void aFileThatCannotBeReadHasNone() throws Exception {
		List<FileEntry> files = files();
		Shell.run(root, "rm d/1");
		FileOpener denying = path -> {
			if (path.endsWith("2")) {
				throw new AccessDeniedException(path.toString());
			}
			return FileOpener.REGULAR.open(path);
		};
		FolderMachine machine = new FolderMachine("test", "test", root, denying, new DigestCache(cacheFile, now::get));
		Map<String, String> expected = oracle();
		expected.remove("/d/2");
		assertEquals(expected, text(machine.digest(files, new NullProgressMonitor())));
	}

	@Test
	void aFileThatDoesNotKeepStillHasNone() throws Exception {
		FileOpener growing = path -> {
			if (path.endsWith("5")) {
				Files.write(path, new byte[1], java.nio.file.StandardOpenOption.APPEND);
			}
			return FileOpener.REGULAR.open(path);
		};
		FolderMachine machine = new FolderMachine("test", "test", root, growing, new DigestCache(cacheFile, now::get));
		assertEquals(8, machine.digest(files(), new NullProgressMonitor()).size());
	}

	@Test
	void cancelEndsItInTheMiddleOfAFile() throws Exception {
		NullProgressMonitor monitor = new NullProgressMonitor();
		AtomicLong read = new AtomicLong();
		FileOpener endless = path -> new InputStream() {
			@Override
			public int read() throws IOException {
				return 0;
			}

			@Override
			public int read(byte[] buffer, int offset, int length) {
				if (read.incrementAndGet() == 100) {
					monitor.setCanceled(true);
				}
				return length;
			}
		};
		FolderMachine machine = new FolderMachine("test", "test", root, endless, null);
		List<FileEntry> files = files();
		assertThrows(OperationCanceledException.class, () -> machine.digest(files, monitor));
		assertTrue(read.get() < 1000, read + " buffers were read, and 100 before it was cancelled");
	}
}
