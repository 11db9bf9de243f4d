/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.likeness.facets.ProcessorTime.assertWork;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.FacetContext;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.facets.internal.dconf.GvdbReader;
import org.likeness.facets.internal.dconf.GvdbWriter;
import org.likeness.facets.internal.dconf.MalformedException;

/** Reads dconf's database; the dconf tool is the oracle. */
class DconfSettingsTest {

	private static final String EVERY_TYPE = """
			[types]
			b=true
			y=byte 0x05
			n=int16 -3
			q=uint16 65535
			i=-5
			u=uint32 4294967295
			x=int64 -9223372036854775808
			t=uint64 18446744073709551615
			h=handle 5
			d1=1.0
			d2=0.1
			d3=1e300
			d4=-0.0
			d5=1.0e-5
			d6=0.0001
			d7=12345678901234567.0
			d8=123456789012345678.0
			d9=nan
			d10=-inf
			d11=2.3e-308
			s1='plain'
			s2="it's"
			s3='both \\' and "'
			s4='tab\\t line\\n unicode é 😀 control \\u0001 bell \\a backslash \\\\ \\u200b \\u2028 \\U000e0001'
			s5=''
			o=objectpath '/a/b'
			g=signature 'a{sv}'
			bytes1=b'hello'
			bytes2=[byte 0x01, 0x02]
			bytes3=b'with \\' and " and \\n and \\377'
			bytes4=b''
			bytes5=@ay []
			bytes6=[b'one', b'']
			empty1=@as []
			empty2=@a{sv} {}
			empty3=[@as []]
			empty4=@mas nothing
			empty5=()
			maybe1=just 5
			maybe2=@mi nothing
			maybe3=@mmi just nothing
			maybe4=[@mi 1, nothing, just 3]
			maybe5=@mmmi just just nothing
			nested1=[[true],[]]
			nested2=(1,)
			nested3=(1,'a',uint32 7)
			nested4={'x':<1>,'y':<uint32 2>,'z':<@as []>}
			nested5=<<int64 5>>
			nested6={1,'x'}
			nested7=@a{s(iu)} {'q':(1,2), 'r':(3,4)}
			long=[uint32 1,2,3]
			[deep/path/of/settings ünï]
			kéy='v'
			[/]
			top=1
			""";

	private final DconfSettings facet = new DconfSettings();
	private final FacetContext context = FolderSurvey.context("/home/ann", List.of());

	@TempDir
	Path temporary;

	@Test
	void agreesWithDconfDumpOnEveryType() throws Exception {
		assertAgrees(EVERY_TYPE, (int) EVERY_TYPE.lines().filter(line -> line.contains("=")).count());
	}

	@Test
	void agreesWithDconfDumpOnRandomValues() throws Exception {
		Random random = new Random(11);
		RandomVariant variants = new RandomVariant(random);
		StringBuilder keyFile = new StringBuilder();
		for (int group = 0; group < 40; group++) {
			keyFile.append("[g").append(group % 7).append("/h").append(group).append("]\n");
			for (int key = 0; key < 40; key++) {
				keyFile.append("key").append(key).append('=').append(variants.next()).append('\n');
			}
		}
		assertAgrees(keyFile.toString(), 1600);
	}

	@Test
	void agreesWithDconfDumpOnLargeValues() throws Exception {
		String many = "'some text', ".repeat(6000);
		assertAgrees("[large]\na=['" + "x".repeat(100_000) + "', 'y']\nb=[" + many + "'last']\nc=('" + "z".repeat(300)
				+ "', 1, '" + "w".repeat(70_000) + "', [1, 2])\n", 3);
	}

	/** What the writer makes of a database is the same one to dconf, which goes on with it. */
	@Test
	void writesDatabasesThatDconfReads() throws Exception {
		Path database = temporary.resolve("home/ann/.config/dconf/user");
		Map<String, String> environment = environment();
		StringBuilder keyFile = new StringBuilder(EVERY_TYPE);
		Random random = new Random(5);
		RandomVariant variants = new RandomVariant(random);
		for (int group = 0; group < 50; group++) {
			keyFile.append("[g").append(group % 9).append("/h").append(group).append("]\n");
			for (int key = 0; key < 20; key++) {
				keyFile.append("key").append(key).append('=').append(variants.next()).append('\n');
			}
		}
		Oracle.run(environment, keyFile.toString(), "dbus-run-session", "--", "dconf", "load", "/");
		String before = Oracle.run(environment, "", "dconf", "dump", "/");
		Files.write(database, GvdbWriter.write(new GvdbReader(Files.readAllBytes(database)).variants()));
		assertEquals(before, Oracle.run(environment, "", "dconf", "dump", "/"));
		assertEquals("'plain'\n", Oracle.run(environment, "", "dconf", "read", "/types/s1"));
		Oracle.run(environment, "", "dbus-run-session", "--", "dconf", "write", "/types/s1", "'other'");
		assertEquals(before.replace("s1='plain'", "s1='other'"),
				Oracle.run(environment, "", "dconf", "dump", "/"));
	}

