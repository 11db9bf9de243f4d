/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;

/**
 * A file that holds what a machine found: a header, the records in the order of {@link Memory}'s components, and a
 * CRC-32C of all of it. It may hold contents of settings files, so only its owner may read it; contents with passwords are
 * not written to it. Replaced as a whole, so
 * that a reader sees the old file or the new one; a file that is damaged, or of another version, counts as none.
 */
final class SurveyFile {

	private static final int MAGIC = 0x4c4b5356;
	/** Those before version 5 may hold secrets; up to that, what is reached by symlinks is told as if none were there. */
	private static final int VERSION = 6;

	/**
	 * What was found, under which proof.
	 *
	 * @param survey   {@code null} while only {@code system} is known
	 * @param looked   the files that were looked into for secrets, and what each one is, or {@link MachineWrapper#NO_SECRET}
	 * @param withheld the files whose contents were found, and are not in {@code survey} because they are secrets
	 */
	record Memory(String proof, SystemDescription system, List<Want> wants, Survey survey,
			Map<MachinePath, Digest> digests, Map<MachinePath, String> looked, Set<MachinePath> withheld) {

		Memory(String proof, SystemDescription system, List<Want> wants, Survey survey,
				Map<MachinePath, Digest> digests) {
			this(proof, system, wants, survey, digests, Map.of(), Set.of());
		}

		/** @return the same with more digests, of files of the survey */
		Memory withDigests(Map<MachinePath, Digest> more) {
			return survey == null ? this
					: new Memory(proof, system, wants, survey,
							new DigestTable.Builder(survey.files()).putAll(more).putAll(digests).build(), looked,
							withheld);
		}

		Memory withLooked(Map<MachinePath, String> more) {
			return new Memory(proof, system, wants, survey, digests, more, withheld);
		}

		/** @return the same with the contents that were withheld */
		Memory withSurvey(Survey complete) {
			return new Memory(proof, system, wants, complete, digests, looked, Set.of());
		}
	}

	private final Path file;

	SurveyFile(Path file) {
		this.file = file;
	}

	Optional<Memory> load() {
		try (InputStream in = Files.newInputStream(file)) {
			CheckedInputStream checked = new CheckedInputStream(new BufferedInputStream(in, 1 << 16), new CRC32C());
			DataInputStream data = new DataInputStream(checked);
			if (data.readInt() != MAGIC || data.readInt() != VERSION) {
				return Optional.empty();
			}
			Memory memory = read(data);
			long sum = checked.getChecksum().getValue();
			return data.readLong() == sum ? Optional.of(memory) : Optional.empty();
		} catch (IOException | RuntimeException e) {
			return Optional.empty();
		}
	}

