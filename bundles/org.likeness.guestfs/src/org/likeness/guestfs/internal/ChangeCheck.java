/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.AttributeDump;
import org.likeness.core.FileAttributes;
import org.likeness.core.FileChange;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;

/**
 * Looks, before anything is written, whether each path is what it was when its change was planned, and whether the way
 * to it is one of folders only: a symlink there could lead anywhere.
 */
final class ChangeCheck {

	/** How many paths a message names. */
	private static final int NAMED = 5;

	private final MountedSystem system;
	private final Map<MachinePath, FileChange> changes = new HashMap<>();
	private final Map<MachinePath, FileEntry> found = new HashMap<>();

	/** @throws IllegalArgumentException if the changes contradict one another */
	ChangeCheck(MountedSystem system, List<FileChange> changes) {
		this.system = system;
		for (FileChange change : changes) {
			if (this.changes.put(change.path(), change) != null) {
				throw new IllegalArgumentException("changed twice: " + change.path());
			}
			if (change.after() != null && !TarStream.canHold(change.after())) {
				throw new IllegalArgumentException("neither file, folder, symlink nor pipe: " + change.path());
			}
		}
		for (FileChange change : changes) {
			for (MachinePath above = change.path(); !above.isRoot(); above = above.parent()) {
				FileChange folder = this.changes.get(above.parent());
				boolean isFolder = folder == null || folder.after() != null && folder.after().isDirectory();
				if (!isFolder && change.after() != null) {
					throw new IllegalArgumentException("no folder holds it any more: " + change.path());
				}
			}
		}
	}

	/** @throws MachineException if something is not as planned; nothing was changed */
	void call(IProgressMonitor monitor) throws MachineException {
		TreeSet<MachinePath> paths = new TreeSet<>();
		for (MachinePath path : changes.keySet()) {
			for (MachinePath above = path; paths.add(above) && !above.isRoot(); above = above.parent()) {
				checkIsMounted(above);
			}
		}
		ask(paths, monitor);
		List<MachinePath> moved = new ArrayList<>();
		for (MachinePath path : new TreeSet<>(changes.keySet())) {
			checkWay(path);
			if (!Objects.equals(changes.get(path).before(), found.get(path))) {
				moved.add(path);
			}
		}
		if (!moved.isEmpty()) {
			throw failure("The clone is not any more what the plan shows: " + named(moved),
					"Compare again, then apply again.");
		}
	}

	private static String named(List<MachinePath> paths) {
		List<String> names = paths.stream().limit(NAMED).map(MachinePath::toString).toList();
		return String.join(", ", names) + (paths.size() > NAMED ? " and " + (paths.size() - NAMED) + " more" : "");
	}

	private void checkIsMounted(MachinePath path) throws MachineException {
		String problem = system.problems().get(path);
		if (problem != null) {
			throw failure("The folder " + path + " can't be changed: " + problem,
					"Start the virtual machine and see what ails it, or choose what lies elsewhere.");
		}
	}

	private void checkWay(MachinePath path) throws MachineException {
		for (MachinePath above = path; !above.isRoot(); above = above.parent()) {
			MachinePath folder = above.parent();
			FileEntry entry = found.get(folder);
			FileChange change = changes.get(folder);
			if (entry != null && entry.type() == FileType.SYMLINK && (change == null || change.after() == null)) {
				throw failure("The way to " + path + " leads over a symlink, " + folder + ", which is not followed",
						"Leave this item out, or make a folder of the symlink in the clone.");
			}
			boolean willBe = change != null && change.after() != null;
			if (!willBe && (entry == null || !entry.isDirectory()) && changes.get(path).after() != null) {
				throw failure("There is no folder " + folder + " for " + path,
						"Compare again, then apply again.");
			}
		}
	}

	private void ask(TreeSet<MachinePath> paths, IProgressMonitor monitor) throws MachineException {
		List<String> places = paths.stream().map(SystemWriter::inAppliance).toList();
		system.appliance().askAbout(places, "section 0 | find -files0-from - -maxdepth 0 -printf '"
				+ WalkRecord.FORMAT + "' 2>/dev/null; printf '\\0'\nsection 0 | " + GuestAttributes.SCRIPT, this::read,
				monitor);
	}

	private Void read(InputStream answer, long length) throws IOException, MachineException {
		FieldReader fields = new FieldReader(answer);
		for (String type = fields.need(); !type.isEmpty(); type = fields.need()) {
			WalkRecord record = WalkRecord.read(type, fields);
			if (record != null) {
				MachinePath path = GuestPaths.inGuest(record.operand());
				found.put(path, record.entry(path));
			}
		}
		AttributeDump attributes = GuestAttributes.read(fields);
		if (attributes == null) {
			throw failure("What is to be changed has more extended attributes than are read", "Choose less.");
		}
		attributes.files()
				.forEach((place, all) -> found.computeIfPresent(GuestPaths.inGuest(place),
						(path, entry) -> entry.with(all)));
		return null;
	}

	/** @return whether what is made at this path gets an access control list by itself, from a folder above it */
	boolean inherits(MachinePath path) {
		for (MachinePath above = path; !above.isRoot(); above = above.parent()) {
			FileEntry folder = found.get(above.parent());
			if (folder != null && folder.attributes().values().containsKey(FileAttributes.DEFAULT_LIST)) {
				return true;
			}
		}
		return false;
	}

	private MachineException failure(String what, String remedy) {
		return new MachineException(what, system.appliance().image().toString(), SystemWriter.UNCHANGED, remedy);
	}
}
