/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.likeness.core.AccessList;
import org.likeness.core.Account;
import org.likeness.core.Digest;
import org.likeness.core.FileAttributes;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.OperatingSystem;
import org.likeness.core.PathPattern;
import org.likeness.core.RecordedState;
import org.likeness.core.Recorder;
import org.likeness.core.Survey;
import org.likeness.core.SystemDescription;
import org.likeness.core.Want;

/** A clone in memory, for recording: the contents of settings are surveyed, those of other files are not. */
final class Clone {

	static final List<Want> WANTS = List.of(
			new Want(MachinePath.of("/home/ann"), List.of(PathPattern.of(".cache")), List.of(PathPattern.of("*.conf")),
					Want.DEFAULT_CONTENT_LIMIT),
			new Want(MachinePath.of("/etc"), List.of(), List.of(PathPattern.of("*.conf")), Want.DEFAULT_CONTENT_LIMIT));
	static final SystemDescription SYSTEM = new SystemDescription(
			new OperatingSystem("debian", "12", "Debian GNU/Linux 12 (bookworm)", "bookworm"), "clone",
			List.of(new Account("root", 0, 0, "root", MachinePath.of("/root"), "/bin/bash"),
					new Account("ann", 1000, 1000, "Ann\tö\\", MachinePath.of("/home/ann"), "/bin/bash")));

	private final Map<MachinePath, FileEntry> entries = new TreeMap<>();
	private final Map<MachinePath, byte[]> contents = new HashMap<>();
	private final Map<MachinePath, Digest> digests = new HashMap<>();
	private final Map<MachinePath, String> problems = new HashMap<>();
	private final Map<MachinePath, String> links = new HashMap<>();
	private final Map<String, String> settings = new TreeMap<>();
	private Map<String, Digest> packages = Map.of();
	private Set<MachinePath> withheld = Set.of();

	Clone() {
		folder("/home/ann").folder("/etc");
	}

	Clone folder(String path) {
		return add(new FileEntry(MachinePath.of(path), FileType.DIRECTORY, 0755, 1000, 1000, 0, 1, null));
	}

	Clone add(FileEntry entry) {
		entries.put(entry.path(), entry);
		return this;
	}

	Clone file(String path, String content) {
		return file(MachinePath.of(path), content.getBytes(StandardCharsets.UTF_8), 1_700_000_000_123_456_789L);
	}

	Clone file(MachinePath path, byte[] content, long mtime) {
		contents.put(path, content);
		digests.remove(path);
		return add(new FileEntry(path, FileType.FILE, 0644, 1000, 1000, content.length, mtime, null));
	}

	Clone remove(String path) {
		entries.remove(MachinePath.of(path));
		contents.remove(MachinePath.of(path));
		digests.remove(MachinePath.of(path));
		return this;
	}

	Clone setting(String key, String value) {
		settings.put(key, value);
		return this;
	}

	/** Tells what files of packages hold that come with the next step. */
	Clone packages(Map<String, Digest> files) {
		packages = files;
		return this;
	}

	/** Tells what is a secret, from now on. */
	Clone withhold(String... paths) {
		withheld = Stream.of(paths).map(MachinePath::of).collect(Collectors.toSet());
		return this;
	}

	/** Makes two paths names of one file. */
	Clone link(String path, String other) {
		links.put(MachinePath.of(path), path);
		links.put(MachinePath.of(other), path);
		return this;
	}

	Clone problem(MachinePath path, String reason) {
		problems.put(path, reason);
		return this;
	}

	/** Tells the digest of a file. */
	Clone fingerprint(String path) {
		MachinePath file = MachinePath.of(path);
		digests.put(file, Digest.of(Digest.computation().digest(contents.get(file))));
		return this;
	}

	/** Keeps the contents of a file that is about to change, or has. */
	Clone keep(Recorder recorder, String path) throws IOException {
		MachinePath file = MachinePath.of(path);
		digests.put(file, recorder.keep(contents.get(file).length, new ByteArrayInputStream(contents.get(file))));
		return this;
	}

