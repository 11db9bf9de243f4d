/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.history.CloneHistory;
import org.likeness.laptop.FolderMachine;

/** Opens what the argument IMAGE names: a disk image, or a folder in which a system's root is mounted. */
final class ImageOpener {

	private final Path image;
	private final String os;
	private final CliEnvironment environment;
	private Optional<String> recovered = Optional.empty();
	private String root;

	/**
	 * @param image what was named; need not exist: the machine says so when it is read
	 * @param os    the root device of the system that is meant; {@code null} for the one that was meant before
	 */
	ImageOpener(Path image, String os, CliEnvironment environment) {
		this.image = image.toAbsolutePath().normalize();
		this.os = os;
		this.environment = environment;
	}

	/** @return whether it is a folder, not a disk image */
	boolean isFolder() {
		return Files.isDirectory(image);
	}

	Path image() {
		return image;
	}

	/** @return the folder beside the image that holds its history, and what an interrupted change left */
	Path history() {
		return CloneHistory.folderOf(image);
	}

	/** @return the root device of the system that is meant; empty if there is one only */
	String root() {
		if (os != null) {
			return os;
		}
		if (root == null) {
			root = knownRoot();
		}
		return root;
	}

	/** Where there is one system only, nobody needs to have known it. */
	private String knownRoot() {
		try {
			return environment.clones().list().stream().filter(clone -> clone.image().equals(image)).findFirst()
					.map(KnownClone::root).orElse("");
		} catch (IOException e) {
			environment.err().add(Style.YELLOW, "What is known of the clones can't be read: ")
					.add(String.valueOf(e.getMessage())).end().flush();
			return "";
		}
	}

	/** @return the machine, to be read; the caller's to close */
	Machine open() throws MachineException, IOException {
		return isFolder() ? new FolderMachine("folder:" + image,
				image.getNameCount() == 0 ? "/" : image.getFileName().toString(), image) : openImage();
	}

	/**
	 * @return the machine, to be changed; the caller's to close
	 * @throws MachineException if it is a folder, which nothing protects from staying half changed
	 */
	ChangeableMachine openToChange() throws MachineException, IOException {
		checkIsImage();
		return openImage();
	}

	/** @throws MachineException if it is a folder, which has no history and is not changed */
	void checkIsImage() throws MachineException {
		if (isFolder()) {
			throw new MachineException("A folder can be compared and planned for, but not changed, and has no history",
					image.toString(), "Nothing was changed.",
					"Name the clone's disk image. A mounted one has to be unmounted first.");
		}
	}

	/**
	 * @return its history, the caller's to close; what was interrupted is in it
	 * @throws MachineException if there is neither an image nor a history of one
	 */
	CloneHistory openHistory() throws MachineException, IOException {
		checkIsKnown();
		Path folder = history();
		if (Files.isDirectory(folder)) {
			openImage().close();
		}
		return CloneHistory.open(folder);
	}

	/** @throws MachineException if it is a folder, or there is neither an image nor a history of one */
	void checkIsKnown() throws MachineException {
		checkIsImage();
		if (Files.notExists(image) && !Files.isDirectory(history())) {
			throw new MachineException("There is no such image", image.toString(), "Nothing was changed.",
					"Check the path.");
		}
	}

	/** Whoever opens an image finds it in one of its two states: what was interrupted is brought to its end first. */
	private ChangeableMachine openImage() throws MachineException, IOException {
		ChangeableMachine machine = environment.machines().open(image, root());
		boolean opened = false;
		try {
			recovered = CloneHistory.recover(history(), machine, new NullProgressMonitor());
			recovered.ifPresent(sentence -> environment.err().add(Style.YELLOW, sentence).end().flush());
			opened = true;
			return machine;
		} finally {
			if (!opened) {
				machine.close();
			}
		}
	}

	/** @return what was interrupted and is at its end now, as a sentence */
	Optional<String> recovered() {
		return recovered;
	}
}
