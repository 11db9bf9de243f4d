/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A laptop and a clone as two small trees. */
final class Trees {

	private final Path folder;

	Trees(Path folder) throws IOException, InterruptedException {
		this.folder = folder;
		for (String name : new String[] { "laptop", "clone" }) {
			shell("mkdir -p " + name + "/etc " + name + "/home/ann/files " + name
					+ "/home/ann/other; echo 'PRETTY_NAME=\"Test OS "
					+ name + "\"' > " + name + "/etc/os-release; "
					+ "echo 'ann:x:1000:1000:Ann:/home/ann:/bin/bash' > " + name + "/etc/passwd");
		}
	}

	String laptop() {
		return folder.resolve("laptop").toString();
	}

	String cloned() {
		return folder.resolve("clone").toString();
	}

	/** Runs a script of bash in the folder that holds both; the variables L and C name the folders of the facet. */
	String shell(String script) throws IOException, InterruptedException {
		Process process = new ProcessBuilder("bash", "-euc",
				"L=laptop/home/ann/files; C=clone/home/ann/files; " + script)
				.directory(folder.toFile()).redirectErrorStream(true).start();
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), script + "\n" + out);
		return out;
	}
}
