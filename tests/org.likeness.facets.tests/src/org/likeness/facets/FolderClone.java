/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.Account;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Digest;
import org.likeness.core.FileChange;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.OperatingSystem;
import org.likeness.core.RecordPublisher;
import org.likeness.core.SourceChangedException;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemCommand;
import org.likeness.core.SystemDescription;
import org.likeness.core.Transaction;

/** A folder as a clone that can be changed: changes are made at once and not undone, which is enough for facets. */
final class FolderClone implements ChangeableMachine {

	private final Path root;
	private final Account user;
	private final Set<MachinePath> read = new HashSet<>();
	private final List<SystemCommand> ran = new ArrayList<>();
	private Runnable program = () -> {
		// It changes nothing.
	};

	FolderClone(Path root, String home) {
		this(root, home, uid());
	}

	FolderClone(Path root, String home, int uid) {
		this.root = root;
		this.user = new Account("ann", uid, uid, "Ann", MachinePath.of(home), "/bin/bash");
	}

	private static int uid() {
		try {
			return (Integer) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	Account user() {
		return user;
	}

	/** @return the files whose contents were asked for */
	Set<MachinePath> read() {
		return read;
	}

	@Override
	public String id() {
		return "folder:" + root;
	}

	@Override
	public String label() {
		return root.getFileName().toString();
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) {
		return new SystemDescription(new OperatingSystem("debian", "12", "Debian 12", "bookworm"), "host",
				List.of(user));
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) {
		try {
			return FolderSurvey.survey(root, request.wants());
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		Map<MachinePath, Digest> digests = new HashMap<>();
		Set<MachinePath> secrets = secrets(files, monitor).keySet();
		read(files.stream().map(FileEntry::path).filter(path -> !secrets.contains(path)).toList(),
				(path, size, content) -> digests.put(path,
						Digest.of(Digest.computation().digest(content.readAllBytes()))),
				monitor);
		return digests;
	}

	/** Looking at the start of a file does not count as reading it. */
	@Override
	public Map<MachinePath, String> secrets(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		Set<MachinePath> before = Set.copyOf(read);
		Map<MachinePath, String> secrets = ChangeableMachine.super.secrets(files, monitor);
		read.retainAll(before);
		return secrets;
	}

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		read.addAll(files);
		for (MachinePath path : files) {
			try (InputStream in = Files.newInputStream(at(path))) {
				receiver.receive(path, Files.size(at(path)), in);
			} catch (IOException e) {
				throw new MachineException("The file can't be read", path.toString(), "Nothing was changed.", "", e);
			}
		}
	}

	private Path at(MachinePath path) {
		return root.resolve(path.toString().substring(1));
	}

	@Override
	public Optional<String> recover(RecordPublisher recorder, IProgressMonitor monitor) {
		return Optional.empty();
	}

	/** Sets what programs do that are run in it. */
	void setProgram(Runnable program) {
		this.program = program;
	}

	/** @return the programs that were to be run in it */
	List<SystemCommand> ran() {
		return ran;
	}

	@Override
	public Transaction begin(IProgressMonitor monitor) {
		return new Transaction() {

			@Override
			public Machine machine() {
				return FolderClone.this;
			}

			@Override
			public void write(List<FileChange> changes, Machine source, IProgressMonitor progress)
					throws MachineException {
				try {
					change(changes, source, progress);
				} catch (IOException e) {
					throw new MachineException("It can't be written", root.toString(), "It is half written.", "", e);
				}
			}

			@Override
			public void run(List<SystemCommand> commands, IProgressMonitor progress) {
				ran.addAll(commands);
				program.run();
			}

			@Override
			public void commit(String record, RecordPublisher publisher, IProgressMonitor progress)
					throws MachineException {
				publisher.publish(record);
			}

			@Override
			public void close() {
				// nothing was held
			}
		};
	}

	private void change(List<FileChange> changes, Machine source, IProgressMonitor monitor)
			throws IOException, MachineException {
		Map<MachinePath, FileEntry> copied = new HashMap<>();
		for (FileChange change : changes) {
			if (change.content() instanceof FileChange.Copied copy) {
				copied.put(copy.file().path(), copy.file());
			}
		}
		Set<MachinePath> changed = new HashSet<>(copied.keySet());
		source.readAsFound(copied.values(), (path, size, content) -> {
			if (content.readAllBytes().length == copied.get(path).size()) {
				changed.remove(path);
			}
		}, monitor);
		if (!changed.isEmpty()) {
			throw new SourceChangedException(changed, source.label());
		}
		for (int i = changes.size() - 1; i >= 0; i--) {
			FileChange change = changes.get(i);
			boolean otherKind = change.before() != null && change.after() != null
					&& change.before().type() != change.after().type();
			if (change.after() == null || otherKind) {
				Files.delete(at(change.path()));
			}
		}
		for (FileChange change : changes) {
			if (change.after() != null) {
				make(change, source, monitor);
			}
		}
		for (int i = changes.size() - 1; i >= 0; i--) {
			FileEntry after = changes.get(i).after();
			if (after != null) {
				Files.getFileAttributeView(at(after.path()), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
						.setTimes(FileTime.from(after.mtimeNanos(), TimeUnit.NANOSECONDS), null, null);
			}
		}
	}

	private void make(FileChange change, Machine source, IProgressMonitor monitor)
			throws IOException, MachineException {
		Path path = at(change.path());
		FileEntry after = change.after();
		switch (after.type()) {
		case DIRECTORY:
			Files.createDirectories(path);
			break;
		case SYMLINK:
			Files.deleteIfExists(path);
			Files.createSymbolicLink(path, Path.of(after.linkTarget().toString()));
			return;
		default:
			if (change.content() instanceof FileChange.Made made) {
				Files.write(path, made.bytes());
			} else if (change.content() instanceof FileChange.Copied copied) {
				source.read(List.of(copied.file().path()),
						(from, size, in) -> Files.copy(in, path, StandardCopyOption.REPLACE_EXISTING), monitor);
			}
		}
		Files.setAttribute(path, "unix:mode", after.mode());
	}

	@Override
	public void close() {
		// nothing is open
	}
}
