/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.likeness.facets.ProcessorTime.assertWork;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.FacetContext;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Rule;
import org.likeness.core.Survey;

/** Reads the channels of xfconf. */
class XfconfSettingsTest {

	private static final String FOLDER = "home/ann/.config/xfce4/xfconf/xfce-perchannel-xml";
	private static final String PANEL = """
			<?xml version="1.0" encoding="UTF-8"?>

			<channel name="xfce4-panel" version="1.0">
			  <property name="configver" type="int" value="2"/>
			  <property name="panels" type="array">
			    <value type="int" value="1"/>
			    <value type="string" value="a, &quot;b&quot;"/>
			    <property name="panel-1" type="empty">
			      <property name="position" type="string" value="p=6;x=0;y=0"/>
			      <property name="size" type="uint" value="26"/>
			      <property name="length" type="double" value="1.5"/>
			      <property name="plugin-ids" type="array"/>
			    </property>
			  </property>
			  <property name="plugins" type="empty"/>
			</channel>
			""";

	private final XfconfSettings facet = new XfconfSettings();
	private final FacetContext context = FolderSurvey.context("/home/ann", facet.rules());

	@TempDir
	Path temporary;

	@Test
	void readsPropertiesWithTheirTypes() throws Exception {
		write("xfce4-panel.xml", PANEL);
		write("xfwm4.xml",
				"<channel name='xfwm4' version='1.0'><property name='general'><!-- c --></property></channel>"
						.replace("'general'", "'general' type='empty'"));
		write("notes.txt", "no channel");
		Inventory inventory = FolderSurvey.inventory(facet, temporary, "/home/ann");
		assertEquals("""
				xfce4-panel:/configver {type=int, value=2}
				xfce4-panel:/panels {type=array, value=[int 1, string "a, \\"b\\""]}
				xfce4-panel:/panels/panel-1/length {type=double, value=1.5}
				xfce4-panel:/panels/panel-1/plugin-ids {type=array, value=[]}
				xfce4-panel:/panels/panel-1/position {type=string, value=p=6;x=0;y=0}
				xfce4-panel:/panels/panel-1/size {type=uint, value=26}""", items(inventory));
		assertEquals("[]", inventory.remarks().toString());
	}

	@Test
	void marksMalformedChannelsAndGoesOn() throws Exception {
		write("a.xml", "<channel name='x' version='1.0'><property name='x' type='int' value='1'></channel>");
		write("b.xml",
				"<!DOCTYPE c [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><channel name='x' version='1.0'><property name='x' type='string' "
						+ "value='&b;'/></channel>");
		write("c.xml", "<!DOCTYPE c SYSTEM 'file:///etc/passwd'><channel/>");
		write("d.xml", "<settings/>");
		write("e.xml", "<channel name='x' version='1.0'><property name='x' type='pixbuf' value='1'/></channel>");
		write("f.xml", "<channel name='x' version='1.0'><property name='x' type='int'/></channel>");
		write("g.xml", "<channel name='x' version='1.0'><value type='int' value='1'/></channel>");
		write("h.xml", "<channel name='x' version='1.0'>" + "<property name='x' type='empty'>".repeat(10_000));
		write("i.xml", "<channel name='x' version='1.0'><property name='" + "x".repeat(2000)
				+ "' type='int' value='1'/></channel>");
		write("j.xml",
				"<channel name='x' version='1.0'><property name='\u202e&#x9b;2J' type='string' value='\u202e&#x9b;2J'/></channel>");
		write("k.xml", "");
		write("l.xml", "<channel name='x' version='1.0'>" + " ".repeat(2 << 20) + "</channel>");
		Files.createSymbolicLink(temporary.resolve(FOLDER).resolve("m.xml"), Path.of("/etc/passwd"));
		Inventory inventory = FolderSurvey.inventory(facet, temporary, "/home/ann");
		String path = "/" + FOLDER + "/";
		assertEquals(inventory.remarks().size(), inventory.items().stream().filter(i -> i.problem() != null).count());
		String items = items(inventory).replace(path, "");
		for (String expected : List.of(
				"a {} (a.xml: malformed, line 1: an element ends that did not start: \"channel\")",
				"b {} (b.xml: malformed", "c {} (c.xml: malformed, line 1: it has a DTD or an entity)",
				"d {} (d.xml: malformed, an element \"settings\" does not belong there)",
				"e {} (e.xml: malformed, a value has the unknown type \"pixbuf\")",
				"f {} (f.xml: malformed, the property \"/x\" has no value)",
				"g {} (g.xml: malformed, a value stands outside of an array)",
				"h {} (h.xml: malformed, line 1: it is nested too deep)",
				"i {} (i.xml: malformed, a property has too long a path)",
				"j:/\\xe2\\x80\\xae\\xc2\\x9b2J {type=string, value=\\u202e\\u009b2J}", "k {} (k.xml: malformed",
				"l {} (l.xml: too large)", "m {} (m.xml: it is a symlink)")) {
			assertTrue(items.contains(expected), expected + "\n" + items);
		}
		assertEquals(13, inventory.items().size());
	}

	@Test
	void saysWhyTheFolderCannotBeRead() {
		assertEquals("/" + FOLDER + ": permission denied", facet.inventory(
				new Survey.Builder().problem(MachinePath.of("/" + FOLDER), "permission denied").build(), context)
				.unread());
		assertEquals("[]", facet.inventory(new Survey.Builder().build(), context).items().toString());
	}

	@Test
	void keepsTheDisplayLayout() {
		Rule rule = facet.rules().get(0);
		assertEquals("display-layout", rule.name());
		assertTrue(rule.matches("displays:/Default/eDP-1/Resolution"));
		assertFalse(rule.matches("xfwm4:/displays/x"));
	}

	@Test
	void survivesThousandsOfMutations() {
		Mutations mutations = new Mutations(PANEL.getBytes(StandardCharsets.UTF_8), 5);
		MachinePath path = MachinePath.of("/" + FOLDER + "/p.xml");
		assertWork(60, () -> {
			for (int i = 0; i < 3000; i++) {
				byte[] content = mutations.next();
				Inventory inventory = facet.inventory(new Survey.Builder()
						.add(FolderSurvey.file(path.toString(), content.length)).content(path, content).build(),
						context);
				assertTrue(inventory.items().size() >= 1 || inventory.remarks().isEmpty());
			}
		});
	}

	private void write(String name, String text) throws Exception {
		Files.createDirectories(temporary.resolve(FOLDER));
		Files.writeString(temporary.resolve(FOLDER).resolve(name), text);
	}

	private static String items(Inventory inventory) {
		return inventory.items().stream().map(Item::toString).collect(Collectors.joining("\n"));
	}
}
