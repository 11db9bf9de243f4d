/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.nio.file.Path;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.guestfs.StarterCloneCommand;

/** The program of a JVM that makes a starter clone, and is told to end meanwhile. Nobody cancels it, as in the window. */
public final class StarterProbe {

	private StarterProbe() {
	}

	/** @param args the image, and the root of the laptop */
	public static void main(String[] args) throws Exception {
		new StarterCloneCommand().setImage(Path.of(args[0])).setLaptopRoot(Path.of(args[1])).setUser("root")
				.call(new NullProgressMonitor());
	}
}