	@Test
	void refusesToWriteWhatItCannotKeep() throws Exception {
		byte[] noPath = new GvdbFile("GVariant").add(-1, "no-path", GvdbFile.variant("b", 1)).bytes();
		assertThrows(MalformedException.class, () -> new GvdbReader(noPath).variants());
		byte[] swapped = new GvdbFile("raVGtnai").add(-1, "/a", GvdbFile.variant("b", 1)).bytes();
		assertThrows(MalformedException.class, () -> new GvdbReader(swapped).variants());
		byte[] deep = new GvdbFile("GVariant").add(-1, "/a".repeat(5000), GvdbFile.variant("b", 1)).bytes();
		assertThrows(MalformedException.class, () -> new GvdbReader(deep).variants());
	}

	private Map<String, String> environment() throws IOException {
		Path profile = Files.writeString(temporary.resolve("profile"), "user-db:user\n");
		return Map.of("DCONF_PROFILE", profile.toString(), "XDG_CONFIG_HOME",
				temporary.resolve("home/ann/.config").toString(), "XDG_RUNTIME_DIR", temporary.toString());
	}

	/** Loads the key file with the dconf tool, and compares what it dumps with what the facet reads. */
	private void assertAgrees(String keyFile, int count) throws Exception {
		Map<String, String> environment = environment();
		Oracle.run(environment, keyFile, "dbus-run-session", "--", "dconf", "load", "/");
		Map<String, String> expected = new TreeMap<>();
		String folder = "";
		for (String line : Oracle.run(environment, "", "dconf", "dump", "/").split("\n")) {
			if (line.startsWith("[")) {
				folder = line.equals("[/]") ? "/" : "/" + line.substring(1, line.length() - 1) + "/";
			} else if (!line.isEmpty()) {
				expected.put(folder + line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
			}
		}
		Inventory inventory = FolderSurvey.inventory(facet, temporary, "/home/ann");
		assertEquals("[]", inventory.remarks().toString());
		Map<String, String> found = new TreeMap<>();
		inventory.items().forEach(item -> found.put(item.key(), item.attributes().get("value")));
		assertEquals(lines(expected), lines(found));
		assertEquals(count, found.size());
	}

	private static String lines(Map<String, String> values) {
		return values.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining("\n"));
	}

	@Test
	void hasNoItemsWithoutADatabase() {
		Inventory inventory = facet.inventory(new Survey.Builder().build(), context);
		assertEquals("[]", inventory.items().toString());
		assertEquals(null, inventory.unread());
	}

	@Test
	void saysWhyTheDatabaseCannotBeRead() {
		MachinePath path = MachinePath.of("/home/ann/.config/dconf/user");
		assertEquals(path + ": permission denied", facet
				.inventory(new Survey.Builder().problem(path, "permission denied").build(), context).unread());
		assertEquals(path + " is not a database of dconf: it does not start with the signature of a GVDB file",
				read(new byte[0]).unread());
		byte[] valid = new GvdbFile("GVariant").add(-1, "/a", GvdbFile.variant("b", 1)).bytes();
		assertEquals("/a {value=true}", items(valid));
		byte[] version = valid.clone();
		version[8] = 3;
		assertEquals(path + " is not a database of dconf: it is of the unknown version 3", read(version).unread());
		byte[] cut = java.util.Arrays.copyOf(valid, 40);
		assertEquals(path + " is not a database of dconf: its table lies outside of it", read(cut).unread());
		byte[] buckets = valid.clone();
		buckets[31] = (byte) 0xff;
		assertEquals(path + " is not a database of dconf: its table has a wrong size", read(buckets).unread());
	}

	@Test
	void readsTheOtherByteOrder() {
		assertEquals("/a/b {value=uint32 258}\n/a/c {value=[int16 1, 2]}",
				items(new GvdbFile("raVGtnai").add(1, "b", GvdbFile.variant("u", 0, 0, 1, 2))
						.add(-1, "/a/", GvdbFile.variant("b", 2)).add(1, "c", GvdbFile.variant("an", 0, 1, 0, 2))
						.bytes())
						.lines().filter(line -> !line.startsWith("remark")).collect(Collectors.joining("\n")));
	}

