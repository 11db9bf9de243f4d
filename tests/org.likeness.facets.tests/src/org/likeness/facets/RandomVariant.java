/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes up GVariants in text form, of any type. */
final class RandomVariant {

	private static final String BASIC = "bynqiuxtdsogh";

	private final Random random;

	RandomVariant(Random random) {
		this.random = random;
	}

	/** @return a value with its type in front, as {@code dconf load} takes it */
	String next() {
		String type = type(4);
		return "@" + type + " " + value(type);
	}

	private String type(int depth) {
		int kind = depth == 0 ? 0 : random.nextInt(10);
		switch (kind) {
		case 5:
			return "v";
		case 6, 7:
			return "a" + type(depth - 1);
		case 8:
			return random.nextBoolean() ? "m" + type(depth - 1) : "a{" + basic() + type(depth - 1) + "}";
		case 9:
			return random.nextInt(5) == 0 ? "{" + basic() + type(depth - 1) + "}"
					: list(4, () -> type(depth - 1), "", "(", ")");
		default:
			return basic();
		}
	}

	private String basic() {
		return BASIC.charAt(random.nextInt(BASIC.length())) + "";
	}

	private String list(int most, Supplier<String> part, String between, String open, String close) {
		return Stream.generate(part).limit(random.nextInt(most + 1)).collect(Collectors.joining(between, open, close));
	}

	private String value(String type) {
		switch (type.charAt(0)) {
		case 'b':
			return random.nextBoolean() + "";
		case 'y':
			return random.nextInt(256) + "";
		case 'n':
			return (short) random.nextInt() + "";
		case 'q':
			return random.nextInt(1 << 16) + "";
		case 'i', 'h':
			return random.nextInt() + "";
		case 'u':
			return Integer.toUnsignedString(random.nextInt());
		case 'x':
			return random.nextLong() + "";
		case 't':
			return Long.toUnsignedString(random.nextLong());
		case 'd':
			return number();
		case 's':
			return list(12, this::character, "", "'", "'");
		case 'o':
			return list(3, () -> "/p" + random.nextInt(20), "", "'/x", "'");
		case 'g':
			return List.of("''", "'a{sv}'", "'i(aas)v'", "'(ybnqiuxtdsogh)'").get(random.nextInt(4));
		case 'v':
			return "<" + next() + ">";
		case 'm':
			return random.nextBoolean() ? "nothing" : "just " + value(type.substring(1));
		case 'a':
			return array(type);
		default:
			return members(type);
		}
	}

	private String number() {
		double value = random.nextInt(3) == 0 ? random.nextInt(2000) / 100.0 - 10
				: Double.longBitsToDouble(random.nextLong());
		// GLib takes no numbers that are too small to be normal.
		return Double.isNaN(value) ? "nan" : Double.toString(Math.abs(value) < Double.MIN_NORMAL ? 0 : value);
	}

	private String character() {
		int c;
		do {
			c = 1 + random.nextInt(random.nextBoolean() ? 0x7f : random.nextBoolean() ? 0x2fff : 0x1ffff);
		} while (Character.getType(c) == Character.SURROGATE || Character.getType(c) == Character.UNASSIGNED);
		return String.format("\\U%08x", c);
	}

	private String array(String type) {
		String element = type.substring(1);
		if (element.startsWith("{")) {
			return list(5, () -> value(element).replaceFirst("^\\{", ""), "|", "", "").transform(this::dictionary);
		}
		if (element.equals("y") && random.nextBoolean()) {
			return list(8, () -> String.format("\\%03o", 1 + random.nextInt(255)), "", "b'", "'");
		}
		return list(5, () -> value(element), ", ", "[", "]");
	}

	/** Entries are made as "key, value}" here, so that one way makes them alone and in a dictionary. */
	private String dictionary(String entries) {
		return entries.isEmpty() ? "{}"
				: Stream.of(entries.split("\\|")).map(entry -> "{" + entry).collect(Collectors.joining(", ", "[", "]"));
	}

	private String members(String type) {
		StringBuilder out = new StringBuilder().append(type.charAt(0));
		int at = 1;
		int count = 0;
		while (at < type.length() - 1) {
			int end = end(type, at);
			out.append(count++ == 0 ? "" : ", ").append(value(type.substring(at, end)));
			at = end;
		}
		return out.append(count == 1 && type.charAt(0) == '(' ? "," : "").append(type.charAt(type.length() - 1))
				.toString();
	}

	/** @return where the type that starts at {@code at} ends */
	private static int end(String type, int at) {
		char c = type.charAt(at);
		if (c == 'a' || c == 'm') {
			return end(type, at + 1);
		}
		if (c != '(' && c != '{') {
			return at + 1;
		}
		int end = at + 1;
		while (type.charAt(end) != ')' && type.charAt(end) != '}') {
			end = end(type, end);
		}
		return end + 1;
	}
}
