/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.FileChange;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.SourceChangedException;

/**
 * Writes changes to a system that is mounted in an appliance: one script that looks whether all is as planned, one that
 * removes, and one for each archive of contents, which tar unpacks. Nobody else works in that appliance; so what was
 * found to be a folder stays one. For one use.
 */
public final class SystemWriter {

	static final String UNCHANGED = "The clone is as it was: nothing of this change reaches it.";

	/** How much one archive may hold; a larger file has one of its own. */
	static final long BATCH = 64L << 20;

	/** Takes mount points and writes what is left to write there. */
	static final String SYNC = "xargs -0 sync -f --";

	private static final int ERROR_LIMIT = 64 << 10;

	/** What tools say when a file system is full; tar does so where only a part of what it had was still written. */
	static final Pattern FULL = Pattern
			.compile("No space left on device|Disk quota exceeded|Wrote only \\d+ of");

	private final MountedSystem system;
	private final ImageAppliance appliance;
	private final Machine source;
	private final List<FileChange> changes;
	private final List<FileChange> folders = new ArrayList<>();
	private TarStream archive;
	private List<FileChange> replaced = new ArrayList<>();
	private int archives;
	private MachineException failure;

	/**
	 * @param changes as {@link org.likeness.core.Transaction#write} takes them
	 * @param source  where copied contents are read
	 */
	public SystemWriter(MountedSystem system, List<FileChange> changes, Machine source) {
		this.system = system;
		this.appliance = system.appliance();
		this.changes = List.copyOf(changes);
		this.source = source;
	}

	/** @throws MachineException if not all could be written; the overlay is of no more use then */
	public void call(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Writing to the clone", 100);
		ChangeCheck check = new ChangeCheck(system, changes);
		check.call(progress.split(5));
		AttributeWriter attributes = new AttributeWriter(changes);
		attributes.remove((request, script) -> run(request, script, progress.split(0)));
		clear(progress.split(5));
		ByteProgress written = new ByteProgress(progress.split(85),
				changes.stream().filter(change -> change.content() != null)
						.mapToLong(change -> change.content().size()).sum());
		try {
			pack(written);
		} catch (IOException e) {
			throw failed("The contents can't be handed to the appliance (" + e.getMessage() + ")", e);
		}
		attributes.set(check::inherits, (request, script) -> run(request, script, progress.split(0)));
		Mailbox.Request mounts = new Mailbox.Request().section();
		system.starts().keySet().forEach(mounts::add);
		run(mounts, "section 0 | " + SYNC, progress.split(5));
	}

	static String inAppliance(MachinePath path) {
		return GuestPaths.inAppliance(path.raw());
	}

	/** Removes what goes, or becomes something of another kind; and gives files that stay what they are to become. */
	private void clear(IProgressMonitor monitor) throws MachineException {
		Map<String, List<String>> commands = commands();
		if (commands.isEmpty()) {
			return;
		}
		Mailbox.Request request = new Mailbox.Request();
		StringBuilder script = new StringBuilder();
		int sections = 0;
		for (Map.Entry<String, List<String>> entry : commands.entrySet()) {
			request.section();
			entry.getValue().forEach(request::add);
			script.append("section ").append(sections++).append(" | xargs -0 -r ").append(entry.getKey())
					.append(" &&\n");
		}
		run(request, script + ":", monitor);
	}

