/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.xfconf;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.stream.XMLStreamException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.likeness.core.FacetDraft;
import org.likeness.core.Name;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** Takes single properties of one channel of xfconf into another. All others, and comments, stay as they are. */
public final class ChannelMerge {

	private static final String PROPERTY = "property";
	private static final String EMPTY = "empty";
	/** As xfconfd indents. */
	private static final String INDENT = "  ";

	private final Document source;
	private final Document target;
	private final FacetDraft draft;

	/**
	 * @param channel its name
	 * @param source  the file to take from; {@code null} for none
	 * @param target  the file to take into; {@code null} for none
	 * @param draft   tells where the home is in the target
	 * @throws IOException if one of them is no channel
	 */
	public ChannelMerge(String channel, byte[] source, byte[] target, FacetDraft draft) throws IOException {
		this.source = source == null ? null : parse(source);
		this.target = target == null ? empty(channel) : parse(target);
		this.draft = draft;
	}

	private static Document empty(String channel) throws IOException {
		Document document = parse("<channel version=\"1.0\"/>".getBytes(StandardCharsets.UTF_8));
		document.getDocumentElement().setAttribute("name", channel);
		return document;
	}

	/** The reader of channels refuses what a hostile file could hold: DTDs, entities, depth without end. */
	private static Document parse(byte[] content) throws IOException {
		try {
			ChannelFile.read(content);
			DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
			factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
			DocumentBuilder builder = factory.newDocumentBuilder();
			builder.setErrorHandler(null);
			return builder.parse(new ByteArrayInputStream(content));
		} catch (XMLStreamException | SAXException e) {
			throw new IOException("it is malformed", e);
		} catch (ParserConfigurationException e) {
			throw new IllegalStateException("every Java has a parser for XML", e);
		}
	}

	/**
	 * Takes a property as it is in the source; what only the target has goes.
	 *
	 * @param path of the property in its channel
	 * @param key  of its item; refused if it can't be in the target
	 */
	public void take(Name path, String key) {
		String[] names = new String(path.bytes(), StandardCharsets.UTF_8).substring(1).split("/");
		Element from = source == null ? null : find(source.getDocumentElement(), names);
		if (from == null || from.getAttribute("type").equals(EMPTY)) {
			remove(find(target.getDocumentElement(), names));
			return;
		}
		Element to = make(target.getDocumentElement(), names);
		to.setAttribute("type", from.getAttribute("type"));
		to.removeAttribute("value");
		children(to, "value").forEach(ChannelMerge::cut);
		if (from.hasAttribute("value")) {
			to.setAttribute("value", atHome(key, from));
		}
		for (Element value : children(from, "value")) {
			Element copy = target.createElement("value");
			copy.setAttribute("type", value.getAttribute("type"));
			copy.setAttribute("value", atHome(key, value));
			append(to, copy, names.length + 1);
		}
	}

	/** What is refused is not written, whatever stands here. */
	private String atHome(String key, Element of) {
		String value = of.getAttribute("value");
		return draft.atHome(key, value).orElse(value);
	}

	private static Element find(Element above, String... names) {
		Element found = above;
		for (String name : names) {
			found = found == null ? null : child(found, name);
		}
		return found;
	}

	private static Element child(Element above, String name) {
		return children(above, PROPERTY).stream().filter(each -> each.getAttribute("name").equals(name)).findFirst()
				.orElse(null);
	}

	private static List<Element> children(Element above, String kind) {
		List<Element> found = new ArrayList<>();
		for (Node node = above.getFirstChild(); node != null; node = node.getNextSibling()) {
			if (node instanceof Element element && element.getTagName().equals(kind)) {
				found.add(element);
			}
		}
		return found;
	}

	private Element make(Element above, String... names) {
		Element at = above;
		int depth = 1;
		for (String name : names) {
			Element next = child(at, name);
			if (next == null) {
				next = target.createElement(PROPERTY);
				next.setAttribute("name", name);
				next.setAttribute("type", EMPTY);
				append(at, next, depth);
			}
			at = next;
			depth++;
		}
		return at;
	}

	private void append(Element above, Element child, int depth) {
		Node last = above.getLastChild();
		boolean indented = last != null && last.getNodeType() == Node.TEXT_NODE && last.getTextContent().isBlank();
		if (indented) {
			above.removeChild(last);
		}
		above.appendChild(target.createTextNode("\n" + INDENT.repeat(depth)));
		above.appendChild(child);
		above.appendChild(target.createTextNode("\n" + INDENT.repeat(depth - 1)));
	}

	/** A property that holds others stays for them, and those that hold nothing go with it. */
	private static void remove(Element property) {
		if (property == null || !property.getTagName().equals(PROPERTY)) {
			return;
		}
		children(property, "value").forEach(ChannelMerge::cut);
		property.removeAttribute("value");
		property.setAttribute("type", EMPTY);
		Element above = (Element) property.getParentNode();
		if (children(property, PROPERTY).isEmpty()) {
			cut(property);
			if (above.getAttribute("type").equals(EMPTY)) {
				remove(above);
			}
		}
	}

	/** With the line break before it. */
	private static void cut(Element element) {
		Node before = element.getPreviousSibling();
		if (before != null && before.getNodeType() == Node.TEXT_NODE && before.getTextContent().isBlank()) {
			element.getParentNode().removeChild(before);
		}
		element.getParentNode().removeChild(element);
	}

	/**
	 * @return the target's file as it is now
	 * @throws IOException if it can't be written as XML
	 */
	public byte[] content() throws IOException {
		try {
			Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
			transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			out.writeBytes("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\n".getBytes(StandardCharsets.US_ASCII));
			transformer.transform(new DOMSource(target), new StreamResult(out));
			out.write('\n');
			return out.toByteArray();
		} catch (TransformerException e) {
			throw new IOException(e.getMessage(), e);
		}
	}
}
