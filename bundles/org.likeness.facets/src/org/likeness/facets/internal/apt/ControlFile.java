/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a file of paragraphs with fields, one paragraph after the other, as dpkg and apt write them: the syntax of
 * {@code deb-control(5)} and {@code deb822(5)}. One pass over the bytes; only the fields that are wanted become strings,
 * as most of a dpkg status is text that nobody asks for.
 */
public final class ControlFile {

	private final byte[] content;
	private final Set<String> wanted;
	private final boolean comments;
	private int position;
	private int line;

	/**
	 * @param content  the file; kept, not copied
	 * @param wanted   the names of the fields to tell, in lower case
	 * @param comments whether lines that start with {@code #} are comments, as in apt's sources
	 */
	public ControlFile(byte[] content, Set<String> wanted, boolean comments) {
		this.content = content;
		this.wanted = wanted;
		this.comments = comments;
	}

	/** @return the next paragraph; {@code null} after the last */
	public Stanza next() {
		Map<String, String> fields = new HashMap<>();
		String problem = null;
		int first = 0;
		String field = null;
		boolean inField = false;
		while (position < content.length) {
			int start = position;
			int end = lineEnd(start);
			position = end + 1;
			line++;
			if (isBlank(start, end)) {
				if (first > 0) {
					break;
				}
				continue;
			}
			if (comments && content[start] == '#') {
				continue;
			}
			first = first == 0 ? line : first;
			if (content[start] == ' ' || content[start] == '\t') {
				if (!inField && problem == null) {
					problem = "line " + line + " continues no field";
				} else if (field != null) {
					fields.merge(field, text(start, end), (a, b) -> a + "\n" + b);
				}
				continue;
			}
			int colon = colon(start, end);
			inField = colon > start;
			field = null;
			if (!inField) {
				problem = problem == null ? "line " + line + " has no field name" : problem;
				continue;
			}
			String name = new String(content, start, colon - start, StandardCharsets.ISO_8859_1)
					.toLowerCase(Locale.ROOT);
			if (wanted.contains(name)) {
				field = name;
				if (fields.putIfAbsent(name, text(colon + 1, end)) != null && problem == null) {
					problem = "line " + line + " gives the field " + name + " again";
				}
			}
		}
		return first == 0 ? null : new Stanza(first, fields, problem);
	}

	private int lineEnd(int start) {
		int end = start;
		while (end < content.length && content[end] != '\n') {
			end++;
		}
		return end;
	}

	private boolean isBlank(int start, int end) {
		for (int i = start; i < end; i++) {
			if (content[i] != ' ' && content[i] != '\t' && content[i] != '\r') {
				return false;
			}
		}
		return true;
	}

	/** Names of fields are printable ASCII; the line of another file that happens to hold a colon has none. */
	private int colon(int start, int end) {
		for (int i = start; i < end; i++) {
			if (content[i] == ':') {
				return i;
			}
			if (content[i] <= ' ' || content[i] >= 0x7f) {
				return -1;
			}
		}
		return -1;
	}

	private String text(int start, int end) {
		return new String(content, start, end - start, StandardCharsets.UTF_8).strip();
	}
}
