/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.guestfs.Desktop;
import org.likeness.guestfs.StarterClone;
import org.likeness.guestfs.StarterCloneCommand;
import org.likeness.guestfs.internal.starter.Recipe;

/**
 * The small starter clone that tests share. It is made once, by the product, and kept in {@code .cache/guests} of the
 * repository until what it is made of changes. It is pristine: tests that write do so in an {@linkplain #overlay overlay}.
 *
 * @param image    the image, only to be read
 * @param password of {@link #USER}
 */
public record StarterGuest(Path image, String password) {

	/** Who can log in; uid 1000 unless the laptop has a user of that name. */
	public static final String USER = "ann";

	/** @return the guest, made now if there is none yet: that takes minutes */
	public static synchronized StarterGuest get() throws IOException, MachineException {
		Path folder = Files.createDirectories(repository().resolve(".cache/guests"));
		try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
				StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
			String name = "starter-none-" + new Recipe(Desktop.NONE, List.of()).digest();
			Path image = folder.resolve(name + ".qcow2");
			Path password = folder.resolve(name + ".password");
			if (!Files.exists(image) || !Files.exists(password)) {
				clear(folder);
				// A name that libguestfs's binding for Java would mangle, and one that QEMU gives a meaning to.
				Path odd = folder.resolve("starter-none-😀,:ä.qcow2");
				StarterClone clone = new StarterCloneCommand().setImage(odd).setUser(USER)
						.call(new NullProgressMonitor());
				Files.move(odd, image);
				Files.writeString(password, clone.password());
				Files.setPosixFilePermissions(image, PosixFilePermissions.fromString("r--r--r--"));
			}
			return new StarterGuest(image, Files.readString(password));
		}
	}

	/** @return a new qcow2 image in that folder which holds what is written to the guest, and is to be thrown away */
	public Path overlay(Path folder) throws IOException, InterruptedException {
		Path overlay = Files.createTempFile(folder, "guest", ".qcow2");
		Outcome made = Outcome.of("qemu-img", "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", image.toString(),
				overlay.toString());
		if (made.status() != 0) {
			throw new IOException(made.output());
		}
		return overlay;
	}

	/** @return what guestfish finds in {@code LIBGUESTFS_BACKEND_SETTINGS}: it does not find out by itself whether KVM works */
	public static String backendSettings() {
		return DriftedClone.backendSettings();
	}

	private static void clear(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			for (Path file : files.filter(path -> path.getFileName().toString().startsWith("starter-none-")).toList()) {
				Files.delete(file);
			}
		}
	}

	/** The tests of a module run in its folder. */
	private static Path repository() {
		Path folder = Path.of("").toAbsolutePath();
		while (!Files.isDirectory(folder.resolve(".mvn"))) {
			folder = folder.getParent();
		}
		return folder;
	}
}
