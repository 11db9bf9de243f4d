/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.likeness.core.AccessList;
import org.likeness.core.Digest;
import org.likeness.core.FileAttributes;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/**
 * A directory entry as the history keeps it: a line of nine fields, and one more, {@code name=value}, for
 * each extended attribute and for the file's first name if it has several. Access control lists are told as setfacl takes them.
 *
 * @param entry  the entry
 * @param digest of its contents; {@code null} if that is not known, or it has none
 * @param sameAs the first of all names that the file has, if this is another one; else {@code null}
 */
public record RecordedEntry(FileEntry entry, Digest digest, MachinePath sameAs) {

	private static final String NONE = "-";
	/** How the root folder, which has no name, is called in its own list. */
	private static final String ITSELF = ".";
	/** No attribute that is carried is called so. */
	private static final String SAME_AS = "link=";
	/** In the name of an attribute, as the first one ends it. */
	private static final String EQUALS = "\\x3d";
	private static final int FIELDS = 9;
	private static final int MODE_MASK = 07777;

	RecordedEntry with(Digest known) {
		return new RecordedEntry(entry, known, sameAs);
	}

	/** @return the same from a history in which attributes were not kept */
	RecordedEntry withoutAttributes() {
		return new RecordedEntry(entry.with(FileAttributes.UNKNOWN), digest, sameAs);
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
		out.append(entry.linkTarget() == null ? NONE : entry.linkTarget().toString());
		entry.attributes().values().forEach((name, value) -> out.append('\t')
				.append(name.toString().replace("=", EQUALS)).append('=').append(text(name, value)));
		if (sameAs != null) {
			out.append('\t').append(SAME_AS).append(sameAs);
		}
		out.append('\n');
	}

	private static String text(Name name, byte[] value) {
		Optional<AccessList> list = isList(name) ? AccessList.parse(value) : Optional.empty();
		return list.filter(known -> Arrays.equals(known.bytes(), value)).map(AccessList::toString)
				.orElseGet(() -> Name.ofBytes(value).toString());
	}

	private static boolean isList(Name name) {
		return name.equals(FileAttributes.ACCESS_LIST) || name.equals(FileAttributes.DEFAULT_LIST);
	}

	private static FileAttributes attributes(String[] fields) {
		Map<Name, byte[]> values = new TreeMap<>();
		for (int i = FIELDS; i < fields.length; i++) {
			if (fields[i].startsWith(SAME_AS)) {
				continue;
			}
			int equals = fields[i].indexOf('=');
			if (equals < 0) {
				throw new IllegalArgumentException("not an attribute: " + fields[i]);
			}
			Name name = Name.parse(fields[i].substring(0, equals));
			String value = fields[i].substring(equals + 1);
			values.put(name, (isList(name) ? AccessList.ofText(value) : Optional.<AccessList>empty())
					.map(AccessList::bytes).orElseGet(() -> Name.parse(value).bytes()));
		}
		return FileAttributes.of(values);
	}

	/**
	 * @param folder which folder's list the line is in
	 * @throws IllegalArgumentException if it is not such a line
	 */
	static RecordedEntry parse(MachinePath folder, String line) {
		String[] fields = line.split("\t", -1);
		if (fields.length < FIELDS) {
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
						type == FileType.SYMLINK ? Name.parse(fields[8]) : null, attributes(fields)),
				fields[7].equals(NONE) ? null : Digest.ofHex(fields[7]), sameAs(fields));
	}

	private static MachinePath sameAs(String[] fields) {
		String last = fields[fields.length - 1];
		return fields.length > FIELDS && last.startsWith(SAME_AS)
				? MachinePath.of(Name.parse(last.substring(SAME_AS.length())))
				: null;
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
