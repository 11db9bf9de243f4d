/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.core.Transaction;

/** Takes over what names the user's home where that is another folder in the clone; dconf tells what came of it. */
class OtherHomeTest {

	private static final String SETTINGS = """
			[org/a]
			arr=['HOME/a', 'HOME/b']
			dict={'a': <'HOME/z'>, 'n': <5>}
			isos=['HOME/Downloads/x {y}']
			maybe=@ms 'HOME/q'
			nested=[(byte 0x01, 'HOME', [('k', <<['HOME']>>)])]
			plain='HOME/Bilder'
			bytes=b'HOME/w'
			tilde='~/Bilder'
			tup=(1, 'HOME')
			wall='file://ENCODED/Bilder/w%20a.png'
			""";
	private static final String CHANNEL = """
			<?xml version="1.0" encoding="UTF-8"?>

			<channel name="xfce4-desktop" version="1.0">
			  <property name="img" type="string" value="HOME/w.png"/>
			  <property name="uri" type="string" value="file://ENCODED/w.png"/>
			</channel>
			""";

	private final List<Facet> facets = List.of(new Dotfiles(), new DconfSettings(), new XfconfSettings(),
			new SystemSettings());

	@TempDir
	Path temporary;
	private Path laptopRoot;
	private Path cloneRoot;

	@BeforeEach
	void makeBothSides() throws IOException {
		laptopRoot = Files.createDirectories(temporary.resolve("laptop"));
		cloneRoot = Files.createDirectories(temporary.resolve("clone"));
	}

	private static String with(String text, String home, String encoded) {
		return text.replace("HOME", home).replace("ENCODED", encoded);
	}

	private static Map<String, String> environment(Path root, String home) throws IOException {
		Path profile = Files.writeString(root.getParent().resolve("profile"), "user-db:user\n");
		return Map.of("DCONF_PROFILE", profile.toString(), "XDG_CONFIG_HOME", root + home + "/.config",
				"XDG_RUNTIME_DIR", root.getParent().toString());
	}

	private static void load(Path root, String home, String keyFile) throws Exception {
		Files.createDirectories(Path.of(root + home, ".config"));
		Oracle.run(environment(root, home), keyFile, "dbus-run-session", "--", "dconf", "load", "/");
	}

	private static String dump(Path root, String home) throws Exception {
		return Oracle.run(environment(root, home), "", "dconf", "dump", "/");
	}

	private static String channel(String home) {
		return home + "/.config/xfce4/xfconf/xfce-perchannel-xml/xfce4-desktop.xml";
	}

	private static List<String> different(Comparison comparison) {
		List<String> different = new ArrayList<>();
		comparison.facets().forEach(facet -> facet.items().stream().filter(item -> item.differs())
				.forEach(item -> different.add(item.key() + " " + item.state())));
		return different;
	}

	private Comparison compare(String laptopHome, String cloneHome) throws Exception {
		FolderClone laptop = new FolderClone(laptopRoot, laptopHome);
		return new CompareCommand(laptop, new FolderClone(cloneRoot, cloneHome)).setFacets(facets)
				.setLaptopUser(laptop.user()).call(new NullProgressMonitor());
	}

	private Plan apply(String laptopHome, String cloneHome) throws Exception {
		FolderClone laptop = new FolderClone(laptopRoot, laptopHome);
		FolderClone clone = new FolderClone(cloneRoot, cloneHome);
		Plan plan = new PlanCommand(laptop, clone).setFacets(facets).setSourceUser(laptop.user())
				.setChoice((facet, item) -> true).call(new NullProgressMonitor());
		try (Transaction transaction = clone.begin(new NullProgressMonitor())) {
			transaction.write(plan.changes(), laptop, new NullProgressMonitor());
		}
		return plan;
	}

