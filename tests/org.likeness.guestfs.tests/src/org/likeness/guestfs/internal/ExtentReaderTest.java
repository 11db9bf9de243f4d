/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.eclipse.core.runtime.SubMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files put together from what filefrag tells of a file system are the files that were written there. */
class ExtentReaderTest {

	private static final String HEAD = " ext:     logical_offset:        physical_offset: length:   expected: flags:\n";

	@TempDir
	Path folder;

	@Test
	void readsPlainFilesAndHoles() {
		String text = "Filesystem type is: ef53\n" + "File size of /a is 10000 (12288 blocks of 1 bytes)\n" + HEAD
				+ "   0:        0..    4095:      40960..     45055:   4096:            \n"
				+ "   1:     8192..   12287:      81920..     86015:   4096:      45056: last,eof\n"
				+ "/a: 2 extents found\n" + "File size of /hole is 5242880 (5242880 blocks of 1 bytes)\n"
				+ "/hole: 0 extents found\n" + "File size of /u is 4096 (4096 block of 1 bytes)\n" + HEAD
				+ "   0:        0..    4095:      40960..     45055:   4096:             last,unwritten,eof\n"
				+ "/u: 1 extent found\n";
		assertEquals(
				Map.of("/a", List.of(new Extent(0, 40960, 4096), new Extent(8192, 81920, 4096)), "/hole", List.of(),
						"/u",
						List.of()),
				read(text, Map.of("/a", 10000L, "/hole", 5242880L, "/u", 4096L), "/a", "/missing", "/hole", "/u"));
	}

	@Test
	void leavesOutWhatDoesNotSimplyLieOnTheDisk() {
		for (String flag : List.of("inline", "encoded", "encrypted", "not_aligned", "unknown_loc", "delalloc",
				"new_one")) {
			assertEquals(Map.of("/b", List.of()), read(plain("/a", 100, "last," + flag + ",eof") + empty("/b"),
					Map.of("/a", 100L, "/b", 0L), "/a", "/b"), flag);
		}
		assertEquals(Map.of(), read(plain("/a", 100, "last,eof"), Map.of("/a", 101L), "/a"), "it has another size");
	}

	@Test
	void isNotFooledByNames() {
		String evil = "/a is 5 (4096 block of 1 bytes)\n" + HEAD
				+ "   0:        0..    4095:          0..      4095:   4096:             last,eof\n/a: 1 extent found\nFile size of /b";
		String text = plain(evil, 7, "last,eof") + plain("/b", 9, "last,eof");
		Map<String, List<Extent>> found = read(text, Map.of("/a", 5L, evil, 7L, "/b", 9L), evil, "/b");
		assertEquals(List.of(new Extent(0, 40960, 4096)), found.get(evil));
		assertEquals(List.of(new Extent(0, 40960, 4096)), found.get("/b"));
	}

	@Test
	void givesUpWhereTheOutputIsNotWhatFilefragPrints() {
		assertEquals(Map.of(), read("File size of /a is many\n", Map.of("/a", 1L), "/a"));
		assertEquals(Map.of(), read("", Map.of("/a", 1L), "/a"));
		assertEquals(Map.of(), read(plain("/a", 5, "last,eof").substring(0, 120), Map.of("/a", 5L), "/a"));
	}

	/** The places are those of an ext4 image that mke2fs fills and debugfs tells of: not our code. */
	@Test
	void readsFilesFromARealFileSystem() throws Exception {
		Path tree = Files.createDirectory(folder.resolve("tree"));
		Random random = new Random(7);
		byte[] large = new byte[3_000_001];
		random.nextBytes(large);
		Files.write(tree.resolve("large"), large);
		Files.write(tree.resolve("small"), new byte[] { 1, 2, 3 });
		try (RandomAccessFile sparse = new RandomAccessFile(tree.resolve("sparse").toFile(), "rw")) {
			sparse.seek(9_000_000);
			sparse.write(large, 0, 1_000_000);
			sparse.setLength(20_000_000);
		}
		Path raw = folder.resolve("image.raw");
		ImageChainTest.run("mke2fs", "-q", "-F", "-t", "ext4", "-d", tree.toString(), raw.toString(), "32M");
		Path qcow2 = folder.resolve("image.qcow2");
		ImageChainTest.run("qemu-img", "convert", "-c", "-O", "qcow2", raw.toString(), qcow2.toString());
		for (Path image : List.of(raw, qcow2)) {
			try (GuestDisk disk = GuestDisk.open(ImageChain.open(image), Files.createTempDirectory(folder, "s"))) {
				for (String name : List.of("large", "small", "sparse")) {
					byte[] written = Files.readAllBytes(tree.resolve(name));
					try (ExtentStream stream = new ExtentStream(disk, extents(raw, name), written.length, progress())) {
						assertArrayEquals(written, stream.readAllBytes(), image + " " + name);
					}
				}
			}
		}
	}

