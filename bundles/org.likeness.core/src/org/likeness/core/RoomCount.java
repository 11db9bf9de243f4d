/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts what a plan takes in each file system of a machine; {@link Room} says how. */
final class RoomCount {

	private static final MachinePath SYSTEM = MachinePath.of("/usr");

	/** ext4 keeps the target of a shorter symlink where it keeps its owner: it takes no block. */
	private static final int LONG_LINK = 60;

	private final List<FileSystem> fileSystems;
	/** Bytes taken, by file system; below 0 where more is freed. */
	private final Map<FileSystem, Long> taken = new HashMap<>();

	RoomCount(List<FileSystem> fileSystems) {
		this.fileSystems = fileSystems;
	}

	/** @return one for each file system, in their order */
	List<Room> of(List<FileChange> changes, PackagePlan packages, List<SystemCommand> commands) {
		for (FileChange change : changes) {
			FileSystem holder = holder(change.path());
			if (holder != null) {
				taken.merge(holder, written(change, holder.blockSize()) - freed(change, holder.blockSize()), Long::sum);
			}
		}
		FileSystem ofSystem = holder(SYSTEM);
		List<Room> rooms = new ArrayList<>();
		for (FileSystem fileSystem : fileSystems) {
			long files = taken.getOrDefault(fileSystem, 0L);
			long installed = 0;
			long twice = 0;
			if (fileSystem == ofSystem) {
				installed = packages.bytesUnpacked() - packages.bytesFreed()
						+ commands.stream().mapToLong(SystemCommand::bytes).sum();
				twice = packages.installed().stream().mapToLong(PackageChange::freed).max().orElse(0);
			}
			long needed = Math.max(0, Math.max(files, files + installed + twice));
			long after = Math.min(fileSystem.size(), fileSystem.free() - files - installed);
			rooms.add(new Room(fileSystem, needed, after));
		}
		return rooms;
	}

	/** @return the one whose folder is nearest above; {@code null} if none is known */
	private FileSystem holder(MachinePath path) {
		FileSystem nearest = null;
		int depth = -1;
		for (FileSystem fileSystem : fileSystems) {
			for (MachinePath folder : fileSystem.folders()) {
				int length = folder.raw().length();
				if (path.startsWith(folder) && length > depth) {
					nearest = fileSystem;
					depth = length;
				}
			}
		}
		return nearest;
	}

	/** @return the bytes of all blocks that are written, whatever is freed */
	static long written(List<FileChange> changes, long blockSize) {
		return changes.stream().mapToLong(change -> written(change, blockSize)).sum();
	}

	private static long written(FileChange change, long blockSize) {
		return change.kind() != FileChange.Kind.WRITE ? 0
				: size(change.after(), change.bytes(), change.before(), blockSize);
	}

	private static long freed(FileChange change, long blockSize) {
		boolean goes = change.before() != null && change.kind() != FileChange.Kind.ATTRIBUTES;
		return goes ? size(change.before(), change.before().size(), change.after(), blockSize) : 0;
	}

	/** @param other what is there in its place before or after: a folder that stays one takes what it took */
	private static long size(FileEntry entry, long bytes, FileEntry other, long blockSize) {
		return switch (entry.type()) {
		case FILE -> FileSystem.blocks(bytes, blockSize);
		case DIRECTORY -> other != null && other.isDirectory() ? 0 : blockSize;
		case SYMLINK -> entry.linkTarget().raw().length() < LONG_LINK ? 0
				: FileSystem.blocks(entry.linkTarget().raw().length(), blockSize);
		default -> 0;
		};
	}
}
