/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.FileChange;
import org.likeness.core.FileEntry;
import org.likeness.core.FileSystem;
import org.likeness.core.Machine;
import org.likeness.core.MachineWrapper;
import org.likeness.core.MachineCheck;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageResolver;
import org.likeness.core.RecordPublisher;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Transaction;
import org.likeness.laptop.FolderMachine;

/**
 * A tree that stands for what is in an image: a transaction changes a copy of it, and a commit exchanges both. Names are
 * plain ASCII.
 */
final class TreeClone extends MachineWrapper implements ChangeableMachine {

	private final Path root;
	private final List<FileSystem> fileSystems = new ArrayList<>();
	private String failure;
	private boolean memoryEnds;
	private String interrupted;
	private PackageResolver packages;
	private MachineCheck checked = MachineCheck.NONE;

	TreeClone(Path root) {
		super(new FolderMachine("image:" + root, root.getFileName() + ".img", root));
		this.root = root;
	}

	/** Lets each write fail. */
	TreeClone failing(String why) {
		failure = why;
		return this;
	}

	/** Lets memory end in each transaction, once all is written. */
	TreeClone endingMemory() {
		memoryEnds = true;
		return this;
	}

	/** Lets it seem that a transaction was interrupted. */
	TreeClone interrupted(String sentence) {
		interrupted = sentence;
		return this;
	}

	/** Lets it have packages; its transactions write what they install into the file {@code installed}. */
	TreeClone packages(PackageResolver resolver) {
		packages = resolver;
		return this;
	}

	/** Lets it seem that it has such a file system. */
	TreeClone fileSystem(FileSystem fileSystem) {
		fileSystems.add(fileSystem);
		return this;
	}

	/** Sets what a check of it finds. */
	TreeClone checked(MachineCheck found) {
		checked = found;
		return this;
	}

	@Override
	public MachineCheck check(IProgressMonitor monitor) {
		return checked;
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
	public Transaction begin(IProgressMonitor monitor) throws MachineException {
		Path next = root.resolveSibling(root.getFileName() + ".next");
		try {
			Process copy = new ProcessBuilder("cp", "-a", root.toString(), next.toString()).inheritIO().start();
			if (copy.waitFor() != 0) {
				throw new IOException("cp failed");
			}
		} catch (IOException | InterruptedException e) {
			throw new MachineException("The copy failed", root.toString(), "Nothing was changed.", "Look.", e);
		}
		return new TreeTransaction(next);
	}

	@Override
	public Optional<String> recover(RecordPublisher recorder, IProgressMonitor monitor) {
		Optional<String> sentence = Optional.ofNullable(interrupted);
		interrupted = null;
		return sentence;
	}

	/** Changes of a copy. */
	private final class TreeTransaction implements Transaction {

		private final Path next;
		private final Machine machine;
		private final List<FileChange> folders = new ArrayList<>();

		TreeTransaction(Path next) {
			this.next = next;
			this.machine = new FolderMachine("image:" + root, root.getFileName() + ".img", next);
		}

		@Override
		public Machine machine() {
			return machine;
		}

		@Override
		public void write(List<FileChange> changes, Machine source, IProgressMonitor monitor)
				throws MachineException {
			try {
				for (FileChange change : changes.stream()
						.sorted(Comparator.comparing(FileChange::path).reversed()).toList()) {
					if (change.after() == null) {
						Files.delete(at(change.path()));
					}
				}
				for (FileChange change : changes) {
					write(change, source, monitor);
				}
				for (FileChange folder : folders) {
					time(folder.after());
				}
			} catch (IOException e) {
				throw new MachineException("It can't be written (" + e.getMessage() + ")", root.toString(),
						"The clone is as it was.", "Look.", e);
			}
			if (memoryEnds) {
				throw new OutOfMemoryError("Java heap space");
			}
			if (failure != null) {
				throw new MachineException(failure, root.toString(), "The clone is as it was.", "Free some space.");
			}
		}

		@Override
		public void install(PackagePlan plan, IProgressMonitor monitor) throws MachineException {
			try {
				Files.write(next.resolve("installed"), plan.changes().stream()
						.map(change -> change.name() + " " + change.from() + " " + change.to()).toList());
			} catch (IOException e) {
				throw new MachineException("It can't be installed", root.toString(), "The clone is as it was.", "Look.",
						e);
			}
		}

		private void write(FileChange change, Machine source, IProgressMonitor monitor)
				throws IOException, MachineException {
			FileEntry after = change.after();
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			if (after == null) {
				return;
			}
			if (after.isDirectory()) {
				Files.createDirectories(at(after.path()));
				folders.add(change);
			} else if (change.content() instanceof FileChange.Made made) {
				Files.write(at(after.path()), made.bytes());
			} else if (change.content() instanceof FileChange.Copied copied) {
				source.read(List.of(copied.file().path()),
						(path, size, in) -> Files.write(at(after.path()), in.readAllBytes()), monitor);
			}
			Files.setPosixFilePermissions(at(after.path()), permissions(after.mode()));
			time(after);
		}

		private void time(FileEntry after) throws IOException {
			Files.setLastModifiedTime(at(after.path()), FileTime.from(after.mtimeNanos(), TimeUnit.NANOSECONDS));
		}

		private Path at(MachinePath path) {
			return next.resolve(path.toString().substring(1));
		}

		@Override
		public void commit(String record, RecordPublisher publisher, IProgressMonitor monitor) throws MachineException {
			if (monitor.isCanceled()) {
				throw new OperationCanceledException();
			}
			try {
				delete(root);
				Files.move(next, root);
			} catch (IOException e) {
				throw new MachineException("The trees can't be exchanged", root.toString(), "Half done.", "Look.", e);
			}
			publisher.publish(record);
		}

		@Override
		public void close() {
			try {
				if (Files.exists(next, LinkOption.NOFOLLOW_LINKS)) {
					delete(next);
				}
			} catch (IOException e) {
				throw new java.io.UncheckedIOException(e);
			}
		}
	}

	private static void delete(Path tree) throws IOException {
		try (java.util.stream.Stream<Path> files = Files.walk(tree)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
	}

	private static Set<PosixFilePermission> permissions(int mode) {
		Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
		PosixFilePermission[] all = PosixFilePermission.values();
		for (int i = 0; i < all.length; i++) {
			if ((mode & 0400 >> i) != 0) {
				permissions.add(all[i]);
			}
		}
		return permissions;
	}
}
