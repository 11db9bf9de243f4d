/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.xfconf;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An element of a file that can be written again as it was read: what nobody changed keeps its spelling. */
final class Element {

	/** What stands between elements, as it is written: white space, comments, text. */
	record Text(String raw) {
	}

	private final String name;
	private final Map<String, String> attributes;
	/** Elements and texts. */
	private final List<Object> content = new ArrayList<>();
	/** Both tags as they were read, the second one empty if there is but one; {@code null} once they are not right. */
	private String start;
	private String end = "";

	/** @param start the start tag as it is written; {@code null} for one of ours */
	Element(String name, Map<String, String> attributes, String start) {
		this.name = name;
		this.attributes = attributes;
		this.start = start;
	}

	static Element made(String name) {
		return new Element(name, new LinkedHashMap<>(), null);
	}

	String name() {
		return name;
	}

	/** @return {@code null} if there is none */
	String attribute(String attribute) {
		return attributes.get(attribute);
	}

	Map<String, String> attributes() {
		return attributes;
	}

	/** @param value {@code null} to have none */
	void set(String attribute, String value) {
		if (value == null) {
			attributes.remove(attribute);
		} else {
			attributes.put(attribute, value);
		}
		start = null;
	}

	/** Sets how the end tag is written. */
	void setEnd(String raw) {
		end = raw;
	}

	/** @return elements and {@link Text}s; for change */
	List<Object> content() {
		return content;
	}

	/** @return the elements of a name right in this one */
	List<Element> children(String kind) {
		List<Element> found = new ArrayList<>();
		for (Object each : content) {
			if (each instanceof Element element && element.name.equals(kind)) {
				found.add(element);
			}
		}
		return found;
	}

	void write(StringBuilder out) {
		boolean asRead = start != null && (content.isEmpty() || !start.endsWith("/>"));
		if (asRead) {
			out.append(start);
		} else {
			out.append('<').append(name);
			attributes.forEach((attribute, value) -> {
				out.append(' ').append(attribute).append("=\"");
				appendEscaped(out, value);
				out.append('"');
			});
			out.append(content.isEmpty() ? "/>" : ">");
		}
		for (Object each : content) {
			if (each instanceof Element element) {
				element.write(out);
			} else {
				out.append(((Text) each).raw());
			}
		}
		if (asRead) {
			out.append(end);
		} else if (!content.isEmpty()) {
			out.append("</").append(name).append('>');
		}
	}

	/** As {@code g_markup_escape_text()}, but that line breaks and tabs stay what they are when they are read again. */
	private static void appendEscaped(StringBuilder out, String value) {
		for (int i = 0; i < value.length(); i++) {
			char c = value.charAt(i);
			switch (c) {
			case '&' -> out.append("&amp;");
			case '<' -> out.append("&lt;");
			case '>' -> out.append("&gt;");
			case '"' -> out.append("&quot;");
			case '\'' -> out.append("&apos;");
			default -> {
				if (c < ' ' || c >= 0x7f && c < 0xa0 && c != 0x85) {
					out.append("&#x").append(Integer.toHexString(c)).append(';');
				} else {
					out.append(c);
				}
			}
			}
		}
	}
}
