/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * A guest whose files are malformed, and whose symlinks lead to a file of the laptop: as an image, and as a folder,
 * where such symlinks really lead there. What can't be read is marked, all else is compared, and what the laptop's file
 * holds appears nowhere.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileGuestTest {

	private static final String CANARY = "canary-7c1f5e";
	private static final String CANARY_SIZE = "74231";

	private static final String GUEST = """
			mkdir elsewhere; perl -e 'print substr("canary-7c1f5e " x 9999, 0, 74231)' > elsewhere/canary; c=$PWD/elsewhere/canary
			cp elsewhere/canary elsewhere/canary.xml; cp elsewhere/canary elsewhere/canary.list
			channels=home/ann/.config/xfce4/xfconf/xfce-perchannel-xml
			for m in laptop clone; do
				mkdir -p $m/home/ann/.config/dconf $m/$channels $m/home/ann/.odd $m/etc/default $m/etc/apt/sources.list.d
				printf MARKER-A > $m/home/ann/.marker
				printf '<channel name="good" version="1.0"><property name="a" type="int" value="1"/></channel>' > $m/$channels/good.xml
				echo 1 > $m/home/ann/.odd/$'latin-\\xe9'; echo 1 > $m/home/ann/.odd/$'new\\nline'; echo 1 > $m/home/ann/.odd/$'\\xf0\\x9f\\x98\\x80'
				ln -s .loop-b $m/home/ann/.loop-a; ln -s .loop-a $m/home/ann/.loop-b; ln -s .. $m/home/ann/.up
			done
			cd clone/home/ann
			ln -s $c .canary; ln -s ../../../../../../../../../../../../..$c .canary-relative; ln -s ${c%/*} .canary-folder
			head -c 5000 /dev/urandom > .config/dconf/user
			echo '<channel name="cut" version="1.0"><property name="a"' > ../../$channels/cut.xml
			printf '<!DOCTYPE c [<!ENTITY x SYSTEM "file://%s">]><channel name="x"><property name="p" type="string" value="v">&x;</property></channel>' \
					$c > ../../$channels/entity.xml
			ln -s ${c}.xml ../../$channels/link.xml
			cd ../..
			ln -sf $c etc/hostname; ln -sf $c etc/timezone; ln -s $c etc/localtime; ln -s $c etc/default/keyboard; ln -s $c etc/default/locale
			ln -sf $c etc/apt/sources.list; ln -s ${c}.list etc/apt/sources.list.d/canary.list; ln -sf $c var/lib/apt/extended_states
			printf 'Types: deb\\nURIs http://x\\n\\n\\0\\0\\n' > etc/apt/sources.list.d/bad.sources
			printf 'Package: cut\\nStatus: install ok installed\\n\\nno field here\\n\\n\\0\\377\\n: x\\n\\nPackage: last\\nStatus: install ok installed\\n' \
					>> var/lib/dpkg/status
			printf 'Version: 2\\nArchitecture: amd64\\n\\n' >> var/lib/dpkg/status
			""";

	@TempDir
	static Path folder;

	private static Shell shell;
	private static Product product;
	private static Path image;
	private static ComparisonDocument ofImage;

	@BeforeAll
	static void make() throws IOException, InterruptedException {
		shell = new Shell(folder);
		product = Product.make(folder.resolve("product"));
		SmallGuest.tree(folder.resolve("laptop"));
		SmallGuest.tree(folder.resolve("clone"));
		shell.run(GUEST);
		image = SmallGuest.image(folder.resolve("clone"), folder.resolve("clone.raw"));
	}

	private static Run compare(Path clone, String... more) {
		Path laptop = folder.resolve("laptop");
		Object[] arguments = { "compare", "--laptop-root", laptop, "--home", laptop.resolve(SmallGuest.HOME), clone,
				"--state",
				"same,changed,missing,extra,unread" };
		return product
				.run(java.util.stream.Stream.concat(List.of(arguments).stream(), List.of(more).stream()).toArray());
	}

	/** Reads the document, and checks that nothing of the laptop's file is in it. */
	private static ComparisonDocument document(Path clone) throws IOException, InterruptedException {
		Run run = compare(clone, "--json");
		ComparisonDocument document = new ComparisonDocument(run.json());
		assertFalse((run.output() + run.errors()).contains(CANARY), "contents of a file of the laptop");
		assertFalse((run.output() + run.errors()).contains(CANARY_SIZE), "the size of a file of the laptop");
		return document;
	}

	private static void check(ComparisonDocument found) {
		Map<String, String> packages = found.states("apt-packages");
		assertEquals("same", packages.get("bash"));
		assertEquals("unread", packages.get("cut"));
		assertEquals("extra", packages.get("last"));
		assertTrue(found.remarks("apt-packages", "clone").contains("/var/lib/dpkg/status"));

		assertTrue(found.isUnread("dconf"), "the database is no database");
		Map<String, String> settings = found.states("xfconf");
		assertEquals("same", settings.get("good:/a"));
		assertEquals("unread", settings.get("cut"));
		assertEquals("unread", settings.get("entity"));
		assertEquals("unread", settings.get("link"));

		Map<String, String> dotfiles = found.states("dotfiles");
		for (String same : List.of(".loop-a", ".loop-b", ".up", ".odd/latin-\\xe9", ".odd/new\\x0aline", ".odd/😀")) {
			assertEquals("same", dotfiles.get(same), same);
		}
		for (String link : List.of(".canary", ".canary-relative", ".canary-folder")) {
			assertEquals("extra", dotfiles.get(link), link);
		}
	}

	@Test
	@Order(1)
	void asImage() throws IOException, InterruptedException {
		ofImage = document(image);
		assertEquals("same", ofImage.states("dotfiles").get(".marker"));
		check(ofImage);
	}

	@Test
	@Order(2)
	void asFolder() throws IOException, InterruptedException {
		ComparisonDocument ofFolder = document(folder.resolve("clone"));
		check(ofFolder);
		for (Map<String, Object> facet : ofImage.facets()) {
			String id = facet.get("id").toString();
			assertEquals(ofImage.states(id), ofFolder.states(id), id);
		}
	}

	@Test
	@Order(2)
	void asText() throws IOException, InterruptedException {
		Run run = compare(folder.resolve("clone"), "--verbose");
		assertEquals(0, run.status(), run.errors());
		for (String printed : List.of(run.output(), run.errors())) {
			assertFalse(printed.contains(CANARY) || printed.contains(CANARY_SIZE), printed);
			assertFalse(printed.contains("\tat ") || printed.contains("Exception"), printed);
			assertTrue(printed.chars().allMatch(c -> c == '\n' || c >= ' '), "control characters");
		}
		for (String item : List.of("dotfiles:.canary", "dotfiles:.canary-relative", "xfconf:link")) {
			Run shown = compare(folder.resolve("clone"), "--show", item);
			assertEquals(0, shown.status(), shown.errors());
			assertFalse(shown.output().contains(CANARY) || shown.output().contains(CANARY_SIZE), shown.output());
		}
	}

	/** As a program might write that covers its tracks: the same size, and the old time of change. */
	@Test
	@Order(3)
	void changedImageIsSurveyedAgain() throws IOException, InterruptedException {
		String before = shell.run("stat -c '%s %y' clone.raw");
		shell.run("""
				cp -p clone.raw reference
				at=$(grep -abo -m 1 MARKER-A clone.raw | cut -d : -f 1)
				printf MARKER-B | dd of=clone.raw bs=1 seek=$at conv=notrunc status=none
				touch -r reference clone.raw
				""");
		assertEquals(before, shell.run("stat -c '%s %y' clone.raw"));
		ComparisonDocument again = document(image);
		assertTrue(again.seconds("clone").getOrDefault("appliance start", 0.0) > 0, again.seconds("clone").toString());
		assertEquals("changed", again.states("dotfiles").get(".marker"));
	}
}
