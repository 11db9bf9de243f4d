/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.xfconf;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.likeness.core.FacetDraft;
import org.likeness.core.Name;

/** Takes single properties of one channel of xfconf into another. All others, and comments, stay as they are. */
public final class ChannelMerge {

	private static final String PROPERTY = ChannelFile.PROPERTY;
	private static final String VALUE = ChannelFile.VALUE;
	private static final String EMPTY = ChannelFile.EMPTY;
	/** As xfconfd indents. */
	private static final String INDENT = "  ";

	private final Markup.Document source;
	private final Markup.Document target;
	private final FacetDraft draft;

	/**
	 * @param channel its name
	 * @param source  the file to take from; {@code null} for none
	 * @param target  the file to take into; {@code null} for none
	 * @param draft   tells where the home is in the target
	 * @throws MalformedChannelException if one of them is no channel
	 */
	public ChannelMerge(String channel, byte[] source, byte[] target, FacetDraft draft)
			throws MalformedChannelException {
		this.source = source == null ? null : parse(source);
		this.target = target == null ? empty(channel) : parse(target);
		this.draft = draft;
	}

	private static Markup.Document empty(String channel) {
		Element root = Element.made("channel");
		root.set("name", channel);
		root.set("version", "1.0");
		return new Markup.Document("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n", root, "\n");
	}

	private static Markup.Document parse(byte[] content) throws MalformedChannelException {
		Markup.Document document = Markup.read(content);
		ChannelFile.read(document, content.length);
		return document;
	}

	/**
	 * Takes a property as it is in the source; what only the target has goes.
	 *
	 * @param path of the property in its channel
	 * @param key  of its item; refused if it can't be in the target
	 */
	public void take(Name path, String key) {
		String[] names = new String(path.bytes(), StandardCharsets.UTF_8).substring(1).split("/");
		Element from = source == null ? null : last(source.root(), names, 0);
		Element to = last(target.root(), names, 0);
		if (from == null || EMPTY.equals(from.attribute("type"))) {
			// Each that stands there: of several, another one would count then.
			while (to != null && !EMPTY.equals(to.attribute("type"))) {
				remove(target.root(), names, 0, to);
				to = last(target.root(), names, 0);
			}
			return;
		}
		to = to == null ? make(target.root(), names) : to;
		for (Element value : to.children(VALUE)) {
			cut(to, value);
		}
		to.set("type", from.attribute("type"));
		to.set(VALUE, from.attribute(VALUE) == null ? null : atHome(key, from));
		for (Element value : from.children(VALUE)) {
			Element copy = Element.made(VALUE);
			copy.set("type", value.attribute("type"));
			copy.set(VALUE, atHome(key, value));
			append(to, copy, names.length + 1);
		}
	}

	/** What is refused is not written, whatever stands here. */
	private String atHome(String key, Element of) {
		String value = of.attribute(VALUE);
		return draft.atHome(key, value).orElse(value);
	}

	/** @return the last property of that path, which counts; {@code null} if there is none */
	private static Element last(Element above, String[] names, int from) {
		List<Element> properties = above.children(PROPERTY);
		for (int i = properties.size() - 1; i >= 0; i--) {
			Element property = properties.get(i);
			if (names[from].equals(property.attribute("name"))) {
				Element found = from == names.length - 1 ? property : last(property, names, from + 1);
				if (found != null) {
					return found;
				}
			}
		}
		return null;
	}

	private Element make(Element root, String[] names) {
		Element at = root;
		int depth = 1;
		for (String name : names) {
			List<Element> there = at.children(PROPERTY).stream().filter(each -> name.equals(each.attribute("name")))
					.toList();
			Element next = there.isEmpty() ? Element.made(PROPERTY) : there.get(there.size() - 1);
			if (there.isEmpty()) {
				next.set("name", name);
				next.set("type", EMPTY);
				append(at, next, depth);
			}
			at = next;
			depth++;
		}
		return at;
	}

	private static void append(Element above, Element child, int depth) {
		List<Object> content = above.content();
		if (!content.isEmpty() && content.get(content.size() - 1) instanceof Element.Text text
				&& text.raw().isBlank()) {
			content.remove(content.size() - 1);
		}
		content.add(new Element.Text("\n" + INDENT.repeat(depth)));
		content.add(child);
		content.add(new Element.Text("\n" + INDENT.repeat(depth - 1)));
	}

	/** A property that holds others stays for them, and those that hold nothing go with it. */
	private static boolean remove(Element above, String[] names, int from, Element property) {
		for (Element each : above.children(PROPERTY)) {
			boolean on = names[from].equals(each.attribute("name"));
			if (on && each == property) {
				each.children(VALUE).forEach(value -> cut(each, value));
				each.set(VALUE, null);
				each.set("type", EMPTY);
			}
			if (on && (each == property || from < names.length - 1 && remove(each, names, from + 1, property))) {
				if (EMPTY.equals(each.attribute("type")) && each.children(PROPERTY).isEmpty()) {
					cut(above, each);
				}
				return true;
			}
		}
		return false;
	}

	/** With the line break before it. */
	private static void cut(Element above, Element element) {
		List<Object> content = above.content();
		int at = 0;
		while (content.get(at) != element) {
			at++;
		}
		content.remove(at);
		if (at > 0 && content.get(at - 1) instanceof Element.Text text && text.raw().isBlank()) {
			content.remove(at - 1);
		}
	}

	/** @return the target's file as it is now */
	public byte[] content() {
		return target.bytes();
	}
}