	byte[] content(MachinePath path) {
		return contents.get(path);
	}

	Map<MachinePath, Digest> digests() {
		return digests;
	}

	List<FileEntry> entries() {
		return new ArrayList<>(entries.values());
	}

	RecordedState state() {
		Survey.Builder survey = new Survey.Builder();
		for (FileEntry entry : entries.values()) {
			survey.add(entry);
			if (WANTS.stream().anyMatch(want -> want.wantsContents(entry)) && !problems.containsKey(entry.path())) {
				survey.content(entry.path(), contents.get(entry.path()));
			}
		}
		problems.forEach(survey::problem);
		links.forEach(survey::link);
		Inventory.Builder items = new Inventory.Builder();
		settings.forEach((key, value) -> items.add(Item.setting(key, value)));
		entries.values().stream().filter(FileEntry::isFile)
				.forEach(entry -> items.add(Item.file(entry.path().toString(), new TreeMap<>(), entry)));
		return new RecordedState(SYSTEM, WANTS, survey.build(), Map.copyOf(digests),
				Map.of("dconf", items.build()), packages, withheld);
	}

	/** @return a clone with all that a file system can hold, the same for the same seed */
	static Clone random(long seed) {
		Random random = new Random(seed);
		Clone clone = new Clone();
		List<MachinePath> folders = new ArrayList<>(List.of(MachinePath.of("/home/ann"), MachinePath.of("/etc")));
		for (int i = 0; i < 200; i++) {
			MachinePath folder = folders.get(random.nextInt(folders.size()));
			MachinePath path = folder.resolve(name(random));
			FileType type = FileType.values()[random.nextInt(FileType.values().length)];
			type = random.nextBoolean() ? FileType.FILE : type;
			if (clone.entries.containsKey(path)) {
				continue;
			}
			byte[] content = new byte[type == FileType.FILE ? random.nextInt(100) : 0];
			random.nextBytes(content);
			clone.contents.put(path, content);
			clone.add(new FileEntry(path, type, random.nextInt(010000), random.nextInt(), random.nextInt(),
					content.length, random.nextLong(), type == FileType.SYMLINK ? name(random) : null,
					attributes(random)));
			if (type == FileType.DIRECTORY && !path.equals(MachinePath.of("/home/ann/.cache"))) {
				folders.add(path);
			} else if (type == FileType.FILE && random.nextInt(10) == 0) {
				clone.problem(path, "permission\tdenied");
			}
			clone.setting(name(random).toString(), "a\nb" + random.nextInt());
		}
		return clone;
	}

	private static FileAttributes attributes(Random random) {
		Map<Name, byte[]> values = new HashMap<>();
		if (random.nextInt(4) == 0) {
			byte[] value = new byte[random.nextInt(30)];
			random.nextBytes(value);
			values.put(Name.ofBytes(("user." + name(random).raw() + "=").getBytes(StandardCharsets.ISO_8859_1)), value);
			values.put(FileAttributes.DEFAULT_LIST, value);
			values.put(FileAttributes.ACCESS_LIST, AccessList.ofText("user::rw-,user:" + random.nextInt(9) + ":r--,"
					+ "group::r-x,mask::rwx,other::---").orElseThrow().bytes());
		}
		return FileAttributes.of(values);
	}

	private static Name name(Random random) {
		List<String> names = List.of(".git", ".gitmodules", "git~1", ".GIT ", "%", "%entries", "%2e", ".bashrc",
				"x.conf",
				"-", "a b", "tab\there", "new\nline", "ä😀", "\u200c.git", "CON", "a\\b", "\u2028", "files",
				"metadata");
		if (random.nextBoolean()) {
			return Name.of(names.get(random.nextInt(names.size())));
		}
		byte[] bytes = new byte[1 + random.nextInt(12)];
		for (int i = 0; i < bytes.length; i++) {
			byte any = (byte) (1 + random.nextInt(255));
			bytes[i] = any == '/' || bytes.length < 3 && any == '.' ? (byte) 'x' : any;
		}
		return Name.ofBytes(bytes);
	}
}
