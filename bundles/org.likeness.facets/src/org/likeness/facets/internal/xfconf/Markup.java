/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.xfconf;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import org.likeness.facets.internal.Printable;

/**
 * Reads the markup that GLib's {@code GMarkup} reads, which is not quite XML: references to control characters are fine,
 * there are no entities but the five, the encoding is UTF-8 whatever the file says, and an attribute that stands twice
 * counts as the last one says. After {@code gmarkup.c}. The file is untrusted: depth is bounded, and there is no DTD.
 */
final class Markup {

	/** Settings of Xfce are some six levels deep. */
	private static final int MAX_DEPTH = 64;

	private final String text;
	private final Deque<Element> open = new ArrayDeque<>();
	private int position;
	private Element root;
	private int rootStart;

	private Markup(String text) {
		this.text = text;
	}

	/**
	 * A file, all of it.
	 *
	 * @param before what stands before the root
	 * @param root   the root
	 * @param after  what stands behind it
	 */
	record Document(String before, Element root, String after) {

		byte[] bytes() {
			StringBuilder out = new StringBuilder(before);
			root.write(out);
			return out.append(after).toString().getBytes(StandardCharsets.UTF_8);
		}
	}

	static Document read(byte[] content) throws MalformedChannelException {
		try {
			return new Markup(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString()).read();
		} catch (CharacterCodingException e) {
			throw new MalformedChannelException("it is not UTF-8");
		}
	}

	private Document read() throws MalformedChannelException {
		int rootEnd = 0;
		while (position < text.length()) {
			int start = position;
			if (text.charAt(position) != '<') {
				readText();
			} else if (text.startsWith("</", position)) {
				readEnd();
			} else if (text.startsWith("<!", position) || text.startsWith("<?", position)) {
				skipDeclaration();
			} else {
				readStart();
			}
			rootEnd = root != null && rootEnd == 0 && open.isEmpty() ? position : rootEnd;
			boolean tag = text.charAt(start) == '<' && "!?".indexOf(text.charAt(start + 1)) < 0;
			if (!open.isEmpty() && !tag) {
				open.peek().content().add(new Element.Text(text.substring(start, position)));
			}
		}
		if (root == null || !open.isEmpty()) {
			throw malformed(root == null ? "it is empty" : "the element " + open.peek().name() + " does not end");
		}
		return new Document(text.substring(0, rootStart), root, text.substring(rootEnd));
	}

	private void readText() throws MalformedChannelException {
		int end = text.indexOf('<', position);
		String found = text.substring(position, end < 0 ? text.length() : end);
		if (open.isEmpty() && !found.isBlank()) {
			throw malformed("text stands outside of the channel");
		}
		unescaped(found, false);
		position += found.length();
	}

	private void skipDeclaration() throws MalformedChannelException {
		String endsWith = text.startsWith("<!--", position) ? "-->"
				: text.startsWith("<![CDATA[", position) ? "]]>" : text.startsWith("<?", position) ? "?>" : null;
		if (endsWith == null) {
			throw malformed("it has a DTD or an entity");
		}
		int end = text.indexOf(endsWith, position + 2);
		if (end < 0) {
			throw malformed("a comment does not end");
		}
		position = end + endsWith.length();
	}

	private void readEnd() throws MalformedChannelException {
		int start = position;
		position += 2;
		String name = name();
		skipSpace();
		if (open.isEmpty() || !open.peek().name().equals(name) || !take('>')) {
			throw malformed("an element ends that did not start: " + Printable.quote(name));
		}
		open.pop().setEnd(text.substring(start, position));
	}

	private void readStart() throws MalformedChannelException {
		int start = position++;
		String name = name();
		Map<String, String> attributes = new LinkedHashMap<>();
		skipSpace();
		while (position < text.length() && text.charAt(position) != '>' && text.charAt(position) != '/') {
			String attribute = name();
			skipSpace();
			if (!take('=')) {
				throw malformed("an attribute has no value");
			}
			skipSpace();
			attributes.put(attribute, value());
			skipSpace();
		}
		boolean closed = take('/');
		if (!take('>')) {
			throw malformed("a tag does not end");
		}
		Element element = new Element(name, attributes, text.substring(start, position));
		if (!open.isEmpty()) {
			open.peek().content().add(element);
		} else if (root == null) {
			root = element;
			rootStart = start;
		} else {
			throw malformed("it has a second channel");
		}
		if (!closed) {
			open.push(element);
		}
		if (open.size() > MAX_DEPTH) {
			throw malformed("it is nested too deep");
		}
	}

	private String name() throws MalformedChannelException {
		int start = position;
		while (position < text.length() && text.charAt(position) > ' '
				&& "=/><&'\"".indexOf(text.charAt(position)) < 0) {
			position++;
		}
		if (position == start) {
			throw malformed("a name is missing");
		}
		return text.substring(start, position);
	}

	private String value() throws MalformedChannelException {
		char quote = position < text.length() ? text.charAt(position) : 0;
		int end = quote == '"' || quote == '\'' ? text.indexOf(quote, position + 1) : -1;
		if (end < 0) {
			throw malformed("an attribute has no value");
		}
		String raw = text.substring(position + 1, end);
		position = end + 1;
		return unescaped(raw, true);
	}

	/** Line breaks and tabs in attributes are spaces, unless they are written as references. */
	private String unescaped(String raw, boolean attribute) throws MalformedChannelException {
		StringBuilder out = new StringBuilder(raw.length());
		for (int i = 0; i < raw.length(); i++) {
			char c = raw.charAt(i);
			if (c == '&') {
				int end = raw.indexOf(';', i);
				if (end < 0 || end - i > 12) {
					throw malformed("a reference does not end");
				}
				out.appendCodePoint(referenced(raw.substring(i + 1, end)));
				i = end;
			} else if (c == '\r') {
				i += i + 1 < raw.length() && raw.charAt(i + 1) == '\n' ? 1 : 0;
				out.append(attribute ? ' ' : '\n');
			} else {
				out.append(attribute && (c == '\n' || c == '\t') ? ' ' : c);
			}
		}
		return out.toString();
	}

	private int referenced(String reference) throws MalformedChannelException {
		switch (reference) {
		case "lt":
			return '<';
		case "gt":
			return '>';
		case "amp":
			return '&';
		case "quot":
			return '"';
		case "apos":
			return '\'';
		default:
		}
		int number = 0;
		try {
			number = reference.startsWith("#x") ? Integer.parseInt(reference.substring(2), 16)
					: reference.startsWith("#") ? Integer.parseInt(reference.substring(1)) : 0;
		} catch (NumberFormatException e) {
			number = 0;
		}
		boolean permitted = number > 0 && number <= 0xd7ff || number >= 0xe000 && number <= 0xfffd
				|| number >= 0x10000 && number <= 0x10ffff;
		if (!permitted) {
			throw malformed("it has a reference to no character: " + Printable.quote(reference));
		}
		return number;
	}

	private void skipSpace() {
		while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
			position++;
		}
	}

	private boolean take(char c) {
		boolean there = position < text.length() && text.charAt(position) == c;
		position += there ? 1 : 0;
		return there;
	}

	private MalformedChannelException malformed(String reason) {
		long line = 1 + text.substring(0, Math.min(position, text.length())).chars().filter(c -> c == '\n').count();
		return new MalformedChannelException("line " + line + ": " + reason);
	}
}
