/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.eclipse.jgit.errors.LargeObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.likeness.core.Digest;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.SystemDescription;
import org.likeness.core.Want;

/**
 * A snapshot as a Git tree, and back:
 *
 * <pre>
 * README                      what this is
 * machine.txt                 operating system, hostname, accounts
 * wants.txt                   what was asked for
 * unread.txt                  what could not be read, if anything
 * packages.txt                checksums of package files, if there are any
 * items/FACET.txt             the items without a file, a line each
 * files/PATH                  the contents that are kept
 * metadata/FOLDER/%entries    all entries of a folder, a line each
 * </pre>
 *
 * A folder in which nothing changed has the same blob in each commit, so a repository grows with what changes.
 */
public final class SnapshotTree {

	static final String METADATA = "metadata";
	static final String FILES = "files";
	private static final String PACKAGES = "packages.txt";
	/** No encoded name looks like it: there, a percent sign starts two digits. */
	static final String ENTRIES = "%entries";

	private static final String README = """
			The history of a disk image, written by Likeness: one commit for each step.
			metadata/ lists every entry of each folder, files/ has the contents that are kept, items/ the settings.
			It is safe to look at with git log, show and diff. Names are escaped: %XX is the byte XX.
			""";
	private static final int MOST_BYTES = 256 << 20;

	private SnapshotTree() {
	}

	/** @return the tree's id; it and all below it have been added */
	static ObjectId write(Snapshot snapshot, NewObjects objects) throws IOException {
		TreeBuilder root = new TreeBuilder();
		root.file("README", blob(README, objects));
		root.file("machine.txt", blob(SnapshotTexts.machine(snapshot.system()), objects));
		root.file("wants.txt", blob(SnapshotTexts.wants(snapshot.wants()), objects));
		if (!snapshot.problems().isEmpty()) {
			root.file("unread.txt", blob(SnapshotTexts.problems(snapshot.problems()), objects));
		}
		if (!snapshot.packages().isEmpty()) {
			root.file(PACKAGES, blob(SnapshotTexts.packages(snapshot.packages()), objects));
		}
		for (Map.Entry<String, String> items : snapshot.items().entrySet()) {
			root.folder("items").file(TreeNames.encode(Name.of(items.getKey())) + ".txt",
					blob(items.getValue(), objects));
		}
		for (Map.Entry<MachinePath, ObjectId> content : snapshot.contents().entrySet()) {
			MachinePath path = content.getKey();
			root.folder(FILES).folder(path.parent()).file(TreeNames.encode(path.name()), content.getValue());
		}
		writeEntries(snapshot.entries(), root.folder(METADATA), objects);
		return root.write(objects);
	}

	/** The list of a folder. */
	private record FolderList(MachinePath folder, StringBuilder lines) {
	}

	/** A folder stands before what it holds: its list is complete, and let go of, once something comes from elsewhere. */
	private static void writeEntries(RecordedEntries entries, TreeBuilder metadata, NewObjects objects)
			throws IOException {
		Deque<FolderList> open = new ArrayDeque<>();
		for (RecordedEntry entry : entries) {
			MachinePath folder = entry.entry().folder();
			while (!open.isEmpty() && !folder.startsWith(open.peek().folder())) {
				write(open.pop(), metadata, objects);
			}
			if (open.isEmpty() || !open.peek().folder().equals(folder)) {
				open.push(new FolderList(folder, new StringBuilder()));
			}
			entry.appendTo(open.peek().lines());
		}
		while (!open.isEmpty()) {
			write(open.pop(), metadata, objects);
		}
	}

	private static void write(FolderList list, TreeBuilder metadata, NewObjects objects) throws IOException {
		metadata.folder(list.folder()).file(ENTRIES, blob(list.lines().toString(), objects));
	}

