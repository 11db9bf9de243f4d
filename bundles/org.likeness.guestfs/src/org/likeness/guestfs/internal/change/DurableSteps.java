/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.RecordPublisher;

/**
 * The steps of a transaction that outlast it. When a method returns, what it did survives a power cut; killed in it,
 * either nothing or all of it was done, but for {@link #qemuImg}. Everything durable goes through here, so that a
 * decorator can stop at any point.
 */
interface DurableSteps {

	/** @return how many bytes can still be written in a folder; writing them is another matter */
	long room(Path folder);

	/** Makes a folder that is open to its owner only, if it is missing. */
	void makeFolder(Path folder) throws IOException;

	/** Gives a file these contents, in place of any that it had. */
	void write(Path file, byte[] contents) throws IOException;

	/** Names a file otherwise, on the same file system. There must be nothing at {@code to}. */
	void rename(Path from, Path to) throws IOException;

	/**
	 * As {@link #rename}, where others may put something at {@code to} at any moment: that is never replaced. Killed in
	 * it, the file may have both names.
	 *
	 * @throws java.nio.file.FileAlreadyExistsException if something is there; the file has its old name then
	 */
	void giveBack(Path from, Path to) throws IOException;

	/** Deletes a file, if it is there. */
	void delete(Path file) throws IOException;

	/** Makes durable what others have written to a file. */
	void sync(Path file) throws IOException;

	/** Runs qemu-img; what it writes is durable only after {@link #sync}. Killed in it, a part may have been written. */
	void qemuImg(IProgressMonitor monitor, String... arguments) throws MachineException;

	/** Lets a record be seen. */
	void publish(RecordPublisher publisher, String record) throws MachineException;
}
