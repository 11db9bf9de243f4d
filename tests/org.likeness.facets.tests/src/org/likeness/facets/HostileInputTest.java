/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.likeness.core.Facet;
import org.likeness.core.FacetContext;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;

/**
 * Files that were made to take more memory or time than they are worth. Each parser takes a small multiple of what it
 * reads, all that it throws away again among it.
 */
class HostileInputTest {

	private static final int TIMES = 64;
	private static final long BASE = 128 << 20;

	private record Input(String name, Facet facet, String path, byte[] content) {

		@Override
		public String toString() {
			return name + " in " + path;
		}
	}

	static Stream<Input> inputs() {
		List<Input> inputs = new ArrayList<>();
		databases(inputs);
		packages(inputs);
		sources(inputs);
		channels(inputs);
		settings(inputs);
		return inputs.stream();
	}

	private static void databases(List<Input> inputs) {
		Facet facet = new DconfSettings();
		String path = "/home/ann/.config/dconf/user";
		for (String type : List.of("(" + "i".repeat(3_300_000) + ")", "i".repeat(3_300_000), "(".repeat(3_300_000),
				"a".repeat(100) + "(" + "s".repeat(3_000_000) + ")")) {
			inputs.add(new Input("a type string", facet, path,
					new GvdbFile("GVariant").add(-1, "/a", GvdbFile.variant(type)).bytes()));
		}
		byte[] many = new byte[4 << 20];
		inputs.add(new Input("many booleans", facet, path, database("ab", many)));
		inputs.add(new Input("many empty strings", facet, path, database("(ss)", new byte[1 << 20])));
		inputs.add(new Input("many nothings", facet, path, database("amb", offsets(1 << 20))));
		Arrays.fill(many, (byte) 1);
		many[many.length - 1] = 0;
		inputs.add(new Input("control characters", facet, path, database("s", many)));
		inputs.add(new Input("a string of bytes", facet, path, database("ay", many)));
		GvdbFile keys = new GvdbFile("GVariant");
		for (int i = 0; i < 20_000; i++) {
			keys.add(i == 0 ? -1 : 0, i == 0 ? "/" + "k".repeat(4000) + "/" : "k" + i, GvdbFile.variant("b", 1));
		}
		inputs.add(new Input("one long folder of many", facet, path, keys.bytes()));
	}

	private static byte[] database(String type, byte[] value) {
		byte[] variant = Arrays.copyOf(value, value.length + 1 + type.length());
		System.arraycopy(type.getBytes(StandardCharsets.US_ASCII), 0, variant, value.length + 1, type.length());
		return new GvdbFile("GVariant").add(-1, "/a", variant).bytes();
	}

	/** Offsets of elements that have no bytes, four each. */
	private static byte[] offsets(int size) {
		return new byte[size];
	}

	private static void packages(List<Input> inputs) {
		Facet facet = new AptPackages();
		String status = "/var/lib/dpkg/status";
		String installed = "Status: install ok installed\nArchitecture: all\nVersion: 1\n\n";
		inputs.add(
				text("paragraphs of nothing", facet, status, "Package: a\n" + installed + "x:\n\n".repeat(3_000_000)));
		inputs.add(text("lines of nothing", facet, status, "Package: a\n" + installed + "x\n".repeat(2_000_000)));
		inputs.add(
				text("malformed names", facet, status, "Package: a\n" + installed + "Package:_\n\n".repeat(1_000_000)));
		inputs.add(text("malformed statuses", facet, status, lines("Package: %d\nStatus: x\n\n", 400_000)));
		inputs.add(text("many packages", facet, status, lines("Package: %d\n" + installed, 300_000)));
		inputs.add(text("one package many times", facet, status, ("Package: a\n" + installed).repeat(190_000)));
		inputs.add(text("a field without end", facet, status, "Package: a\n" + installed.strip() + "\n"
				+ " x\n".repeat(1_000_000)));
		inputs.add(
				text("a wanted field without end", facet, status, "Package: a\n Version" + " x\n".repeat(1_000_000)));
		inputs.add(text("fields that stand twice", facet, status, "Package: a\n".repeat(1_000_000)));
		inputs.add(text("words", facet, status, "Package: a\nStatus:" + " x".repeat(2_000_000) + "\n\n"));
	}

