/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.xfconf;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import org.likeness.facets.internal.Printable;

/**
 * Reads a channel of xfconf: the files of xfconfd's {@code perchannel-xml} backend, as that reads those of a user. A
 * {@code channel} holds {@code property} elements, which hold others, and the {@code value} elements of an array. Of a
 * property that stands twice the last one counts. After {@code xfconf-backend-perchannel-xml.c}.
 */
public final class ChannelFile {

	static final String PROPERTY = "property";
	static final String VALUE = "value";
	static final String EMPTY = "empty";
	private static final String ARRAY = "array";

	/** Xfconf's paths have some hundred characters. */
	private static final int MAX_PATH = 1024;
	/** Paths of all properties together, for each character of the file. */
	private static final int PATHS_PER_FILE = 16;
	private static final Pattern INTEGER = Pattern.compile("[+-]?(0[xX][0-9a-fA-F]{1,16}|[0-9]{1,22})");
	private static final Pattern REAL = Pattern
			.compile("[+-]?([0-9]{1,400}\\.?[0-9]{0,400}|\\.[0-9]{1,400})([eE][+-]?[0-9]{1,4})?|[+-]?(inf|nan)");
	/** The bits of each type of integer. */
	private static final Map<String, Integer> BITS = Map.of("char", 8, "uchar", 8, "int16", 16, "uint16", 16, "int", 32,
			"uint", 32, "int64", 64, "uint64", 64);
	private static final Set<String> OTHERS = Set.of(EMPTY, "string", "float", "double", "bool", ARRAY);

	/**
	 * One setting.
	 *
	 * @param path  of the property within its channel: {@code /panels/panel-1/size}
	 * @param type  as the file spells it: "int", "array"
	 * @param value as the file spells it; of an array {@code [int 1, string "a"]}
	 */
	public record Property(String path, String type, String value) {
	}

	private final Map<String, Property> properties = new LinkedHashMap<>();
	private long pathsLeft;

	private ChannelFile(int size) {
		pathsLeft = (long) PATHS_PER_FILE * size;
	}

	/**
	 * @return the properties that have a value, in the order of the file
	 * @throws MalformedChannelException if xfconfd would not read all of it
	 */
	public static List<Property> read(byte[] content) throws MalformedChannelException {
		return read(Markup.read(content), content.length);
	}

	static List<Property> read(Markup.Document document, int size) throws MalformedChannelException {
		Element channel = document.root();
		expect(channel.name().equals("channel"), () -> "an element " + Printable.quote(channel.name())
				+ " does not belong there");
		expectOnly(channel, Set.of("name", "version"));
		expect(!required(channel, "name").isEmpty(), () -> "the channel has no name");
		String version = required(channel, "version");
		expect(version.equals("1") || version.startsWith("1."), () -> "it is of the unknown version "
				+ Printable.quote(version));
		ChannelFile file = new ChannelFile(size);
		file.readChildren(channel, "", false);
		return List.copyOf(file.properties.values());
	}

	private void readChildren(Element above, String path, boolean array) throws MalformedChannelException {
		for (Object each : above.content()) {
			if (each instanceof Element element && element.name().equals(PROPERTY)) {
				readProperty(element, path);
			} else if (each instanceof Element element) {
				expect(element.name().equals(VALUE), () -> "an element " + Printable.quote(element.name())
						+ " does not belong there");
				expect(array, () -> "a value stands outside of an array");
			}
		}
	}

	private void readProperty(Element element, String above) throws MalformedChannelException {
		expectOnly(element, Set.of("name", "type", VALUE));
		String name = required(element, "name");
		expect(!name.isEmpty() && name.indexOf('/') < 0, () -> "a property has no name, or one with a slash");
		String path = above + "/" + name;
		pathsLeft -= path.length();
		expect(path.length() <= MAX_PATH && pathsLeft >= 0, () -> "a property has too long a path");
		String type = required(element, "type");
		expect(BITS.containsKey(type) || OTHERS.contains(type),
				() -> "a value has the unknown type " + Printable.quote(type));
		if (type.equals(EMPTY)) {
			properties.remove(path);
		} else if (type.equals(ARRAY)) {
			add(path, type, array(element));
		} else {
			String value = element.attribute(VALUE);
			expect(value != null, () -> "the property " + Printable.quote(path) + " has no value");
			add(path, type, valid(type, value));
		}
		readChildren(element, path, type.equals(ARRAY));
	}

	private void add(String path, String type, String value) {
		properties.put(path, new Property(path, type, value));
	}

	private static String array(Element element) throws MalformedChannelException {
		StringBuilder values = new StringBuilder("[");
		for (Element each : element.children(VALUE)) {
			expectOnly(each, Set.of("type", VALUE));
			String type = required(each, "type");
			expect(BITS.containsKey(type) || OTHERS.contains(type) && !type.equals(ARRAY) && !type.equals(EMPTY),
					() -> "a value has the unknown type " + Printable.quote(type));
			String value = valid(type, required(each, VALUE));
			values.append(values.length() == 1 ? "" : ", ").append(type).append(' ')
					.append(type.equals("string") ? quote(value) : value);
		}
		return values.append(']').toString();
	}

	/** Where a value is none of its type, xfconfd reads no further. */
	private static String valid(String type, String value) throws MalformedChannelException {
		boolean valid = switch (type) {
		case "string" -> true;
		case "bool" -> value.equals("true") || value.equals("false");
		case "float", "double" -> REAL.matcher(value).matches();
		default -> INTEGER.matcher(value).matches() && fits(value, BITS.get(type), type.startsWith("u"));
		};
		expect(valid, () -> "a value is no " + type + ": " + Printable.quote(value));
		return value;
	}

	/** As {@code strtol()} reads it with base 0. */
	private static boolean fits(String text, int bits, boolean unsigned) {
		String digits = text.replaceFirst("^[+-]", "");
		int base = digits.startsWith("0x") || digits.startsWith("0X") ? 16
				: digits.startsWith("0") && digits.length() > 1 ? 8 : 10;
		BigInteger number;
		try {
			number = new BigInteger(base == 16 ? digits.substring(2) : digits, base);
		} catch (NumberFormatException e) {
			return false;
		}
		boolean negative = text.startsWith("-") && number.signum() != 0;
		return unsigned ? !negative && number.bitLength() <= bits
				: negative ? number.subtract(BigInteger.ONE).bitLength() < bits : number.bitLength() < bits;
	}

	private static void expectOnly(Element element, Set<String> known) throws MalformedChannelException {
		for (String attribute : element.attributes().keySet()) {
			expect(known.contains(attribute), () -> "an element " + Printable.quote(element.name())
					+ " of a user has the attribute " + Printable.quote(attribute));
		}
	}

	private static String required(Element element, String name) throws MalformedChannelException {
		String value = element.attribute(name);
		expect(value != null, () -> "an element " + Printable.quote(element.name()) + " has no " + name);
		return value;
	}

	/** So that no two arrays look alike. */
	private static String quote(String text) {
		return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
	}

	private static void expect(boolean condition, Supplier<String> otherwise) throws MalformedChannelException {
		if (!condition) {
			throw new MalformedChannelException(otherwise.get());
		}
	}
}
