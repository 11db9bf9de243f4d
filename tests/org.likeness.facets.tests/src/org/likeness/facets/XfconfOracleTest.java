/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.FacetContext;
import org.likeness.core.FileChange;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;

/** What counts in files of channels that are odd in many ways: a daemon of xfconf of its own decides. */
class XfconfOracleTest {

	private static final String FOLDER = "home/ann/.config/xfce4/xfconf/xfce-perchannel-xml";
	private static final String LIST = """
			/usr/lib/*/xfce4/xfconf/xfconfd 1>&2 & daemon=$!
			until xfconf-query -l >/dev/null 2>&1; do kill -0 $daemon || exit 1; done
			for channel; do printf '## %s\\n' "$channel"; xfconf-query -c "$channel" -l -v; done
			kill $daemon
			""";

	private final XfconfSettings facet = new XfconfSettings();
	private final FacetContext context = FolderSurvey.context("/home/ann", facet.rules());
	private final Map<String, byte[]> channels = new LinkedHashMap<>();

	@TempDir
	Path root;

	@Test
	void countsWhatXfconfdCounts() throws Exception {
		put("esc", "<property name='x' type='string' value='&#x1b;[1~'/>");
		put("raw", "<property name='x' type='string' value='\u0001\u001b'/>");
		put("c1", "<property name='x' type='string' value='a\u0085b\u2028c'/>");
		for (String reference : new String[] { "&#0;", "&#xd800;", "&#x110000;", "&#xfffe;", "&foo;", "&", "&#;",
				"&#x;",
				"&#65", "&lt;&gt;&amp;&quot;&apos;", "&#65;&#x42;" }) {
			put("reference" + channels.size(), "<property name='x' type='string' value='" + reference + "'/>");
		}
		put("less", "<property name='x' type='string' value='a<b>c'/>");
		put("spaces", "<property name='x' type='string' value='a\nb\tc\r\nd'/>");
		put("quotes", "<property name=\"x\" type='string' value='a\"b'/>");
		put("together", "<property name='x'type='string'value='b'/>");
		put("apart", "<property\n name = 'x'\n type\t= 'string' value= 'b' />");
		String[][] values = { { "int", "5" }, { "int", "-5" }, { "int", "abc" }, { "int", "5 " }, { "int", "0x10" },
				{ "int", "010" }, { "int", "08" }, { "int", "2147483647" }, { "int", "2147483648" },
				{ "int", "-2147483648" }, { "int", "99999999999" }, { "int", "" }, { "uint", "4294967295" },
				{ "uint", "4294967296" }, { "uint", "-1" }, { "uint64", "18446744073709551615" },
				{ "int64", "-9223372036854775808" }, { "uchar", "255" }, { "uchar", "256" }, { "int16", "32768" },
				{ "bool", "true" }, { "bool", "false" }, { "bool", "TRUE" }, { "bool", "1" },
				{ "bool", "" }, { "double", "1.5" }, { "double", "1,5" }, { "double", "1e3" }, { "double", "x" },
				{ "string", "" }, { "pixbuf", "1" }, { "String", "1" }, { "empty", "1" } };
		for (String[] value : values) {
			put("value" + channels.size(),
					"<property name='x' type='" + value[0] + "' value='" + value[1] + "'/>");
		}
		put("no-type", "<property name='x' value='1'/>");
		put("no-name", "<property type='int' value='1'/>");
		put("empty-name", "<property name='' type='int' value='1'/>");
		put("unknown", "<property name='x' type='int' value='1' foo='2'/>");
		put("locked", "<property name='x' type='int' value='1' locked='root'/>");
		put("attribute-twice", "<property name='x' type='int' value='1' value='2'/>");
		put("twice", "<property name='x' type='int' value='1'/><property name='x' type='int' value='2'/>");
		put("twice-and-empty", "<property name='x' type='int' value='1'/><property name='x' type='empty'/>");
		put("twice-with-children", "<property name='x' type='int' value='1'><property name='k' type='int' value='3'/>"
				+ "</property><property name='x' type='int' value='2'><property name='l' type='int' value='4'/></property>");
		put("text", "hello<property name='x' type='int' value='1'>hello</property>");
		put("bad-text", "a &foo; b");
		put("cdata", "<![CDATA[ <x> ]]>");
		put("comment", "<!-- x -- y <z> -->");
		put("instruction", "<?foo <bar> ?>");
		put("element", "<foo/>");
		put("upper", "<Property name='x' type='int' value='1'/>");
		put("value-outside", "<value type='int' value='1'/>");
		put("value-in-string", "<property name='x' type='string' value='1'><value type='int' value='1'/></property>");
		put("array-in-array", "<property name='x' type='array'><value type='array'/></property>");
		put("empty-in-array", "<property name='x' type='array'><value type='empty'/></property>");
		put("bad-in-array", "<property name='x' type='array'><value type='int' value='x'/></property>");
		put("angles", "<property name='&lt;Primary&gt;t' type='string' value='v'/>");
		put("letters", "<property name='\u00fc!@b' type='string' value='v'/>");
		put("deep", "<property name='x' type='empty'>".repeat(20) + "<property name='y' type='int' value='1'/>"
				+ "</property>".repeat(20));
		put("wrong-end", "<property name='x' type='int' value='1'></value>");
		raw("doctype",
				"<!DOCTYPE c [<!ENTITY a 'b'>]>" + head("doctype") + "<property name='x' type='int' value='&a;'/>"
						+ "</channel>");
		raw("cut", head("cut") + "<property name='x' type='int' val");
		raw("open", head("open") + "<property name='x' type='int' value='1'/>");
		raw("second", head("second") + "</channel><channel/>");
		raw("junk-behind", head("junk-behind") + "</channel>junk");
		raw("other-name", head("foo") + "<property name='x' type='int' value='1'/></channel>");
		raw("no-version", "<channel name='no-version'><property name='x' type='int' value='1'/></channel>");
		raw("version-2",
				head("version-2").replace("1.0", "2.0") + "<property name='x' type='int' value='1'/></channel>");
		raw("version-1.1", head("version-1.1").replace("1.0", "1.1")
				+ "<property name='x' type='int' value='1'/></channel>");
		raw("no-channel-name", "<channel version='1.0'><property name='x' type='int' value='1'/></channel>");
		raw("channel-locked",
				head("x").replace(">", " locked='*'>") + "<property name='x' type='int' value='1'/></channel>");
		raw("latin", "<?xml version='1.0' encoding='ISO-8859-1'?>" + head("latin")
				+ "<property name='x' type='string' value='\u00fc'/></channel>");
		raw("mark", "\ufeff" + head("mark") + "<property name='x' type='int' value='1'/></channel>");
		channels.put("not-utf-8", (head("not-utf-8") + "<property name='x' type='string' value='\u00ff'/></channel>")
				.getBytes(StandardCharsets.ISO_8859_1));
		assertAgrees();
	}