	@Test
	void marksMalformedValuesAndGoesOn() {
		String why = "malformed in /home/ann/.config/dconf/user: ";
		assertEquals(String.join("\n", "/a {} (" + why + "a value of type i has 3 bytes)",
				"/b {} (" + why + "its type is unknown)", "/c {} (" + why + "a variant names no type)",
				"/d {} (" + why + "a string does not end)", "/e {} (" + why + "a string is not UTF-8)",
				"/f {} (" + why + "a boolean is neither true nor false)",
				"/g {} (" + why + "an array has offsets that lie outside)",
				"/h {} (" + why + "a tuple has offsets that lie outside)", "/i {} (" + why + "its type is cut off)",
				"/j {} (" + why + "a path or signature holds what it may not)", "/ok {value=true}"),
				items(new GvdbFile("GVariant").add(-1, "/a", GvdbFile.variant("i", 1, 2, 3))
						.add(-1, "/b", GvdbFile.variant("?", 1)).add(-1, "/c", new byte[] { 1 })
						.add(-1, "/d", GvdbFile.variant("s", 'x')).add(-1, "/e", GvdbFile.variant("s", 0xff, 0))
						.add(-1, "/f", GvdbFile.variant("b", 7)).add(-1, "/g", GvdbFile.variant("as", 'x', 0, 9))
						.add(-1, "/h", GvdbFile.variant("(si)", 'x', 0, 200)).add(-1, "/i", GvdbFile.variant("(i"))
						.add(-1, "/j", GvdbFile.variant("o", '/', '\u001b', 0))
						.add(-1, "/ok", GvdbFile.variant("b", 1)).bytes()));
	}

	@Test
	void survivesParentsWithoutEndAndKeysThatOverlap() {
		byte[] cycle = new GvdbFile("GVariant").add(1, "a", GvdbFile.variant("b", 1))
				.add(0, "b", GvdbFile.variant("b", 1))
				.add(77, "c", GvdbFile.variant("b", 1)).bytes();
		assertEquals("""
				remark /home/ann/.config/dconf/user: item 0 has parents without end; passed over
				remark /home/ann/.config/dconf/user: item 1 has parents without end; passed over
				remark /home/ann/.config/dconf/user: item 2 has a parent that is not there; passed over""",
				items(cycle));
		assertEquals("/home/ann/.config/dconf/user has settings whose keys are malformed",
				read(cycle).unreadScopes().get(0).reason());
		GvdbFile large = new GvdbFile("GVariant");
		for (int i = 0; i < 20_000; i++) {
			large.add(Math.max(-1, i - 1 - i % 3), i == 0 ? "/" + "x".repeat(65_000) : "y", GvdbFile.variant("b", 1));
		}
		Inventory[] inventory = new Inventory[1];
		assertWork(10, () -> inventory[0] = read(large.bytes()));
		assertEquals("and 19651 more of that kind", inventory[0].remarks().get(100).replaceAll("19[0-9]{3}", "19651"));
	}

	@Test
	void survivesNestingWithoutEnd() {
		ByteArrayOutputStream nested = new ByteArrayOutputStream();
		nested.write(1);
		nested.write(0);
		nested.write('b');
		for (int i = 0; i < 10_000; i++) {
			nested.write(0);
			nested.write('v');
		}
		String reason = "/a {} (malformed in /home/ann/.config/dconf/user: it";
		assertEquals(reason + " is nested too deep)",
				items(new GvdbFile("GVariant").add(-1, "/a", nested.toByteArray()).bytes()));
		for (String type : List.of("a".repeat(10_000) + "i", "m".repeat(10_000) + "i",
				"(".repeat(10_000) + ")".repeat(10_000), "a{s".repeat(10_000))) {
			assertEquals(reason + "s type is nested too deep)",
					items(new GvdbFile("GVariant").add(-1, "/a", GvdbFile.variant(type)).bytes()));
		}
	}

	@Test
	void survivesThousandsOfMutations() throws Exception {
		Files.createDirectories(temporary.resolve("keys"));
		Files.writeString(temporary.resolve("keys/all"), EVERY_TYPE);
		Path compiled = temporary.resolve("compiled");
		Oracle.run("dconf", "compile", compiled.toString(), temporary.resolve("keys").toString());
		byte[] valid = Files.readAllBytes(compiled);
		assertTrue(read(valid).items().size() > 50);
		Mutations mutations = new Mutations(valid, 3);
		assertWork(60, () -> {
			for (int i = 0; i < 3_000; i++) {
				Inventory inventory = read(mutations.next());
				assertNotNull(inventory);
				for (Item item : inventory.items()) {
					String value = item.attributes().getOrDefault("value", "");
					assertTrue(value.length() <= 20 * valid.length, "no value is much larger than the file");
				}
			}
		});
	}

	private Inventory read(byte[] content) {
		MachinePath path = MachinePath.of("/home/ann/.config/dconf/user");
		return facet.inventory(new Survey.Builder().content(path, content).build(), context);
	}

	private String items(byte[] content) {
		Inventory inventory = read(content);
		assertEquals(null, inventory.unread());
		return java.util.stream.Stream.concat(inventory.items().stream().map(Item::toString),
				inventory.remarks().stream().map(remark -> "remark " + remark)).collect(Collectors.joining("\n"));
	}
}
