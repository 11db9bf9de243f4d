/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What {@code getfattr} says of many files, and {@code setfattr --restore} takes: a line with the name of a file, one for
 * each attribute, an empty one. In names, a backslash and three octal digits stand for a byte. One character for each
 * byte. Takes the lines one by one; for one thread.
 */
public final class AttributeDump {

	/** How to call getfattr for it, with the files behind. */
	public static final List<String> COMMAND = List.of("getfattr", "-h", "-d", "-e", "base64", "--absolute-names",
			"-m", FileAttributes.CARRIED, "--");

	private static final String FILE = "# file: ";
	private static final String BASE64 = "0s";

	private final Map<String, FileAttributes> files = new HashMap<>();
	private final Map<String, String> problems = new HashMap<>();
	/** Most files with attributes have the same as many others: an access list that they got from their folder. */
	private final Map<FileAttributes, FileAttributes> distinct = new HashMap<>();
	private final Map<Name, byte[]> values = new TreeMap<>();
	private final long mostBytes;
	private long bytes;
	private int bytesOfFile;
	private String file;

	/** All that comes is kept. */
	public AttributeDump() {
		this(Long.MAX_VALUE);
	}

	/**
	 * @param mostBytes of all attributes that are kept, the same ones counted once; a file with more has a problem, and no
	 *                  other file for it
	 */
	public AttributeDump(long mostBytes) {
		this.mostBytes = mostBytes;
	}

	/**
	 * Takes the next line, without its end.
	 *
	 * @throws IllegalArgumentException if it is none
	 */
	public void line(String line) {
		if (line.isEmpty()) {
			end();
		} else if (line.startsWith(FILE)) {
			end();
			file = unquote(line.substring(FILE.length()));
		} else {
			int equals = line.indexOf('=');
			Name name = Name.ofRaw(unquote(equals < 0 ? line : line.substring(0, equals)));
			String value = equals < 0 ? BASE64 : line.substring(equals + 1);
			if (file == null || !value.startsWith(BASE64)) {
				throw new IllegalArgumentException("not an attribute: " + line);
			}
			// Past that it is refused as a whole; the first value that goes past it is kept for that.
			if (bytesOfFile <= FileAttributes.MOST_BYTES) {
				byte[] decoded = Base64.getDecoder().decode(value.substring(BASE64.length()));
				values.put(name, decoded);
				bytesOfFile += name.length() + decoded.length;
			}
		}
	}

	private void end() {
		if (file != null && !values.isEmpty()) {
			try {
				keep(FileAttributes.of(values));
			} catch (IllegalArgumentException e) {
				problems.put(file, e.getMessage());
			}
		}
		values.clear();
		bytesOfFile = 0;
		file = null;
	}

	private void keep(FileAttributes found) {
		FileAttributes known = distinct.get(found);
		if (known == null && bytes + bytesOfFile > mostBytes) {
			problems.put(file, "with all files before it there are more than " + mostBytes
					+ " bytes of extended attributes");
			return;
		}
		if (known == null) {
			bytes += bytesOfFile;
			distinct.put(found, found);
		}
		files.put(file, known == null ? found : known);
	}

	/** @return the attributes of the files that have some; complete after an empty line */
	public Map<String, FileAttributes> files() {
		return files;
	}

	/** @return the files whose attributes are not carried, and why */
	public Map<String, String> problems() {
		return problems;
	}

	/** Writes the lines that give a file attributes. */
	public static void write(String file, FileAttributes attributes, Consumer<String> lines) {
		lines.accept(FILE + quote(file));
		attributes.values().forEach((name, value) -> lines
				.accept(quote(name.raw()) + "=" + BASE64 + Base64.getEncoder().encodeToString(value)));
		lines.accept("");
	}

	private static String quote(String raw) {
		StringBuilder out = null;
		for (int i = 0; i < raw.length(); i++) {
			char c = raw.charAt(i);
			if (c <= ' ' || c == '=' || c == '\\' || c >= 0x7f) {
				out = out == null ? new StringBuilder(raw.length() + 16).append(raw, 0, i) : out;
				out.append('\\').append((char) ('0' + (c >> 6))).append((char) ('0' + (c >> 3 & 7)))
						.append((char) ('0' + (c & 7)));
			} else if (out != null) {
				out.append(c);
			}
		}
		return out == null ? raw : out.toString();
	}

	private static String unquote(String quoted) {
		if (quoted.indexOf('\\') < 0) {
			return quoted;
		}
		byte[] bytes = quoted.getBytes(StandardCharsets.ISO_8859_1);
		StringBuilder out = new StringBuilder(bytes.length);
		for (int i = 0; i < bytes.length; i++) {
			if (bytes[i] == '\\' && i + 3 < bytes.length) {
				out.append((char) Integer.parseInt(quoted, i + 1, i + 4, 8));
				i += 3;
			} else {
				out.append((char) (bytes[i] & 0xff));
			}
		}
		return out.toString();
	}
}