	/** A channel of a terminal as xfconfd itself writes it: it is read, and taken over, with all that it holds. */
	@Test
	void takesOverWhatXfconfdWrites() throws Exception {
		String written = """
								<?xml version="1.0" encoding="UTF-8"?>

								<channel name="t" version="1.0">
								  <property name="custom-key" type="string" value="&#x1b;[1~"/>
								  <property name="font" type="string" value="Mono 11"/>
								  <property name="q" type="string" value="a&quot;&lt;&amp;&gt;&apos;b"/>
								  <property name="commands" type="empty">
								    <property name="custom" type="empty">
								      <property name="&lt;Primary&gt;&lt;Alt&gt;t" type="string" value="x-terminal-emulator"/>
								    </property>
								  </property>
								  <property name="c1" type="string" value="ab c"/>
								  <property name="d" type="double" value="1.5"/>
								  <property name="u" type="uint64" value="18446744073709551615"/>
								  <property name="emptystr" type="string" value=""/>
								  <property name="earr" type="array">
								    <value type="string" value="only"/>
								  </property>
								  <property name="esc" type="string" value="a\\nb"/>
								  <property name="cr" type="string" value="a
				b"/>
								  <property name="breaks" type="string" value="a&#10;b&#9;c&#13;d"/>
								</channel>
								""";
		raw("t", written);
		String before = ask().output();
		assertEquals(12, FolderSurvey.inventory(facet, root, context).items().size());
		Path clone = Files.createDirectories(root.resolve("clone"));
		Path file = clone.resolve(FOLDER).resolve("t.xml");
		Files.createDirectories(file.getParent());
		Files.writeString(file, """
				<?xml version="1.0" encoding="UTF-8"?>

				<channel name="t" version="1.0">
				  <!-- mine -->
				  <property name="font" type="string" value="Mono 8"/>
				  <property name="old" type="string" value="1"><property name="older" type="int" value="1"/></property>
				  <property name="font"   type="string" value="Mono 9"/>
				  <property name="old" type="string" value="2"/>
				</channel>
				""");
		Plan plan = new PlanCommand(new FolderClone(root, "/home/ann"), new FolderClone(clone, "/home/ann"))
				.setFacets(List.of(facet)).setSourceUser(new FolderClone(root, "/home/ann").user())
				.setChoice((each, item) -> true).call(new NullProgressMonitor());
		assertEquals(1, plan.changes().size());
		channels.put("t", ((FileChange.Made) plan.changes().get(0).content()).bytes());
		assertEquals(before, ask().output());
		assertTrue(new String(channels.get("t"), StandardCharsets.UTF_8).contains("<!-- mine -->"));
	}