	/** @return lists of arguments by command, in the order in which they are to be run */
	private Map<String, List<String>> commands() {
		Map<String, List<String>> first = new LinkedHashMap<>();
		Map<String, List<String>> owners = new TreeMap<>();
		Map<String, List<String>> modes = new TreeMap<>();
		List<String> times = new ArrayList<>();
		for (int i = changes.size() - 1; i >= 0; i--) {
			FileChange change = changes.get(i);
			FileEntry before = change.before();
			FileEntry after = change.after();
			String place = inAppliance(change.path());
			if (before != null && (after == null || after.type() != before.type())) {
				add(first, !before.isDirectory() ? "rm -f --"
						: after == null ? "rmdir --ignore-fail-on-non-empty --" : "rmdir --", place);
			} else if (after != null && after.isFile() && change.content() == null) {
				boolean given = before.uid() != after.uid() || before.gid() != after.gid();
				if (given) {
					add(owners, "chown -h " + Integer.toUnsignedString(after.uid()) + ":"
							+ Integer.toUnsignedString(after.gid()) + " --", place);
				}
				if (given || before.mode() != after.mode()) {
					add(modes, "chmod " + Integer.toOctalString(after.mode()) + " --", place);
				}
				if (before.mtimeNanos() != after.mtimeNanos()) {
					times.add("@" + java.math.BigDecimal.valueOf(after.mtimeNanos(), 9).toPlainString());
					times.add(place);
				}
			}
		}
		Map<String, List<String>> commands = new LinkedHashMap<>();
		for (String removal : List.of("rm -f --", "rmdir --ignore-fail-on-non-empty --", "rmdir --")) {
			if (first.containsKey(removal)) {
				commands.put(removal, first.get(removal));
			}
		}
		commands.putAll(owners);
		commands.putAll(modes);
		if (!times.isEmpty()) {
			commands.put("-n 2 touch -h -c -d", times);
		}
		return commands;
	}

	private static void add(Map<String, List<String>> commands, String command, String argument) {
		commands.computeIfAbsent(command, key -> new ArrayList<>()).add(argument);
	}

	private void pack(ByteProgress progress) throws IOException, MachineException {
		Map<MachinePath, List<FileChange>> copied = new LinkedHashMap<>();
		List<FileChange> links = new ArrayList<>();
		for (FileChange change : changes) {
			FileEntry after = change.after();
			if (after == null) {
				continue;
			}
			if (after.isDirectory()) {
				folders.add(change);
				add(change, 0, null, progress);
			} else if (change.content() instanceof FileChange.Made made) {
				add(change, made.bytes().length, new ByteArrayInputStream(made.bytes()), progress);
			} else if (change.content() instanceof FileChange.Copied copy && copy.sameAs() != null
					&& system.mountPoint(inAppliance(change.path()))
							.equals(system.mountPoint(inAppliance(copy.sameAs())))) {
				links.add(change);
			} else if (change.content() instanceof FileChange.Copied copy) {
				copied.computeIfAbsent(copy.file().path(), path -> new ArrayList<>()).add(change);
			} else if (!after.isFile()) {
				add(change, 0, null, progress);
			}
		}
		while (!copied.isEmpty()) {
			copy(copied, progress);
		}
		for (FileChange link : links) {
			begin(0, progress).link(link.path(), link.after(), ((FileChange.Copied) link.content()).sameAs());
		}
		unpack(progress);
		if (archives > 1) {
			for (FileChange folder : folders) {
				add(folder, 0, null, progress); // what was put into it since has changed its time
			}
			unpack(progress);
		}
	}

	/**
	 * Reads each file of the source once, for the first change that still waits for it. One that is not what it was when
	 * the change was planned can't be written, and what was packed of it can't be taken back: nothing is written then, but
	 * all others are looked at too.
	 */
	private void copy(Map<MachinePath, List<FileChange>> copied, ByteProgress progress) throws MachineException {
		Map<MachinePath, FileChange> wanted = new HashMap<>();
		copied.forEach((path, waiting) -> wanted.put(path, waiting.remove(0)));
		copied.values().removeIf(Collection::isEmpty);
		Set<MachinePath> packing = new HashSet<>();
		List<FileEntry> files = wanted.values().stream().map(change -> ((FileChange.Copied) change.content()).file())
				.toList();
		try {
			source.readAsFound(files, (path, size, content) -> {
				FileChange change = wanted.get(path);
				if (change == null || size != change.content().size()) {
					return; // it is left in the list of those that are not what they were
				}
				if (packing.isEmpty()) {
					packing.add(path);
					try {
						add(change, size, content, progress);
					} catch (MachineException e) {
						failure = e;
						throw new IOException(e);
					}
					packing.clear();
				}
				wanted.remove(path);
			}, progress.monitor());
		} catch (MachineException e) {
			throw failure != null ? failure : e;
		}
		if (!wanted.isEmpty()) {
			throw new SourceChangedException(wanted.keySet(), source.label());
		}
	}

