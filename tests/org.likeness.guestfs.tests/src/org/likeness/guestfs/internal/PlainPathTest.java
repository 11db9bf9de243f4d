/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever an image is called, QEMU finds it and its backing file under a plain name. */
class PlainPathTest {

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "plain,plain.qcow2", "a b,plain.qcow2", "col:on,plain.qcow2", "plain,a b:c.qcow2", "a b,'a,b.qcow2'" })
	void leadsToTheImageAndItsBackingFile(String parent, String name) throws Exception {
		Path home = Files.createDirectories(folder.resolve(parent));
		Path base = Files.createDirectory(home.resolve("bases")).resolve("base.qcow2");
		ImageChainTest.run("qemu-img", "create", "-q", "-f", "qcow2", base.toString(), "16M");
		Path image = Files.copy(base, home.resolve(name));
		ImageChainTest.run("qemu-img", "rebase", "-u", "-b", "bases/base.qcow2", "-F", "qcow2", image.toString());
		Path links = Files.createDirectory(folder.resolve("links"));
		ImageChain chain = ImageChain.open(image);
		Path given = PlainPath.of(image, links);
		PlainPath.carry(given, image, chain.relativeNames());
		assertTrue(PlainPath.isPlain(given.toString()), given.toString());
		assertEquals(image.toRealPath(), given.toRealPath());
		ImageChainTest.run("qemu-img", "info", "--backing-chain", given.toString());
	}
}
