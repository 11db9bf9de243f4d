/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Costs;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;
import org.likeness.core.SystemFiles;
import org.likeness.laptop.internal.BoundedContent;
import org.likeness.laptop.internal.ConfinedRoot;
import org.likeness.laptop.internal.DigestCache;
import org.likeness.laptop.internal.DigestPass;
import org.likeness.laptop.internal.FileOpener;
import org.likeness.laptop.internal.FileStamp;
import org.likeness.laptop.internal.FolderWalk;
import org.likeness.laptop.internal.Mounts;

/**
 * Any folder of the laptop as the root of a machine: {@code /} itself, a mounted disk, a tree in a test. The folder is
 * only read. Symlinks are resolved as a system with that root would, never out of it. Remote and pseudo file systems
 * that are mounted below the folder are told as problems and not entered.
 */
public final class FolderMachine implements Machine {

	/** The files that say what a system is have a few hundred bytes; passwd of a large site has some more. */
	private static final int DESCRIPTION_LIMIT = 4 << 20;

	private final String id;
	private final String label;
	private final Path root;
	private final FileOpener opener;
	private final DigestCache cache;
	private final Supplier<Mounts> mounts;
	private final List<Path> entered = new CopyOnWriteArrayList<>();
	private final Costs costs = new Costs();
	private SystemDescription description;

	/**
	 * @param id    what stays the same from one start of Likeness to the next
	 * @param label what people call it
	 * @param root  the folder; need not exist yet, but when the machine is read
	 */
	public FolderMachine(String id, String label, Path root) {
		this(id, label, root, FileOpener.REGULAR, null);
	}

	/** @param cache what is known of the files' contents; {@code null} for none */
	FolderMachine(String id, String label, Path root, FileOpener opener, DigestCache cache) {
		this(id, label, root, opener, cache, Mounts::current);
	}

	/** @param mounts what must not be touched; asked for each call */
	FolderMachine(String id, String label, Path root, FileOpener opener, DigestCache cache, Supplier<Mounts> mounts) {
		this.mounts = mounts;
		this.id = Objects.requireNonNull(id);
		this.label = Objects.requireNonNull(label);
		this.root = Objects.requireNonNull(root);
		this.opener = opener;
		this.cache = cache;
	}

	@Override
	public String id() {
		return id;
	}

	@Override
	public String label() {
		return label;
	}

	@Override
	public synchronized SystemDescription describe(IProgressMonitor monitor) throws MachineException {
		if (description == null) {
			ConfinedRoot confined = confined();
			Map<MachinePath, byte[]> files = small(confined, SystemFiles.PATHS);
			if (!SystemFiles.isSystem(files)) {
				throw new MachineException("There is no operating system in the folder", root.toString(),
						"Nothing was changed.",
						"Name the folder in which the system's own etc and usr folders are, and mount what belongs there.");
			}
			description = SystemFiles.describe(files);
		}
		return description;
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) throws MachineException {
		return new FolderWalk(confined(), opener, request, costs).call(monitor);
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		ConfinedRoot confined = confined();
		try (Costs.Phase phase = costs.start("digest")) {
			return new DigestPass(confined, opener, cache).call(files, monitor);
		}
	}

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		ConfinedRoot confined = confined();
		SubMonitor progress = SubMonitor.convert(monitor, files.size());
		try (Costs.Phase phase = costs.start("read")) {
			for (MachinePath path : files) {
				if (progress.isCanceled()) {
					throw new OperationCanceledException();
				}
				give(path, open(confined, path, null, progress), receiver);
				progress.worked(1);
			}
		}
	}

	@Override
	public void readAsFound(Collection<FileEntry> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		ConfinedRoot confined = confined();
		SubMonitor progress = SubMonitor.convert(monitor, files.size());
		try (Costs.Phase phase = costs.start("read")) {
			for (FileEntry file : files) {
				if (progress.isCanceled()) {
					throw new OperationCanceledException();
				}
				give(file.path(), open(confined, file.path(), file, progress), receiver);
				progress.worked(1);
			}
		}
	}

	/** @param opened {@code null} if it can't be read */
	private void give(MachinePath path, BoundedContent opened, ContentReceiver receiver) throws MachineException {
		try (BoundedContent content = opened) {
			if (content == null) {
				return;
			}
			try {
				receiver.receive(path, content.size(), content);
			} catch (IOException e) {
				if (!content.hasFailed()) {
					throw new MachineException("The contents could not be taken (" + e.getMessage() + ")",
							path + " on " + label, "The " + label + " is as it was.", "Try again.", e);
				}
				// The file itself could not be read to its end: it is passed over.
			}
		} catch (IOException e) {
			// Closing a file that was only read; there is nothing to lose.
			return;
		}
	}

	/**
	 * @param found what it was when it was looked at; {@code null} if that does not matter
	 * @return {@code null} if it can't be read (any more), or is not what it was
	 */
	private BoundedContent open(ConfinedRoot confined, MachinePath path, FileEntry found, IProgressMonitor monitor) {
		try {
			Path real = confined.resolve(path);
			FileStamp stamp = FileStamp.of(real);
			if (found == null) {
				return new BoundedContent(opener.open(real), stamp.size(), monitor);
			}
			FileEntry now = stamp.entry(path, real);
			boolean same = now.size() == found.size() && now.mtimeNanos() == found.mtimeNanos();
			return !same ? null
					: new BoundedContent(opener.open(real), stamp.size(), monitor,
							() -> FileStamp.of(real).equals(stamp));
		} catch (IOException e) {
			return null;
		}
	}

	@Override
	public Costs costs() {
		return costs;
	}

	@Override
	public void close() {
		// Nothing stays open between two calls.
	}

	/** Lets a mount point be entered from now on although it is remote: somebody has asked for it. */
	synchronized void enter(Path mountPoint) {
		entered.add(mountPoint);
	}

	/** What is mounted can change while Likeness runs, so it is looked up for each call. */
	ConfinedRoot confined() throws MachineException {
		try {
			Path real = root.toRealPath();
			if (!Files.isDirectory(real)) {
				throw new MachineException("This is not a folder", root.toString(), "Nothing was changed.",
						"Name the folder that is the root of the system.");
			}
			ConfinedRoot confined = new ConfinedRoot(real, mounts.get());
			for (Path mountPoint : entered) {
				confined = confined.entering(mountPoint);
			}
			return confined;
		} catch (IOException e) {
			throw new MachineException("The folder can't be read", root.toString(), "Nothing was changed.",
					"Check that it is there and that you may read it, then try again.", e);
		}
	}

	/** @return the contents of the first of {@code paths} that can be read; {@code null} if none can */
	private Map<MachinePath, byte[]> small(ConfinedRoot confined, List<MachinePath> paths) {
		Map<MachinePath, byte[]> contents = new HashMap<>();
		for (MachinePath path : paths) {
			try (InputStream in = opener.open(confined.resolve(path))) {
				contents.put(path, in.readNBytes(DESCRIPTION_LIMIT));
			} catch (IOException e) {
				continue; // most are not there
			}
		}
		return contents;
	}
}