	@Test
	void tellsWhenTheDiskEnds() throws Exception {
		Path raw = Files.write(folder.resolve("image.raw"), new byte[1 << 20]);
		Path qcow2 = folder.resolve("image.qcow2");
		ImageChainTest.run("qemu-img", "convert", "-O", "qcow2", raw.toString(), qcow2.toString());
		for (Path image : List.of(raw, qcow2)) {
			try (GuestDisk disk = GuestDisk.open(ImageChain.open(image), Files.createTempDirectory(folder, "s"));
					ExtentStream stream = new ExtentStream(disk, List.of(new Extent(0, 1 << 20, 4096)), 10,
							progress())) {
				assertThrows(IOException.class, stream::read);
				assertTrue(stream.failure() != null);
			}
		}
	}

	/** A socket's path has 107 bytes at most; a folder for temporary files may well be longer. */
	@Test
	void readsAlsoIfItsFolderHasALongName() throws Exception {
		byte[] bytes = new byte[1 << 20];
		new Random(1).nextBytes(bytes);
		Path raw = Files.write(folder.resolve("image.raw"), bytes);
		Path qcow2 = folder.resolve("image.qcow2");
		ImageChainTest.run("qemu-img", "convert", "-O", "qcow2", raw.toString(), qcow2.toString());
		Path deep = Files.createDirectories(folder.resolve("ä".repeat(60)).resolve("x".repeat(60)));
		try (GuestDisk disk = GuestDisk.open(ImageChain.open(qcow2), deep)) {
			java.nio.ByteBuffer read = java.nio.ByteBuffer.allocate(bytes.length);
			disk.read(0, read);
			assertArrayEquals(bytes, read.array());
		}
	}

	/** qemu-nbd ends with its client, so that not even a killed JVM leaves one. */
	@Test
	void leavesNoServer() throws Exception {
		Path qcow2 = folder.resolve("image.qcow2");
		ImageChainTest.run("qemu-img", "create", "-q", "-f", "qcow2", qcow2.toString(), "1M");
		GuestDisk.open(ImageChain.open(qcow2), folder).close();
		ImageChainTest.waitFor(() -> ProcessHandle.current().children()
				.noneMatch(child -> child.info().command().orElse("").endsWith("qemu-nbd")));
	}

	private static List<Extent> extents(Path image, String name) throws Exception {
		Process process = new ProcessBuilder("debugfs", "-R", "stat /" + name, image.toString()).start();
		String text = new String(process.getInputStream().readAllBytes());
		String list = text.substring(text.indexOf("EXTENTS:\n") + 9).strip();
		long block = blockSize(image);
		List<Extent> extents = new ArrayList<>();
		for (String part : list.split(",\\s*")) {
			if (part.startsWith("(ETB")) {
				continue;
			}
			String[] ends = part.replaceAll("[()]", "").split(":");
			String[] logical = ends[0].split("-");
			long first = Long.parseLong(logical[0]);
			long last = Long.parseLong(logical[logical.length - 1]);
			extents.add(new Extent(first * block, Long.parseLong(ends[1].split("-")[0]) * block,
					(last - first + 1) * block));
		}
		return extents;
	}

	private static long blockSize(Path image) throws Exception {
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
			file.seek(1024 + 24);
			return 1024L << file.read();
		}
	}

	private static String plain(String name, long size, String flags) {
		return "File size of " + name + " is " + size + " (4096 block of 1 bytes)\n" + HEAD
				+ "   0:        0..    4095:      40960..     45055:   4096:             " + flags + "\n" + name
				+ ": 1 extent found\n";
	}

	private static String empty(String name) {
		return "File size of " + name + " is 0 (0 blocks of 1 bytes)\n" + name + ": 0 extents found\n";
	}

	private static Map<String, List<Extent>> read(String text, Map<String, Long> sizes, String... order) {
		Map<String, Long> files = new LinkedHashMap<>();
		for (String name : order) {
			files.put(name, sizes.getOrDefault(name, 1L));
		}
		return new ExtentReader(text).read(files);
	}

	private static ByteProgress progress() {
		return new ByteProgress(SubMonitor.convert(null), 1);
	}
}