	private void add(FileChange change, long size, InputStream content, ByteProgress progress)
			throws IOException, MachineException {
		begin(Math.min(size, change.bytes()), progress).add(change.path(), change.after(), size, content);
		FileEntry before = change.before();
		if (content != null && before != null && before.isFile()) {
			replaced.add(change);
		}
		progress.worked(size);
	}

	/** @return the archive, with room for so many bytes more */
	private TarStream begin(long size, ByteProgress progress) throws IOException, MachineException {
		Parcel parcel = appliance.parcel();
		if (archive != null && (parcel.isInManyParts() || parcel.length() + size > BATCH)) {
			unpack(progress);
		}
		if (archive == null) {
			parcel.clear();
			archive = new TarStream(parcel);
		}
		return archive;
	}

	/**
	 * Lets tar unpack what was packed. It makes a new file in place of an old one, so that other names of that (hard
	 * links) keep their contents; so the old one's labels, which are the clone's own, are put on the new one.
	 */
	private void unpack(ByteProgress progress) throws IOException, MachineException {
		if (archive == null) {
			return;
		}
		archive.end();
		archive = null;
		archives++;
		Mailbox.Request request = new Mailbox.Request().section();
		replaced.forEach(change -> request.add(inAppliance(change.path())));
		replaced = new ArrayList<>();
		run(request, "section 0 | xargs -0 -r getfattr -h -d -e hex --absolute-names"
				+ " -m '^(trusted|security\\.selinux)' -- > $t/attributes 2>/dev/null\n"
				+ appliance.parcel().command()
				+ " | tar -x -p --blocking-factor=2048 --numeric-owner --same-owner --delay-directory-restore"
				+ " --warning=no-timestamp -C " + GuestPaths.SYSROOT
				+ " -f - && { [ ! -s $t/attributes ] || setfattr -h --restore=$t/attributes; }",
				progress.monitor());
		appliance.parcel().clear();
	}

	/** Runs a script that must succeed. */
	private void run(Mailbox.Request request, String script, IProgressMonitor monitor) throws MachineException {
		String said = appliance.ask(request, "{\n" + script
				+ "\n} > /dev/null 2> $t/errors; printf '%s ' $?; [ ! -s $t/errors ] || tail -c " + ERROR_LIMIT
				+ " $t/errors", (answer, length) -> text(answer), monitor);
		if (said.startsWith("0 ")) {
			return;
		}
		String errors = said.substring(said.indexOf(' ') + 1).strip();
		if (errors.startsWith("setfattr: ") && FULL.matcher(errors).find()) {
			throw new MachineException(
					"The clone's file system has no room for the extended attributes of a file (" + first(errors) + ")",
					appliance.image().toString(), UNCHANGED,
					"Leave that file out, or see with getfattr what it has on the laptop.");
		}
		if (FULL.matcher(errors).find()) {
			throw new MachineException("A file system of the clone is full (" + first(errors) + ")",
					appliance.image().toString(), UNCHANGED, "Free space in the clone or enlarge it, or choose less.");
		}
		throw failed("Not all could be written to the clone (" + first(errors) + ")", null);
	}

	private static String first(String errors) {
		return errors.lines().findFirst().map(line -> org.likeness.core.Name.of(line).toString())
				.orElse("no reason is known");
	}

	private static String text(InputStream answer) throws IOException {
		return new String(answer.readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
	}

	private MachineException failed(String what, Exception cause) {
		return new MachineException(what, appliance.image().toString(), UNCHANGED,
				"Try again. If it fails again, start the virtual machine and let it check its file systems.", cause);
	}
}
