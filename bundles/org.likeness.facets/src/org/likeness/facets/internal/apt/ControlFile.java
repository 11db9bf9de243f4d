/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a file of paragraphs with fields, one paragraph after the other, as its owner reads it: dpkg
 * ({@code lib/dpkg/parse.c}) or apt ({@code apt-pkg/tagfile.cc}). A line of nothing but spaces ends no paragraph for
 * either, though {@code deb822(5)} says so. One pass over the bytes; only the fields that are wanted become strings, as
 * most of a dpkg status is text that nobody asks for, and what they take is bounded by the file's size.
 */
public final class ControlFile {

	/** Whose file it is. */
	public enum Dialect {
		/** A field that stands twice, a name of one letter and a last line without an end are errors. */
		DPKG,
		/** The last one of several fields of a name counts; lines can end as on Windows. */
		APT,
		/** As apt's, where lines that start with {@code #} count as if they were not there. */
		APT_SOURCES
	}

	private final byte[] content;
	private final Set<String> wanted;
	private final Dialect dialect;
	private int position;
	private int line;

	/**
	 * @param content the file; kept, not copied
	 * @param wanted  the names of the fields to tell, in lower case
	 */
	public ControlFile(byte[] content, Set<String> wanted, Dialect dialect) {
		this.content = content;
		this.wanted = wanted;
		this.dialect = dialect;
	}

	/** @return the next paragraph; {@code null} after the last */
	public Stanza next() {
		Paragraph paragraph = new Paragraph();
		while (position < content.length) {
			int start = position;
			int end = lineEnd(start);
			position = end + 1;
			line++;
			if (isEmpty(start, end)) {
				if (paragraph.first > 0) {
					break;
				}
			} else if (dialect != Dialect.APT_SOURCES || content[start] != '#') {
				paragraph.add(start, end);
			}
		}
		return paragraph.first == 0 ? null : paragraph.stanza();
	}

	private int lineEnd(int start) {
		int end = start;
		while (end < content.length && content[end] != '\n') {
			end++;
		}
		return end;
	}

	private boolean isEmpty(int start, int end) {
		return start == end || dialect != Dialect.DPKG && end == start + 1 && content[start] == '\r';
	}

	private static boolean isSpace(byte b) {
		return b == ' ' || b >= '\t' && b <= '\r';
	}

	/** One that is being read. */
	private final class Paragraph {

		private final Map<String, StringBuilder> fields = new HashMap<>();
		private int first;
		private boolean inField;
		/** What further lines belong to; {@code null} if nobody wants it. */
		private StringBuilder value;
		private String problem;

		void add(int start, int end) {
			first = first == 0 ? line : first;
			if (dialect == Dialect.DPKG && end == content.length) {
				fail("line " + line + " has no end");
			}
			if (!isSpace(content[start])) {
				addField(start, end);
			} else if (!inField) {
				fail("line " + line + " continues no field");
			} else if (value != null) {
				value.append('\n').append(text(start, end));
			}
		}

		private void addField(int start, int end) {
			int nameEnd = start;
			while (nameEnd < end && content[nameEnd] > ' ' && content[nameEnd] < 0x7f && content[nameEnd] != ':') {
				nameEnd++;
			}
			int colon = nameEnd;
			while (colon < end && isSpace(content[colon])) {
				colon++;
			}
			inField = nameEnd > start && colon < end && content[colon] == ':';
			value = null;
			if (!inField) {
				fail("line " + line + " has no field name");
				return;
			}
			if (dialect == Dialect.DPKG && (nameEnd == start + 1 || content[start] == '-')) {
				fail("line " + line + " has a malformed field name");
			}
			String name = new String(content, start, nameEnd - start, StandardCharsets.ISO_8859_1)
					.toLowerCase(Locale.ROOT);
			if (wanted.contains(name)) {
				value = new StringBuilder(text(colon + 1, end));
				boolean again = fields.containsKey(name);
				if (again && dialect == Dialect.DPKG) {
					fail("line " + line + " gives the field " + name + " again");
				} else {
					fields.put(name, value);
				}
			}
		}

		private void fail(String reason) {
			problem = problem == null ? reason : problem;
		}

		Stanza stanza() {
			Map<String, String> values = new HashMap<>();
			// That a value starts on the next line is an error to dpkg.
			fields.forEach((name, text) -> values.put(name,
					dialect == Dialect.DPKG ? text.toString().stripTrailing() : text.toString().strip()));
			return new Stanza(first, values, problem);
		}
	}

	/** @return a part of a line without the spaces around it */
	private String text(int from, int to) {
		int start = from;
		int end = to;
		while (start < end && isSpace(content[start])) {
			start++;
		}
		while (end > start && isSpace(content[end - 1])) {
			end--;
		}
		return new String(content, start, end - start, StandardCharsets.UTF_8);
	}
}