	void save(Memory memory) throws IOException {
		Files.createDirectories(file.getParent());
		Path temporary = Files.createTempFile(file.getParent(), "survey", ".part",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		try {
			try (OutputStream out = Files.newOutputStream(temporary)) {
				CheckedOutputStream checked = new CheckedOutputStream(new BufferedOutputStream(out, 1 << 16),
						new CRC32C());
				DataOutputStream data = new DataOutputStream(checked);
				data.writeInt(MAGIC);
				data.writeInt(VERSION);
				write(data, memory);
				data.writeLong(checked.getChecksum().getValue());
				data.flush();
			}
			Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
		} finally {
			Files.deleteIfExists(temporary);
		}
	}

	boolean exists() {
		return Files.exists(file);
	}

	/** @return where it is */
	@Override
	public String toString() {
		return file.toString();
	}

	void discard() {
		try {
			Files.deleteIfExists(file);
		} catch (IOException e) {
			// What stays has the old proof, so it is not believed.
			return;
		}
	}

	private static void write(DataOutputStream out, Memory memory) throws IOException {
		writeText(out, memory.proof());
		writeSystem(out, memory.system());
		out.writeInt(memory.wants().size());
		for (Want want : memory.wants()) {
			writeText(out, want.root().raw());
			writePatterns(out, want.leaveOut());
			writePatterns(out, want.contents());
			out.writeInt(want.contentLimit());
		}
		out.writeBoolean(memory.survey() != null);
		if (memory.survey() != null) {
			Set<MachinePath> withheld = new TreeSet<>(memory.withheld());
			memory.survey().contents().forEach((path, content) -> {
				if (SecretContents.mayHoldPassword(content)) {
					withheld.add(path);
				}
			});
			writeSurvey(out, memory.survey(), withheld);
			writePaths(out, withheld);
		}
		out.writeInt(memory.looked().size());
		for (Map.Entry<MachinePath, String> looked : memory.looked().entrySet()) {
			writeText(out, looked.getKey().raw());
			writeText(out, looked.getValue());
		}
		out.writeInt(memory.digests().size());
		for (Map.Entry<MachinePath, Digest> digest : memory.digests().entrySet()) {
			writeText(out, digest.getKey().raw());
			out.write(digest.getValue().bytes());
		}
	}

	private static Memory read(DataInputStream in) throws IOException {
		String proof = readText(in);
		SystemDescription system = readSystem(in);
		List<Want> wants = new ArrayList<>();
		for (int left = in.readInt(); left > 0; left--) {
			wants.add(new Want(readPath(in), readPatterns(in), readPatterns(in), in.readInt()));
		}
		Survey survey = in.readBoolean() ? readSurvey(in, SurveyRequest.of(wants)) : null;
		Set<MachinePath> withheld = survey == null ? Set.of() : readPaths(in);
		Map<MachinePath, String> looked = new HashMap<>();
		for (int left = in.readInt(); left > 0; left--) {
			looked.put(readPath(in), readText(in));
		}
		DigestTable.Builder digests = new DigestTable.Builder(survey == null ? List.of() : survey.files());
		for (int left = in.readInt(); left > 0; left--) {
			digests.put(readPath(in), Digest.of(in.readNBytes(Digest.LENGTH)));
		}
		return new Memory(proof, system, wants, survey, digests.build(), looked, withheld);
	}

	private static void writePaths(DataOutputStream out, Set<MachinePath> paths) throws IOException {
		out.writeInt(paths.size());
		for (MachinePath path : paths) {
			writeText(out, path.raw());
		}
	}

	private static Set<MachinePath> readPaths(DataInputStream in) throws IOException {
		Set<MachinePath> paths = new HashSet<>();
		for (int left = in.readInt(); left > 0; left--) {
			paths.add(readPath(in));
		}
		return paths;
	}

	private static void writeSystem(DataOutputStream out, SystemDescription system) throws IOException {
		OperatingSystem os = system.os();
		for (String text : List.of(os.id(), os.version(), os.prettyName(), os.codename(), system.hostname())) {
			writeText(out, text);
		}
		out.writeInt(system.accounts().size());
		for (Account account : system.accounts()) {
			writeText(out, account.name());
			out.writeInt(account.uid());
			out.writeInt(account.gid());
			writeText(out, account.fullName());
			writeText(out, account.home().raw());
			writeText(out, account.shell());
		}
	}

	private static SystemDescription readSystem(DataInputStream in) throws IOException {
		OperatingSystem os = new OperatingSystem(readText(in), readText(in), readText(in), readText(in));
		String hostname = readText(in);
		List<Account> accounts = new ArrayList<>();
		for (int left = in.readInt(); left > 0; left--) {
			accounts.add(
					new Account(readText(in), in.readInt(), in.readInt(), readText(in), readPath(in), readText(in)));
		}
		return new SystemDescription(os, hostname, accounts);
	}

	private static void writeSurvey(DataOutputStream out, Survey survey, Set<MachinePath> withheld)
			throws IOException {
		out.writeInt(survey.entries().size());
		for (FileEntry entry : survey.entries()) {
			writeText(out, entry.path().raw());
			out.writeByte(entry.type().ordinal());
			out.writeShort(entry.mode());
			out.writeInt(entry.uid());
			out.writeInt(entry.gid());
			out.writeLong(entry.size());
			out.writeLong(entry.mtimeNanos());
			if (entry.linkTarget() != null) {
				writeText(out, entry.linkTarget().raw());
			}
			writeAttributes(out, entry.attributes());
			SortedSet<MachinePath> links = survey.links(entry.path());
			writeText(out, links.isEmpty() ? "" : links.first().raw());
		}
		Map<MachinePath, byte[]> contents = new HashMap<>(survey.contents());
		contents.keySet().removeAll(withheld);
		out.writeInt(contents.size());
		for (Map.Entry<MachinePath, byte[]> content : contents.entrySet()) {
			writeText(out, content.getKey().raw());
			out.writeInt(content.getValue().length);
			out.write(content.getValue());
		}
		out.writeInt(survey.problems().size());
		for (Map.Entry<MachinePath, String> problem : survey.problems().entrySet()) {
			writeText(out, problem.getKey().raw());
			writeText(out, problem.getValue());
		}
		out.writeInt(survey.fileSystems().size());
		for (FileSystem fileSystem : survey.fileSystems()) {
			out.writeInt(fileSystem.folders().size());
			for (MachinePath folder : fileSystem.folders()) {
				writeText(out, folder.raw());
			}
			out.writeLong(fileSystem.blockSize());
			out.writeLong(fileSystem.size());
			out.writeLong(fileSystem.free());
		}
	}

	private static Survey readSurvey(DataInputStream in, SurveyRequest asked) throws IOException {
		Survey.Builder survey = new Survey.Builder().asked(asked);
		FileType[] types = FileType.values();
		for (int left = in.readInt(); left > 0; left--) {
			MachinePath path = readPath(in);
			FileType type = types[in.readByte()];
			survey.add(
					new FileEntry(path, type, in.readShort(), in.readInt(), in.readInt(), in.readLong(), in.readLong(),
							type == FileType.SYMLINK ? Name.ofRaw(readText(in)) : null, readAttributes(in)));
			String first = readText(in);
			if (!first.isEmpty()) {
				survey.link(path, first);
			}
		}
		for (int left = in.readInt(); left > 0; left--) {
			MachinePath path = readPath(in);
			survey.content(path, in.readNBytes(in.readInt()));
		}
		for (int left = in.readInt(); left > 0; left--) {
			survey.problem(readPath(in), readText(in));
		}
		for (int left = in.readInt(); left > 0; left--) {
			List<MachinePath> folders = new ArrayList<>();
			for (int each = in.readInt(); each > 0; each--) {
				folders.add(readPath(in));
			}
			survey.fileSystem(new FileSystem(folders, in.readLong(), in.readLong(), in.readLong()));
		}
		return survey.build();
	}

	private static void writeAttributes(DataOutputStream out, FileAttributes attributes) throws IOException {
		out.writeInt(attributes.values().size());
		for (Map.Entry<Name, byte[]> attribute : attributes.values().entrySet()) {
			writeText(out, attribute.getKey().raw());
			out.writeInt(attribute.getValue().length);
			out.write(attribute.getValue());
		}
	}

	private static FileAttributes readAttributes(DataInputStream in) throws IOException {
		Map<Name, byte[]> values = new HashMap<>();
		for (int left = in.readInt(); left > 0; left--) {
			values.put(Name.ofRaw(readText(in)), in.readNBytes(in.readInt()));
		}
		return FileAttributes.of(values);
	}

	private static void writePatterns(DataOutputStream out, List<PathPattern> patterns) throws IOException {
		out.writeInt(patterns.size());
		for (PathPattern pattern : patterns) {
			writeText(out, pattern.toString());
		}
	}

	private static List<PathPattern> readPatterns(DataInputStream in) throws IOException {
		List<PathPattern> patterns = new ArrayList<>();
		for (int left = in.readInt(); left > 0; left--) {
			patterns.add(PathPattern.of(readText(in)));
		}
		return patterns;
	}

	private static MachinePath readPath(DataInputStream in) throws IOException {
		return MachinePath.of(Name.ofRaw(readText(in)));
	}

	/** {@code writeUTF} stops at 64 KiB; a path has at most 4 KiB, a home value or a reason could be longer. */
	private static void writeText(DataOutputStream out, String text) throws IOException {
		byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
		out.writeInt(bytes.length);
		out.write(bytes);
	}

	private static String readText(DataInputStream in) throws IOException {
		return new String(in.readNBytes(in.readInt()), java.nio.charset.StandardCharsets.UTF_8);
	}
}
