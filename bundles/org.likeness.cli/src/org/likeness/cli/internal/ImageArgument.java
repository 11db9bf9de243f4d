/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.nio.file.Path;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says which clone is meant. */
class ImageArgument {

	@Option(names = "--os", paramLabel = "DEVICE",
			description = "Of several systems on the image, take the one whose root is on this device.")
	private String os;

	@Parameters(index = "0", paramLabel = "IMAGE", description = "The clone's disk image.")
	private Path image;

	ImageOpener opener(CliEnvironment environment) {
		return new ImageOpener(image, os, environment);
	}
}
