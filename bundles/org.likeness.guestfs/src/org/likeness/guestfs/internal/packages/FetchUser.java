/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;

import org.likeness.guestfs.internal.ThisProcess;

/**
 * As whom apt's methods run: what speaks with the network, unpacks and looks at signatures of others. Started by root,
 * they give root up ({@code APT::Sandbox::User} in apt.conf(5)), if that user can reach all files that they need.
 *
 * @param name the user; empty if apt is not run by root, and so is anybody already
 */
record FetchUser(String name) {

	/** The one that Debian's apt comes with. */
	private static final String SANDBOX = "_apt";

	static FetchUser ofThisProcess() {
		return new FetchUser(ThisProcess.userId() == 0 ? SANDBOX : "");
	}

	/** @return whether it is another user than the one who runs this process */
	boolean isOther() {
		return !name.isEmpty();
	}

	/** @return what a folder that only apt's own files are in is to be: others get through to what is theirs in it */
	String folderMode() {
		return isOther() ? "rwx--x--x" : "rwx------";
	}

	/** @return whether the user can get to a folder, as far as it is there already */
	boolean reaches(Path folder) {
		for (Path above = folder.toAbsolutePath(); isOther() && above != null; above = above.getParent()) {
			try {
				if (Files.exists(above) && !Files.getPosixFilePermissions(above)
						.contains(PosixFilePermission.OTHERS_EXECUTE)) {
					return false;
				}
			} catch (IOException | UnsupportedOperationException e) {
				return false;
			}
		}
		return true;
	}

	/** Makes a folder this user's, for nobody else. */
	void give(Path folder) throws IOException {
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
		if (isOther()) {
			Files.setOwner(folder,
					folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(name));
		}
	}
}
