/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.FileChange;
import org.likeness.core.FileEntry;
import org.likeness.core.FileSystem;
import org.likeness.core.Machine;
import org.likeness.core.MachineWrapper;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PackageResolver;
import org.likeness.core.RecordPublisher;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Transaction;
import org.likeness.ui.tests.bot.LikenessBot;

/**
 * A folder as a clone that can be changed, so that the window can be tested without an appliance. Changes are made at
 * once and not undone, and owners stay: what the window does depends on neither.
 */
final class ChangeableFolder extends MachineWrapper implements ChangeableMachine {

	private final Path root;
	private final boolean slow;
	private final List<FileSystem> fileSystems = new ArrayList<>();
	private PackageResolver packages;

	/**
	 * @param machine reads the folder
	 * @param root    the folder
	 * @param slow    whether a transaction never begins, but can be cancelled
	 */
	ChangeableFolder(Machine machine, Path root, boolean slow) {
		super(machine);
		this.root = root;
		this.slow = slow;
	}

	/** Lets it seem that it has such a file system. */
	ChangeableFolder fileSystem(FileSystem fileSystem) {
		fileSystems.add(fileSystem);
		return this;
	}

	/** Lets packages be planned; they can't be installed. */
	ChangeableFolder with(PackageResolver resolver) {
		packages = resolver;
		return this;
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		Survey.Builder survey = super.survey(request, monitor).toBuilder();
		fileSystems.forEach(survey::fileSystem);
		return survey.build();
	}

	@Override
	public Optional<PackageResolver> packages() {
		return Optional.ofNullable(packages);
	}

	@Override
	public Optional<String> recover(RecordPublisher recorder, IProgressMonitor monitor) {
		return Optional.empty();
	}

	@Override
	public Transaction begin(IProgressMonitor monitor) {
		if (slow) {
			monitor.subTask("Waiting for ever");
			while (!monitor.isCanceled()) {
				LikenessBot.sleep(20);
			}
			throw new OperationCanceledException();
		}
		return new Change();
	}

	/** Writes at once. */
	private final class Change implements Transaction {

		@Override
		public Machine machine() {
			return ChangeableFolder.this;
		}

		@Override
		public void write(List<FileChange> changes, Machine source, IProgressMonitor monitor) throws MachineException {
			try {
				for (int i = changes.size() - 1; i >= 0; i--) {
					if (changes.get(i).after() == null) {
						Files.delete(at(changes.get(i).path()));
					}
				}
				for (FileChange change : changes) {
					if (change.after() != null) {
						make(change, source, monitor);
					}
				}
				for (int i = changes.size() - 1; i >= 0; i--) {
					if (changes.get(i).after() != null) {
						setTime(changes.get(i).after());
					}
				}
			} catch (IOException e) {
				throw new MachineException("It can't be written", root.toString(), "It is half written.", "", e);
			}
		}

		@Override
		public void commit(String record, RecordPublisher publisher, IProgressMonitor monitor)
				throws MachineException {
			publisher.publish(record);
		}

		@Override
		public void close() {
			// Nothing was held.
		}
	}

	private Path at(MachinePath path) {
		return root.resolve(path.toString().substring(1));
	}

	private void make(FileChange change, Machine source, IProgressMonitor monitor)
			throws IOException, MachineException {
		Path path = at(change.path());
		FileEntry after = change.after();
		if (after.type() == org.likeness.core.FileType.DIRECTORY) {
			Files.createDirectories(path);
		} else if (change.content() instanceof FileChange.Made made) {
			Files.write(path, made.bytes());
		} else if (change.content() instanceof FileChange.Copied copied) {
			source.read(List.of(copied.file().path()),
					(from, size, in) -> Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING), monitor);
		}
		Files.setAttribute(path, "unix:mode", after.mode());
	}

	private void setTime(FileEntry after) throws IOException {
		Files.getFileAttributeView(at(after.path()), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
				.setTimes(FileTime.from(after.mtimeNanos(), TimeUnit.NANOSECONDS), null, null);
	}
}
