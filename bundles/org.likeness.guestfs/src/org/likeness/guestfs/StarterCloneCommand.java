/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.starter.StarterCloneBuild;
import org.likeness.guestfs.internal.starter.StarterRequest;

/**
 * Makes a starter clone: a new disk image that boots to a login, with the laptop's Debian release and architecture, and
 * with the user name, locale, keyboard and time zone of the laptop. Its packages come from the laptop's own sources of
 * Debian's archive. It has an identity of its own: machine id, SSH host keys, host name, password.
 * <p>
 * The laptop is only read. Until the image is whole it lies under another name beside its place; so there is either the
 * whole image or none, whenever the making is ended.
 */
public final class StarterCloneCommand {

	/** The size of the disk in bytes if none is set. */
	public static final long DEFAULT_SIZE = 8L << 30;

	private Path image;
	private Desktop desktop = Desktop.NONE;
	private long size = DEFAULT_SIZE;
	private String user;
	private Format format = Format.QCOW2;
	private Path laptopRoot = Path.of("/");
	private List<String> packages = List.of();
	private LoginTeller teller = clone -> {
		// who calls this has it from what it returns
	};

	/** Sets the image file to make. It must not exist; its folder must. */
	public StarterCloneCommand setImage(Path image) {
		this.image = image;
		return this;
	}

	/** Sets the desktop; without this, the clone has none. */
	public StarterCloneCommand setDesktop(Desktop desktop) {
		this.desktop = Objects.requireNonNull(desktop);
		return this;
	}

	/** Sets the size of the clone's disk in bytes. The file grows with what is written: it is small at first. */
	public StarterCloneCommand setSize(long bytes) {
		this.size = bytes;
		return this;
	}

	/**
	 * Sets the login name of the clone's user, who is like the laptop's user of that name if there is one. Without this, or
	 * with null, it is who runs this program, also behind sudo; {@code root} means that the clone has no other user.
	 */
	public StarterCloneCommand setUser(String user) {
		this.user = user;
		return this;
	}

	/** Sets the format of the image; without this, it is qcow2. */
	public StarterCloneCommand setFormat(Format format) {
		this.format = Objects.requireNonNull(format);
		return this;
	}

	/** Sets where the laptop's files are; without this, it is {@code /}. */
	public StarterCloneCommand setLaptopRoot(Path laptopRoot) {
		this.laptopRoot = Objects.requireNonNull(laptopRoot);
		return this;
	}

	/** Sets Debian packages to install beside those that make up the starter clone. */
	public StarterCloneCommand setPackages(List<String> packages) {
		this.packages = List.copyOf(packages);
		return this;
	}

	/**
	 * Sets who tells a person the password, before the image is there. Without this, it is lost if the process is killed
	 * between the two.
	 */
	public StarterCloneCommand setTeller(LoginTeller teller) {
		this.teller = Objects.requireNonNull(teller);
		return this;
	}

	/**
	 * Makes the clone. This takes minutes, and fetches packages that have not been fetched before.
	 *
	 * @param monitor is told of the progress, and can cancel: within seconds, nothing of it runs any more
	 * @return the clone, with the only copy of its password
	 * @throws MachineException           if it can't be made; then there is no image, and nothing of it is left
	 * @throws OperationCanceledException if it was cancelled; then there is no image, and nothing of it is left
	 */
	public StarterClone call(IProgressMonitor monitor) throws MachineException {
		StarterRequest request = new StarterRequest(Objects.requireNonNull(image, "image").toAbsolutePath().normalize(),
				desktop,
				size, user, format, laptopRoot, packages);
		return new StarterCloneBuild(request, teller).run(monitor);
	}
}
