/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;

/**
 * Anything that can be read as a system: the laptop, a clone, a folder, a recorded version of a clone.
 * <p>
 * A machine is read in bulk: each method answers for many paths in one go, so that an implementation behind an
 * appliance needs a fixed number of round trips. Symlinks are never followed out of the machine's root. All methods
 * may be called from any thread, one at a time. Cancelling the monitor ends a method early with
 * {@link org.eclipse.core.runtime.OperationCanceledException}; nothing is changed then.
 */
public interface Machine extends AutoCloseable {

	/** @return what stays the same for this machine from one start of Likeness to the next: "laptop", "image:/a/b.qcow2" */
	String id();

	/** @return what people call it: "laptop", "clone.qcow2" */
	String label();

	/**
	 * @return what it runs and who uses it
	 * @throws MachineException if that can't be found out; nothing is changed
	 */
	SystemDescription describe(IProgressMonitor monitor) throws MachineException;

	/**
	 * Walks and reads what is wanted. What can't be read is a {@linkplain Survey#problem problem} of the survey, not an
	 * error of the whole.
	 *
	 * @throws MachineException if the machine as a whole can't be read; nothing is changed
	 */
	Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException;

	/**
	 * Computes digests in one pass.
	 *
	 * @param files regular files, as a survey told them
	 * @return the digests; a file that can't be read (any more), or that holds a {@linkplain #secrets secret}, has none: from
	 *         the digest of a password it can be guessed
	 * @throws MachineException if the machine as a whole can't be read; nothing is changed
	 */
	Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor) throws MachineException;

	/**
	 * Streams the contents of files, in one pass, in any order. A file that can't be read (any more) is passed over.
	 *
	 * @throws MachineException if the machine as a whole can't be read, or the receiver fails; nothing is changed
	 */
	void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException;

	/**
	 * Looks at the start of files, and at no more of them, for keys and passwords.
	 *
	 * @param files regular files, as a survey told them
	 * @return those that are secrets by their contents, and what {@linkplain SecretContents#kind kind} each is
	 * @throws MachineException if the machine as a whole can't be read; nothing is changed
	 */
	default Map<MachinePath, String> secrets(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		Map<MachinePath, FileEntry> byPath = new HashMap<>();
		files.stream().filter(file -> file.size() > 0).forEach(file -> byPath.put(file.path(), file));
		Map<MachinePath, String> found = new HashMap<>();
		if (!byPath.isEmpty()) {
			read(byPath.keySet(), (path, size, content) -> SecretContents
					.kind(byPath.get(path), content.readNBytes(SecretContents.HEAD))
					.ifPresent(kind -> found.put(path, kind)), monitor);
		}
		return found;
	}

	/**
	 * As {@link #read}, for files that may be in use: one that is not what the survey told any more (by its size or its
	 * time), or changes while it is read, is passed over or ends with an {@link java.io.IOException}.
	 *
	 * @param files regular files, as a survey told them
	 */
	default void readAsFound(Collection<FileEntry> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		read(files.stream().map(FileEntry::path).toList(), receiver, monitor);
	}

	/**
	 * @param files regular files, as a survey told them
	 * @return those whose contents it can't give, although it knows their digests: a recorded version keeps the contents
	 *         of what was changed, and fingerprints of the rest
	 */
	default Collection<MachinePath> withoutContents(Collection<MachinePath> files) {
		return List.of();
	}

	/**
	 * @return what files of packages hold that were installed on this machine or kept for it, by file name, as package
	 *         sources told it then: a recorded version knows that, others have nothing to tell
	 * @throws MachineException if it can't be read; nothing is changed
	 */
	default Map<String, Digest> packageFiles() throws MachineException {
		return Map.of();
	}

	/**
	 * @return whose settings and files it tells of, where that is settled: a recorded version knows of the user that it was
	 *         recorded for ({@link Account#NONE} if there was nobody), whoever asks; empty if it can tell of any user
	 */
	default Optional<Account> onlyUser() {
		return Optional.empty();
	}

	/**
	 * Proves, if it can, that the machine is still what it was: as long as this string stays the same, so does
	 * everything in the machine. Times that a program can set back at will are no proof.
	 *
	 * @return the proof; empty if there is none, as for a machine that runs
	 */
	default Optional<String> stateProof() {
		return Optional.empty();
	}

	/** @return what reading it has cost so far, by phase */
	default Costs costs() {
		return new Costs();
	}

	/** Lets go of whatever reading needed (an appliance, say). May be called twice; the machine can't be used after. */
	@Override
	void close();
}
