/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/**
 * A directory entry as the history keeps it: a line of nine fields.
 *
 * @param entry  the entry
 * @param digest of its contents; {@code null} if that is not known, or it has none
 */
public record RecordedEntry(FileEntry entry, Digest digest) {

	private static final String NONE = "-";
	/** How the root folder, which has no name, is called in its own list. */
	private static final String ITSELF = ".";
	private static final int FIELDS = 9;
	private static final int MODE_MASK = 07777;

	RecordedEntry with(Digest known) {
		return new RecordedEntry(entry, known);
	}

	void appendTo(StringBuilder out) {
		out.append(entry.path().isRoot() ? ITSELF : entry.path().name().toString()).append('\t');
		out.append(entry.type().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')).append('\t');
		String mode = Integer.toOctalString(entry.mode());
		out.append("0000", 0, Math.max(0, 4 - mode.length())).append(mode).append('\t');
		out.append(Integer.toUnsignedString(entry.uid())).append('\t');
		out.append(Integer.toUnsignedString(entry.gid())).append('\t');
		out.append(entry.size()).append('\t').append(entry.mtimeNanos()).append('\t');
		out.append(digest == null ? NONE : digest.toString()).append('\t');
		out.append(entry.linkTarget() == null ? NONE : entry.linkTarget().toString()).append('\n');
	}

	/**
	 * @param folder which folder's list the line is in
	 * @throws IllegalArgumentException if it is not such a line
	 */
	static RecordedEntry parse(MachinePath folder, String line) {
		String[] fields = line.split("\t", -1);
		if (fields.length != FIELDS) {
			throw new IllegalArgumentException("not an entry of " + folder + ": " + line);
		}
		FileType type = FileType.valueOf(fields[1].toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
		MachinePath path = fields[0].equals(ITSELF) ? folder : folder.resolve(name(fields[0]));
		int mode = Integer.parseInt(fields[2], 8);
		if (mode < 0 || mode > MODE_MASK) {
			throw new IllegalArgumentException("not a mode: " + line);
		}
		return new RecordedEntry(
				new FileEntry(path, type, mode, Integer.parseUnsignedInt(fields[3]),
						Integer.parseUnsignedInt(fields[4]), Long.parseLong(fields[5]), Long.parseLong(fields[6]),
						type == FileType.SYMLINK ? Name.parse(fields[8]) : null),
				fields[7].equals(NONE) ? null : Digest.ofHex(fields[7]));
	}

	/** Git is written by anyone: one component, or it is none of ours. */
	private static Name name(String field) {
		Name name = Name.parse(field);
		if (name.raw().indexOf('/') >= 0) {
			throw new IllegalArgumentException("not a file name: " + field);
		}
		return name;
	}
}