	@ParameterizedTest
	@CsvSource({ "/home/ann,/home/ann,/home/bob,/home/bob", "/home/j\u00f6rg,/home/j%C3%B6rg,/home/bob,/home/bob",
			"/home/j\u00f6rg,/home/j%c3%b6rg,/home/bob,/home/bob",
			"/home/bob,/home/bob,/home/j\u00f6rg,/home/j%C3%B6rg",
			"/home/ann,/home/ann,/srv/o'neil & \"so\" %20n,/srv/o%27neil%20%26%20%22so%22%20%2520n" })
	void namesTheClonesHome(String laptopHome, String encoded, String cloneHome, String encodedThere) throws Exception {
		load(laptopRoot, laptopHome, with(SETTINGS, laptopHome, encoded));
		Files.createDirectories(Path.of(laptopRoot + channel(laptopHome)).getParent());
		Files.writeString(Path.of(laptopRoot + channel(laptopHome)), with(CHANNEL, laptopHome, encoded));
		Files.createSymbolicLink(Path.of(laptopRoot + laptopHome, ".xlink"), Path.of(laptopHome, ".config/x"));
		Files.createSymbolicLink(Path.of(laptopRoot + laptopHome, ".ylink"), Path.of("/mnt" + laptopHome));
		Files.createDirectories(Path.of(cloneRoot + cloneHome));
		Path expected = Files.createDirectories(temporary.resolve("expected"));
		load(expected, "/x", with(SETTINGS, cloneHome.replace("'", "\\'"), encodedThere));

		Plan plan = apply(laptopHome, cloneHome);

		assertEquals(List.of(), plan.notDone());
		assertEquals(dump(expected, "/x"), dump(cloneRoot, cloneHome));
		assertEquals(cloneHome + "/.config/x",
				Files.readSymbolicLink(Path.of(cloneRoot + cloneHome, ".xlink")).toString());
		assertEquals("/mnt" + laptopHome,
				Files.readSymbolicLink(Path.of(cloneRoot + cloneHome, ".ylink")).toString());
		// Values with an apostrophe are printed in other quotes.
		assertEquals(List.of(), different(compare(laptopHome, cloneHome)).stream()
				.filter(item -> !cloneHome.contains("'") || !item.startsWith("/org/a/")).toList(),
				"what was taken over is the same");
	}

	/** What was written unchanged is not called the same. */
	@Test
	void theLaptopsHomeInTheCloneIsADifference() throws Exception {
		for (String side : List.of(laptopRoot + "/home/j\u00f6rg", cloneRoot + "/home/bob")) {
			Files.createDirectories(Path.of(side));
			Files.createSymbolicLink(Path.of(side, ".xlink"), Path.of("/home/j\u00f6rg/x"));
		}
		load(laptopRoot, "/home/j\u00f6rg", "[org/a]\nwall='file:///home/j%C3%B6rg/w'\ntilde='~/w'\n");
		load(cloneRoot, "/home/bob", "[org/a]\nwall='file:///home/j%C3%B6rg/w'\ntilde='/home/bob/w'\n");
		assertEquals(List.of("/org/a/tilde CHANGED", "/org/a/wall CHANGED", ".xlink CHANGED"),
				different(compare("/home/j\u00f6rg", "/home/bob")));
	}

	@Test
	void writesAnyValueAgainWithAHomeOfAnotherLength() throws Exception {
		RandomVariant random = new RandomVariant(new Random(8));
		StringBuilder keys = new StringBuilder("[org/random]\n");
		for (int i = 0; i < 300; i++) {
			keys.append("k").append(i).append("=('/home/ann/x', <").append(random.next()).append(">, [('/home/ann', <")
					.append(random.next()).append(">)], '/home/ann/").append("y".repeat(i)).append("')\n");
		}
		load(laptopRoot, "/home/ann", keys.toString());
		String home = "/home/" + "a-name-that-is-longer-than-a-byte-can-count/".repeat(6) + "b";
		Files.createDirectories(Path.of(cloneRoot + home));

		Plan plan = apply("/home/ann", home);

		assertEquals(List.of(), plan.notDone());
		String expected = dump(laptopRoot, "/home/ann").replace("/home/ann", home);
		assertTrue(expected.length() > 10_000);
		assertEquals(expected, dump(cloneRoot, home));
	}
}
