/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.nio.file.Path;

import org.likeness.core.MachineException;
import org.likeness.laptop.Laptop;

import picocli.CommandLine.Option;

/** Says what is taken for the laptop. */
class LaptopOptions {

	@Option(names = "--laptop-root", paramLabel = "DIR",
			description = "Take the system in DIR for the laptop: a mounted "
					+ "disk, say. Default: /")
	Path root = Path.of("/");

	@Option(names = "--home", paramLabel = "DIR",
			description = "Take the settings and files of the user whose home folder is DIR. Default: who runs Likeness.")
	Path home;

	@Option(names = "--remote-home", description = "Read the home folder even if it lies on a remote file system. "
			+ "That takes longer, and waits while the network is away.")
	boolean remoteHome;

	/** @return the laptop, the caller's to close */
	Laptop open() throws MachineException {
		return Laptop.open(root, home, remoteHome);
	}
}
