/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Costs;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.LeaveOut;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.Places;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/**
 * One survey of a folder of the laptop: walks what a request asks for and reads the small files it wants. Never enters
 * a file system that must not be touched; never follows a symlink but on the way to a root. For one use.
 */
public final class FolderWalk {

	/** A folder to be listed: where it is told to be, and where it is. */
	private record Folder(MachinePath path, Path real) {
	}

	private final ConfinedRoot root;
	private final FileOpener opener;
	private final SurveyRequest asked;
	/** The same, where it is. */
	private SurveyRequest request;
	private final Costs costs;
	private final Reader reader = Reader.current();
	private final Survey.Builder survey = new Survey.Builder();
	private final Set<MachinePath> read = new HashSet<>();
	private AttributePass attributes;
	private SubMonitor progress;
	private long reading;

	public FolderWalk(ConfinedRoot root, FileOpener opener, SurveyRequest request, Costs costs) {
		this.root = root;
		this.opener = opener;
		this.asked = request;
		survey.asked(request);
		this.costs = costs;
	}

	/**
	 * @throws MachineException           if attributes can't be read at all
	 * @throws OperationCanceledException if the monitor is cancelled
	 */
	public Survey call(IProgressMonitor monitor) throws MachineException {
		progress = SubMonitor.convert(monitor);
		long begin = System.nanoTime();
		try (AttributePass found = new AttributePass()) {
			attributes = found;
			request = follow(asked);
			for (SurveyRequest.Walk walk : request.walks()) {
				walk(walk.root(), walk.leaveOut());
			}
			found.finish(survey);
		}
		costs.add("walk", System.nanoTime() - begin - reading);
		costs.add("read", reading);
		return survey.build();
	}

	/** Tells the ways to roots that lie behind symlinks, and where these roots are. */
	private SurveyRequest follow(SurveyRequest asked) throws MachineException {
		List<MachinePath> roots = asked.wants().stream().map(Want::root).distinct().toList();
		Map<MachinePath, Path> ways = new HashMap<>();
		Map<MachinePath, String> unreachable = new HashMap<>();
		for (MachinePath start : roots) {
			Set<Path> way = new LinkedHashSet<>();
			try {
				root.resolve(start, way);
			} catch (NoSuchFileException e) {
				// That is an answer.
			} catch (IOException e) {
				unreachable.put(start, Reasons.of(e));
			}
			way.forEach(real -> ways.put(root.inside(real), real));
		}
		Places places = Places.of(roots, path -> ways.containsKey(path) ? target(ways.get(path)) : null);
		for (MachinePath way : places.ways()) {
			if (ways.containsKey(way)) {
				attributes.root(way, ways.get(way));
				add(way, ways.get(way));
			}
		}
		unreachable.forEach((start, reason) -> survey.problem(places.of(start), reason));
		return places.of(asked);
	}

	/** @return where a symlink leads; {@code null} if there is none */
	private static Name target(Path real) {
		try {
			return Files.isSymbolicLink(real) ? NativeNames.name(Files.readSymbolicLink(real)) : null;
		} catch (IOException e) {
			return null;
		}
	}

	private void walk(MachinePath start, LeaveOut left) throws MachineException {
		Deque<Folder> folders = new ArrayDeque<>();
		try {
			Path real = root.resolve(start);
			attributes.root(start, real);
			visit(start, start, real, left, folders);
		} catch (NoSuchFileException e) {
			return;
		} catch (IOException e) {
			survey.problem(start, Reasons.of(e));
		}
		while (!folders.isEmpty()) {
			list(start, folders.pop(), left, folders);
		}
	}

	private void list(MachinePath start, Folder folder, LeaveOut left, Deque<Folder> folders)
			throws MachineException {
		progress.setWorkRemaining(1000).worked(1);
		Map<Name, String> skipped = root.mounts().skippedIn(folder.real());
		try (DirectoryStream<Path> children = Files.newDirectoryStream(folder.real())) {
			for (Path real : children) {
				if (progress.isCanceled()) {
					throw new OperationCanceledException();
				}
				Name name = NativeNames.name(real.getFileName());
				MachinePath path = folder.path().resolve(name);
				String reason = skipped.get(name);
				if (reason != null) {
					// Whoever owns it is not known without touching it.
					survey.add(new FileEntry(path, FileType.DIRECTORY, 0, 0, 0, 0, 0, null)).problem(path, reason);
				} else {
					visit(start, path, real, left, folders);
				}
			}
		} catch (IOException e) {
			survey.problem(folder.path(), Reasons.of(e));
		} catch (DirectoryIteratorException e) {
			survey.problem(folder.path(), Reasons.of(e.getCause()));
		}
	}

	private void visit(MachinePath start, MachinePath path, Path real, LeaveOut left, Deque<Folder> folders)
			throws MachineException {
		FileEntry entry = add(path, real);
		if (entry == null) {
			return;
		}
		if (entry.isFile()) {
			read(entry, real);
		} else if (entry.isDirectory() && !left.matches(path.relativeTo(start))) {
			folders.push(new Folder(path, real));
		}
	}

	/** @return what is there; {@code null} if nothing is, or it can't be told */
	private FileEntry add(MachinePath path, Path real) throws MachineException {
		FileEntry entry;
		FileStamp stamp;
		try {
			stamp = FileStamp.of(real);
			entry = stamp.entry(path, real);
		} catch (NoSuchFileException e) {
			// It went while the folder was listed, as files of a running system do.
			return null;
		} catch (IOException e) {
			survey.problem(path, Reasons.of(e));
			return null;
		}
		survey.add(entry);
		if (entry.isFile() && stamp.links() > 1) {
			survey.link(path, List.of(stamp.dev(), stamp.ino()));
		}
		if (entry.isFile() || entry.isDirectory()) {
			attributes.add(entry, stamp, real);
		}
		if (entry.isFile() && !reader.mayRead(stamp, real)) {
			survey.problem(path, "permission denied");
		}
		return entry;
	}

	private void read(FileEntry entry, Path real) {
		int limit = request.contentLimit(entry);
		if (limit < 0 || !read.add(entry.path())) {
			return;
		}
		if (entry.size() <= limit && !survey.takesContent(entry.path(), entry.size())) {
			return;
		}
		long begin = System.nanoTime();
		try {
			byte[] bytes = entry.size() > limit ? null : bytes(real, limit);
			if (bytes == null) {
				survey.tooLarge(entry, limit);
			} else {
				survey.content(entry.path(), bytes);
			}
		} catch (IOException e) {
			survey.problem(entry.path(), Reasons.of(e));
		}
		reading += System.nanoTime() - begin;
	}

	/** @return {@code null} if there are more than {@code limit}: the file may have grown since it was looked at */
	private byte[] bytes(Path real, int limit) throws IOException {
		try (InputStream in = opener.open(real)) {
			byte[] bytes = in.readNBytes(limit);
			return in.read() < 0 ? bytes : null;
		}
	}
}
