/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.xfconf;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.likeness.facets.internal.Printable;

/**
 * Reads a channel of xfconf: the XML files of xfconfd's {@code perchannel-xml} backend. A {@code channel} holds
 * {@code property} elements, which hold others, and the {@code value} elements of an array. The file is untrusted: no
 * DTD, no entities of its own, bounded depth and bounded paths.
 */
public final class ChannelFile {

	/** Settings of Xfce are some six levels deep. */
	private static final int MAX_DEPTH = 64;
	/** Keeps the sum of all paths in proportion to the file. */
	private static final int MAX_PATH = 1024;
	private static final Set<String> TYPES = Set.of("empty", "string", "char", "uchar", "int16", "uint16", "int",
			"uint", "int64", "uint64", "float", "double", "bool", "array");

	/**
	 * One setting.
	 *
	 * @param path  of the property within its channel: {@code /panels/panel-1/size}
	 * @param type  as the file spells it: "int", "array"
	 * @param value as the file spells it; of an array {@code [int 1, string "a"]}
	 */
	public record Property(String path, String type, String value) {
	}

	/** A property whose end has not been read yet. */
	private record Open(String path, String type, String value, List<String> array) {
	}

	private final XMLStreamReader reader;
	private final Deque<Open> open = new ArrayDeque<>();
	private final List<Property> properties = new ArrayList<>();

	private ChannelFile(XMLStreamReader reader) {
		this.reader = reader;
	}

	/**
	 * @return the properties that have a value, in the order of the file
	 * @throws XMLStreamException if it is not well-formed, or no channel
	 */
	public static List<Property> read(byte[] content) throws XMLStreamException {
		XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
		factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
		factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
		factory.setXMLResolver((publicId, systemId, base, namespace) -> {
			throw new XMLStreamException("it names an external entity");
		});
		factory.setXMLReporter((message, type, information, location) -> {
			// Whatever is wrong is thrown, and need not stand on the terminal too.
		});
		XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text(content)));
		try {
			return new ChannelFile(reader).read();
		} finally {
			reader.close();
		}
	}

	/** Xfconf writes no other encoding. */
	private static String text(byte[] content) throws XMLStreamException {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
		} catch (CharacterCodingException e) {
			throw new XMLStreamException("it is not UTF-8", e);
		}
	}

	private List<Property> read() throws XMLStreamException {
		int depth = 0;
		while (reader.hasNext()) {
			switch (reader.next()) {
			case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.ENTITY_DECLARATION:
				throw malformed("it has a DTD or an entity");
			case XMLStreamConstants.START_ELEMENT:
				start(depth++);
				break;
			case XMLStreamConstants.END_ELEMENT:
				depth--;
				if (reader.getLocalName().equals("property")) {
					end(open.pop());
				}
				break;
			default:
			}
		}
		return properties;
	}

	private void start(int depth) throws XMLStreamException {
		String element = reader.getLocalName();
		if (depth > MAX_DEPTH) {
			throw malformed("it is nested too deep");
		}
		if (depth == 0 ? !element.equals("channel") : !element.equals("property") && !element.equals("value")) {
			throw malformed("an element " + Printable.quote(element) + " does not belong there");
		}
		if (element.equals("property")) {
			String path = (open.isEmpty() ? "" : open.peek().path()) + "/" + attribute("name");
			if (path.length() > MAX_PATH) {
				throw malformed("a property has too long a path");
			}
			open.push(new Open(path, type(), reader.getAttributeValue(null, "value"), new ArrayList<>()));
		} else if (element.equals("value")) {
			if (open.isEmpty() || !open.peek().type().equals("array")) {
				throw malformed("a value stands outside of an array");
			}
			String type = type();
			String value = attribute("value");
			open.peek().array().add(type + " " + (type.equals("string") ? quote(value) : value));
		}
	}

	private void end(Open property) throws XMLStreamException {
		if (property.type().equals("array")) {
			properties.add(new Property(property.path(), "array", "[" + String.join(", ", property.array()) + "]"));
		} else if (!property.type().equals("empty")) {
			if (property.value() == null) {
				throw malformed("the property " + Printable.quote(property.path()) + " has no value");
			}
			properties.add(new Property(property.path(), property.type(), property.value()));
		}
	}

	private String type() throws XMLStreamException {
		String type = attribute("type");
		if (!TYPES.contains(type)) {
			throw malformed("a value has the unknown type " + Printable.quote(type));
		}
		return type;
	}

	private String attribute(String name) throws XMLStreamException {
		String value = reader.getAttributeValue(null, name);
		if (value == null) {
			throw malformed("an element " + reader.getLocalName() + " has no " + name);
		}
		return value;
	}

	/** So that no two arrays look alike. */
	private static String quote(String text) {
		return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

	private XMLStreamException malformed(String reason) {
		return new XMLStreamException(reason, reader.getLocation());
	}
}
