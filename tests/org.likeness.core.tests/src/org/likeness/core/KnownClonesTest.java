/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.KnownClones.KnownClone;

class KnownClonesTest {

	@TempDir
	Path folder;

	private KnownClones clones() {
		return new KnownClones(folder.resolve("clones"));
	}

	private static Comparison comparison() throws MachineException {
		MemoryMachine laptop = new MemoryMachine("laptop").put("/home/ann/settings", "a=1\nb=1");
		MemoryMachine clone = new MemoryMachine("clone").put("/home/ann/settings", "a=1\nb=2");
		return new CompareCommand(laptop, clone).setFacets(List.of(new FilesFacet("files", 1)))
				.setLaptopUser(laptop.describe(null).accounts().get(1)).call(new NullProgressMonitor());
	}

	@Test
	void areKeptWithTheirLikeness() throws Exception {
		assertEquals(List.of(), clones().list());
		Path image = Path.of("/vm/a b\u00e9=#.qcow2");
		KnownClone known = new KnownClone(image, "Debian 12", "/dev/sda1");
		clones().put(known);
		clones().put(new KnownClone(Path.of("/vm/a"), "", ""));
		assertEquals(List.of(new KnownClone(Path.of("/vm/a"), "", ""), known), clones().list());
		Comparison comparison = comparison();
		clones().measured(image, comparison);
		clones().measured(image, comparison);
		List<KnownClones.Measured> measured = clones().likeness(image);
		assertEquals(2, measured.size());
		assertEquals(comparison.when(), measured.get(0).when());
		assertEquals(0.5, measured.get(0).overall().getAsDouble());
		assertEquals(0.5, measured.get(0).facets().get("files"));
		assertEquals(List.of(), clones().likeness(Path.of("/vm/a")));
	}

	@Test
	void anotherWayToNameTheImageIsTheSameClone() throws Exception {
		clones().put(new KnownClone(Path.of("/vm/x/../a"), "one", ""));
		clones().put(new KnownClone(Path.of("/vm/a"), "two", ""));
		assertEquals(List.of(new KnownClone(Path.of("/vm/a"), "two", "")), clones().list());
	}

	@Test
	void whatIsDamagedIsPassedOver() throws Exception {
		Path image = Path.of("/vm/a");
		clones().put(new KnownClone(image, "", ""));
		clones().measured(image, comparison());
		Files.createDirectories(folder.resolve("clones/empty"));
		Files.createDirectories(folder.resolve("clones/bad"));
		Files.writeString(folder.resolve("clones/bad/clone.properties"), "image=\\u00zz");
		Files.createDirectories(folder.resolve("clones/nul"));
		Files.writeString(folder.resolve("clones/nul/clone.properties"), "image=a\\u0000b");
		assertEquals(1, clones().list().size());
		try (Stream<Path> files = Files.walk(folder)) {
			Path likeness = files.filter(file -> file.endsWith("likeness.tsv")).findFirst().orElseThrow();
			Files.writeString(likeness,
					"torn\n2026-01-01T00:00:00Z\n2026-01-01T00:00:00Z\tx\n2026-01-01T00:00:00Z\t-\n",
					StandardOpenOption.APPEND);
		}
		assertEquals(2, clones().likeness(image).size());
		assertEquals(true, clones().likeness(image).get(1).overall().isEmpty());
	}

	@Test
	void canBeForgotten() throws Exception {
		Path image = Files.writeString(folder.resolve("image"), "x");
		clones().put(new KnownClone(image, "", ""));
		clones().measured(image, comparison());
		clones().forget(image);
		assertEquals(List.of(), clones().list());
		assertEquals(true, Files.exists(image));
		clones().forget(image);
	}
}