	private static ObjectId blob(String text, NewObjects objects) throws IOException {
		return objects.add(Constants.OBJ_BLOB, text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * @throws IllegalArgumentException if the tree is not one that {@link #write} makes
	 * @throws IOException              if an object can't be read
	 */
	public static Snapshot read(ObjectReader reader, ObjectId tree) throws IOException {
		SystemDescription system = null;
		boolean attributes = true;
		boolean places = false;
		List<Want> wants = null;
		List<RecordedEntry> entries = new ArrayList<>();
		Map<MachinePath, ObjectId> contents = new HashMap<>();
		SortedMap<String, String> items = new TreeMap<>();
		SortedMap<MachinePath, String> problems = new TreeMap<>();
		SortedMap<String, Digest> packages = new TreeMap<>();
		try (TreeWalk walk = new TreeWalk(reader)) {
			walk.addTree(tree);
			walk.setRecursive(true);
			while (walk.next()) {
				String path = new String(walk.getRawPath(), StandardCharsets.ISO_8859_1);
				ObjectId id = walk.getObjectId(0);
				if (path.equals("machine.txt")) {
					String machine = text(reader, id);
					system = SnapshotTexts.machine(machine);
					attributes = SnapshotTexts.tellsAttributes(machine);
					places = SnapshotTexts.tellsPlaces(machine);
				} else if (path.equals("wants.txt")) {
					wants = SnapshotTexts.wants(text(reader, id));
				} else if (path.equals("unread.txt")) {
					problems = SnapshotTexts.problems(text(reader, id));
				} else if (path.equals(PACKAGES)) {
					packages = SnapshotTexts.packages(text(reader, id));
				} else if (path.startsWith("items/") && path.endsWith(".txt")) {
					String facet = path.substring("items/".length(), path.length() - ".txt".length());
					items.put(new String(TreeNames.decode(facet).bytes(), StandardCharsets.UTF_8), text(reader, id));
				} else if (path.startsWith(FILES + "/")) {
					contents.put(decode(path, FILES.length() + 1), id);
				} else if (path.startsWith(METADATA + "/") && path.endsWith("/" + ENTRIES)) {
					entries.addAll(entries(reader, id, folder(path)));
				}
			}
		}
		if (system == null || wants == null) {
			throw new IllegalArgumentException("machine.txt or wants.txt is missing");
		}
		if (!attributes) {
			entries.replaceAll(RecordedEntry::withoutAttributes);
		}
		return new Snapshot(system, wants, new RecordedEntries(entries), contents, items, problems, packages,
				places);
	}

	/** @return what files of packages hold, as a tree tells that may be of anybody's making */
	static SortedMap<String, Digest> packages(ObjectReader reader, ObjectId tree) throws IOException {
		try (TreeWalk walk = TreeWalk.forPath(reader, PACKAGES, tree)) {
			return walk == null ? new TreeMap<>() : SnapshotTexts.packages(text(reader, walk.getObjectId(0)));
		}
	}

	/** @return the entries in a folder's list */
	static List<RecordedEntry> entries(ObjectReader reader, ObjectId list, MachinePath folder) throws IOException {
		List<RecordedEntry> entries = new ArrayList<>();
		ObjectLoader blob = reader.open(list, Constants.OBJ_BLOB);
		try (LineReader lines = new LineReader(blob.openStream(), blob.getSize())) {
			for (String line = lines.next(); line != null; line = lines.next()) {
				entries.add(RecordedEntry.parse(folder, line));
			}
		}
		return entries;
	}

	/** @param path of a list in the tree, a character for each byte; @return the folder whose list it is */
	static MachinePath folder(String path) {
		int end = path.length() - ENTRIES.length() - 1;
		return end <= METADATA.length() ? MachinePath.ROOT : decode(path.substring(0, end), METADATA.length() + 1);
	}

	/** @return the path in the machine for what follows {@code start} in a tree's path */
	static MachinePath decode(String path, int start) {
		StringBuilder raw = new StringBuilder(path.length());
		for (String component : path.substring(start).split("/", -1)) {
			raw.append('/').append(TreeNames.decode(component).raw());
		}
		return MachinePath.ofBytes(raw.toString().getBytes(StandardCharsets.ISO_8859_1));
	}

	private static String text(ObjectReader reader, ObjectId blob) throws IOException {
		try {
			return new String(reader.open(blob, Constants.OBJ_BLOB).getCachedBytes(MOST_BYTES), StandardCharsets.UTF_8);
		} catch (LargeObjectException e) {
			throw new IOException("an object is larger than the " + MOST_BYTES + " bytes that are read", e);
		}
	}
}