	private static void sources(List<Input> inputs) {
		Facet facet = new AptSources();
		String lines = "/etc/apt/sources.list";
		String stanzas = "/etc/apt/sources.list.d/x.sources";
		String names = lines(" s%d", 1900);
		inputs.add(text("lines of nothing", facet, lines, "x\n".repeat(500_000)));
		inputs.add(text("brackets without end", facet, lines, "deb " + "[".repeat(500_000) + "\n"));
		inputs.add(text("brackets in a word", facet, lines, "deb http://h/d" + "[".repeat(500_000) + " s main\n"));
		inputs.add(text("quotes", facet, lines, "deb http://h/d" + "\"\"".repeat(300_000) + "\" s main\n"));
		inputs.add(text("slashes", facet, lines, "deb http://h/" + "/".repeat(500_000) + "x s main\n"));
		inputs.add(text("options", facet, lines, "deb [" + lines("arch=a%d ", 60_000) + "] http://h/d s main\n"));
		inputs.add(text("one source in many ways", facet, lines,
				lines("deb [signed-by=/k%d.gpg] http://h/d s main\n", 1900)));
		inputs.add(text("components of many", facet, stanzas, "Types: deb\nURIs: http://h/d\nSuites:" + names
				+ "\nComponents:" + lines(" c%d", 80_000) + "\n"));
		inputs.add(text("options of many", facet, stanzas, "Types: deb\nURIs: http://h/d\nSuites:" + names
				+ "\nComponents: main\nArchitectures:" + lines(" a%d", 80_000) + "\n"));
		inputs.add(text("a long address of many", facet, stanzas, "Types: deb\nURIs: http://h/" + "d".repeat(500_000)
				+ "\nSuites:" + names + "\nComponents: main\n"));
		inputs.add(text("a value of many lines", facet, stanzas, "Types: deb\nURIs: http://h/d\nSuites:\n"
				+ " s\n".repeat(300_000) + "Components: main\n"));
		inputs.add(text("paragraphs of nothing", facet, stanzas, "x:\n\n".repeat(250_000)));
	}

	private static void channels(List<Input> inputs) {
		Facet facet = new XfconfSettings();
		String path = "/home/ann/.config/xfce4/xfconf/xfce-perchannel-xml/x.xml";
		String start = "<channel name='x' version='1.0'>";
		inputs.add(text("long paths of many", facet, path, start + "<property name='" + "x".repeat(1000)
				+ "' type='empty'>" + lines("<property name='%d' type='int' value='1'/>", 20_000)
				+ "</property></channel>"));
		inputs.add(text("an array", facet, path, start + "<property name='x' type='array'>"
				+ "<value type='int' value='1'/>".repeat(30_000) + "</property></channel>"));
		inputs.add(text("attributes", facet, path, start + "<property " + lines("a%d='1' ", 90_000) + "/></channel>"));
		inputs.add(text("references", facet, path, start + "<property name='x' type='string' value='"
				+ "&#1;".repeat(250_000) + "'/></channel>"));
		inputs.add(text("depth", facet, path, start + "<property name='x' type='empty'>".repeat(30_000)));
		inputs.add(text("comments without end", facet, path, start + "<!-- ".repeat(200_000)));
		inputs.add(text("starts", facet, path, "<".repeat(1_000_000)));
		inputs.add(text("one property many times", facet, path,
				start + "<property name='x' type='int' value='1'/>".repeat(24_000) + "</channel>"));
	}

	private static void settings(List<Input> inputs) {
		Facet facet = new SystemSettings();
		inputs.add(text("lines of nothing", facet, "/etc/default/keyboard", "x\n".repeat(500_000)));
		inputs.add(text("quotes without end", facet, "/etc/default/keyboard", "X='\n".repeat(250_000)));
		inputs.add(text("assignments", facet, "/etc/default/keyboard", lines("X%d=1\n", 100_000)));
		inputs.add(text("one assignment", facet, "/etc/default/locale", "LANG=" + "\\a".repeat(500_000)));
		inputs.add(text("exports", facet, "/etc/default/locale", "export ".repeat(140_000)));
		inputs.add(text("lines of nothing", facet, "/etc/locale.gen", "x\n".repeat(500_000)));
		inputs.add(text("spaces", facet, "/etc/locale.gen", "x" + " ".repeat(1_000_000) + "y"));
		inputs.add(text("locales", facet, "/etc/locale.gen", lines("l%d UTF-8\n", 80_000)));
		String programs = "/home/ann/.config/mimeapps.list";
		inputs.add(text("lines of nothing", facet, programs, "x\n".repeat(500_000)));
		inputs.add(text("groups", facet, programs, lines("[%d]\n", 120_000)));
		inputs.add(text("semicolons", facet, programs, "[Default Applications]\na=" + ";".repeat(900_000) + "x\n"));
		inputs.add(text("types", facet, programs, "[Default Applications]\n" + lines("t%d=x\n", 100_000)));
		inputs.add(text("a name", facet, "/etc/hostname", "\u0001".repeat(60_000)));
	}

	private static Input text(String name, Facet facet, String path, String text) {
		return new Input(name, facet, path, text.getBytes(StandardCharsets.UTF_8));
	}

	/** @return a format filled with the numbers from 0 */
	private static String lines(String format, int count) {
		StringBuilder lines = new StringBuilder();
		int at = format.indexOf("%d");
		for (int i = 0; i < count; i++) {
			lines.append(format, 0, at).append(i).append(format, at + 2, format.length());
		}
		return lines.toString();
	}

	@ParameterizedTest
	@MethodSource("inputs")
	void takesASmallMultipleOfItsSize(Input input) throws Exception {
		FacetContext context = FolderSurvey.context("/home/ann", input.facet().rules());
		Survey survey = new Survey.Builder().add(FolderSurvey.file(input.path(), input.content().length))
				.content(MachinePath.of(input.path()), input.content()).build();
		long most = BASE + (long) TIMES * input.content().length;
		long taken = Allocation.of(() -> {
			assertNotNull(input.facet().inventory(survey, context));
			return null;
		});
		assertTrue(taken <= most, input + ": " + (taken >> 20) + " MiB for " + input.content().length + " bytes");
	}
}
