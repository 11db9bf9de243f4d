/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.core.runtime.Platform;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.guestfs.ImageMachine;
import org.likeness.laptop.FolderMachine;
import org.likeness.laptop.Laptop;

/**
 * Opens the machines that the window shows. The window takes the same {@code --laptop-root DIR} and {@code --home DIR}
 * as the command line.
 */
public class Machines {

	private static Machines current = new Machines();

	/** @return the one in use */
	public static synchronized Machines get() {
		return current;
	}

	/** Takes another one from now on. */
	static synchronized void set(Machines machines) {
		current = machines;
	}

	/** @return the root of the laptop */
	public Path laptopRoot() {
		Path root = argument("--laptop-root");
		return root == null ? Path.of("/") : root;
	}

	/**
	 * @return the laptop, for the caller to close
	 * @throws MachineException if it can't be read; nothing is changed
	 */
	public Laptop openLaptop() throws MachineException {
		return Laptop.open(laptopRoot(), argument("--home"));
	}

	/**
	 * @param clone its image, or a folder that holds a system: a mounted disk
	 * @return the machine, for the caller to close
	 * @throws MachineException if it can't be read; nothing is changed
	 */
	public Machine openClone(KnownClone clone) throws MachineException {
		Path image = clone.image();
		if (Files.isDirectory(image)) {
			return new FolderMachine("folder:" + image,
					image.getFileName() == null ? "/" : image.getFileName().toString(), image);
		}
		return ImageMachine.cached(image, clone.root());
	}

	private static Path argument(String name) {
		String[] arguments = Platform.getApplicationArgs();
		for (int i = 0; i < arguments.length; i++) {
			if (arguments[i].equals(name) && i + 1 < arguments.length) {
				return Path.of(arguments[i + 1]).toAbsolutePath();
			}
			if (arguments[i].startsWith(name + "=")) {
				return Path.of(arguments[i].substring(name.length() + 1)).toAbsolutePath();
			}
		}
		return null;
	}
}
