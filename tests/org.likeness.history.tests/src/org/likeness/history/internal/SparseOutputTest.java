/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparseOutputTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 4095, 4096, 4097, 8192, 3_000_000 })
	void everyByteIsThere(int size) throws Exception {
		for (int start : new int[] { 0, 5000, 100_000 }) {
			byte[] bytes = new byte[size];
			for (int i = start; i < size; i += 200_000) {
				bytes[i] = 1;
			}
			Path file = Files.createTempFile(folder, "sparse", null);
			Random random = new Random(size);
			try (OutputStream out = new SparseOutput(file)) {
				for (int from = 0; from < size;) {
					int count = Math.min(size - from, 1 + random.nextInt(20_000));
					out.write(bytes, from, count);
					from += count;
				}
			}
			assertArrayEquals(bytes, Files.readAllBytes(file));
			Process du = new ProcessBuilder("du", "-k", file.toString()).start();
			long kilobytes = Long.parseLong(new String(du.getInputStream().readAllBytes()).split("\t")[0]);
			assertTrue(kilobytes <= 80, kilobytes + " KB");
		}
	}
}
