/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.nio.file.Path;
import java.util.Arrays;

/** Runs a command in a JVM of its own, with the facets of the tests: the first argument is the folder for what is kept. */
final class MemoryProbe {

	private MemoryProbe() {
	}

	public static void main(String[] arguments) {
		Cli.Result result = new Cli(Path.of(arguments[0])).run(Arrays.copyOfRange(arguments, 1, arguments.length));
		System.out.print(result.out());
		System.err.print(result.err());
		System.out.flush();
		System.err.flush();
		System.exit(result.exitCode());
	}
}
