/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

import org.likeness.core.FileType;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/**
 * Finds the paths of a machine whose root is a folder of the laptop. Symlinks are resolved here, one component at a
 * time, as a system whose root is that folder would: an absolute target starts at the root again, and {@code ..} ends
 * there. So nothing in the tree can name a file outside.
 */
public final class ConfinedRoot {

	/** As many as Linux follows (path_resolution(7)). */
	private static final int MAX_SYMLINKS = 40;

	private final Path root;
	private final Mounts mounts;

	/**
	 * @param root   a real path, without symlinks
	 * @param mounts what must not be touched below it
	 */
	public ConfinedRoot(Path root, Mounts mounts) {
		this.root = root;
		this.mounts = mounts;
	}

	/** @return the same, but for a mount point that may be touched */
	public ConfinedRoot entering(Path mountPoint) {
		return new ConfinedRoot(root, mounts.entering(mountPoint));
	}

	public Mounts mounts() {
		return mounts;
	}

	/**
	 * @return the real path of the laptop at which {@code path} is found; no component of it is a symlink
	 * @throws NoSuchFileException     if there is nothing
	 * @throws FileSystemLoopException if there are too many symlinks on the way
	 * @throws NotEnteredException     if it lies on a file system that must not be touched
	 * @throws IOException             if it can't be reached for another reason
	 */
	public Path resolve(MachinePath path) throws IOException {
		return resolve(path, new LinkedHashSet<>());
	}

	/** @return the path of the machine at which {@code real}, at or below the root, is */
	public MachinePath inside(Path real) {
		return real.equals(root) ? MachinePath.ROOT : MachinePath.ROOT.resolve(NativeNames.name(root.relativize(real)));
	}

	/**
	 * As {@link #resolve(MachinePath)}.
	 *
	 * @param way is told the real paths of the symlinks and folders on the way, and of what it leads to, as far as that is
	 *            there
	 */
	public Path resolve(MachinePath path, Set<Path> way) throws IOException {
		Deque<Name> pending = new ArrayDeque<>();
		push(path.asName(), pending);
		Path current = root;
		boolean folder = true;
		int symlinks = 0;
		while (!pending.isEmpty()) {
			if (!folder) {
				throw new NoSuchFileException(path.toString());
			}
			Name component = pending.pop();
			if (component.raw().equals("..")) {
				current = current.equals(root) ? root : current.getParent();
				continue;
			}
			String reason = mounts.skippedIn(current).get(component);
			if (reason != null) {
				throw new NotEnteredException(path.toString(), reason, NativeNames.resolve(current, component));
			}
			Path next = NativeNames.resolve(current, component);
			way.add(next);
			FileType type = FileType
					.ofMode((Integer) Files.getAttribute(next, "unix:mode", LinkOption.NOFOLLOW_LINKS));
			if (type == FileType.SYMLINK) {
				if (++symlinks > MAX_SYMLINKS) {
					throw new FileSystemLoopException(path.toString());
				}
				Name target = NativeNames.name(Files.readSymbolicLink(next));
				current = target.raw().startsWith("/") ? root : current;
				push(target, pending);
			} else {
				current = next;
				folder = type == FileType.DIRECTORY;
			}
		}
		return current;
	}

	private static void push(Name path, Deque<Name> pending) {
		String[] components = path.raw().split("/");
		for (int i = components.length - 1; i >= 0; i--) {
			if (!components[i].isEmpty() && !components[i].equals(".")) {
				pending.push(Name.ofBytes(components[i].getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)));
			}
		}
	}

	/** The place lies on a file system that must not be touched; the reason says which. */
	public static final class NotEnteredException extends FileSystemException {

		private static final long serialVersionUID = 1L;

		private final transient Path mountPoint;

		NotEnteredException(String path, String reason, Path mountPoint) {
			super(path, null, reason);
			this.mountPoint = mountPoint;
		}

		/** @return where that file system is mounted */
		public Path mountPoint() {
			return mountPoint;
		}
	}
}