	private static String head(String name) {
		return "<channel name='" + name + "' version='1.0'>";
	}

	private void put(String name, String body) {
		raw(name, head(name) + "<property name='first' type='int' value='1'/>" + body
				+ "<property name='last' type='int' value='9'/></channel>\n");
	}

	private void raw(String name, String content) {
		channels.put(name, content.getBytes(StandardCharsets.UTF_8));
	}

	/** Channels that xfconfd reads to their ends have the items that it tells of; the others are unread. */
	private void assertAgrees() throws Exception {
		Oracle.Answer answer = ask();
		Map<String, Map<String, String>> told = new TreeMap<>();
		String at = null;
		for (String line : answer.output().split("\n")) {
			if (line.startsWith("## ")) {
				at = line.substring(3);
				told.put(at, new TreeMap<>());
			} else if (line.startsWith("/")) {
				String[] words = line.split(" +", 2);
				told.get(at).put(words[0], words.length == 1 ? "" : words[1]);
			}
		}
		assertEquals(channels.keySet().size(), told.size());
		Inventory inventory = FolderSurvey.inventory(facet, root, context);
		int compared = 0;
		for (String channel : channels.keySet()) {
			boolean malformed = answer.error().contains("/" + channel + ".xml\"");
			Map<String, String> found = new TreeMap<>();
			String unread = null;
			for (Item item : inventory.items()) {
				unread = item.key().equals(channel) ? item.problem() : unread;
				if (item.key().startsWith(channel + ":")) {
					found.put(item.key().substring(channel.length() + 1), value(item));
				}
			}
			assertEquals(malformed, unread != null, channel + ": " + unread);
			if (!malformed) {
				compared++;
				assertEquals(numbers(told.get(channel)), numbers(found), channel);
			}
		}
		assertTrue(compared > 25, compared + " are well-formed");
	}

	private static String value(Item item) {
		return item.attributes().get("type").equals("array") ? "<<UNSUPPORTED>>" : item.attributes().get("value");
	}

	/** Numbers are shown as they are written here, and as they are meant there. */
	private static String numbers(Map<String, String> values) {
		Map<String, String> plain = new TreeMap<>();
		values.forEach((path, value) -> plain.put(path,
				value.matches("0[xX][0-9a-f]+|0[0-7]+|-?[0-9]+")
						? Long.toUnsignedString(value.startsWith("-") ? Long.parseLong(value)
								: value.length() > 18 ? Long.parseUnsignedLong(value) : Long.decode(value))
						: value.matches("-?[0-9][0-9.]*(e[0-9]+)?") ? Double.toString(Double.parseDouble(value))
								: value.replace("\u0001", "\\u0001").replace("\u001b", "\\u001b").replace("\u0085",
										"\\u0085")));
		return plain.toString();
	}

	private Oracle.Answer ask() throws IOException, InterruptedException {
		Files.createDirectories(root.resolve(FOLDER));
		for (var channel : channels.entrySet()) {
			Files.write(root.resolve(FOLDER).resolve(channel.getKey() + ".xml"), channel.getValue());
		}
		Map<String, String> environment = Map.of("HOME", root.resolve("home/ann").toString(), "XDG_CONFIG_HOME",
				root.resolve("home/ann/.config").toString(), "XDG_CONFIG_DIRS", root.resolve("none").toString(),
				"XDG_RUNTIME_DIR", root.toString(), "XDG_CACHE_HOME", root.resolve("cache").toString(), "DISPLAY", "");
		String[] command = { "dbus-run-session", "--", "sh", "-c", LIST, "sh" };
		String[] all = java.util.Arrays.copyOf(command, command.length + channels.size());
		int next = command.length;
		for (String channel : channels.keySet()) {
			all[next++] = channel;
		}
		return Oracle.ask(environment, "", all);
	}
}
