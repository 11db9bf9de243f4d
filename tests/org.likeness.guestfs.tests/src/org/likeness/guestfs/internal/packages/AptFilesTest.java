/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.Survey;

class AptFilesTest {

	private static final String DPKG = AptRepository.paragraph("dpkg", "1.21.22", "amd64");

	@TempDir
	Path folder;
	private Path root;
	private final AptClone clone = new AptClone().installed(DPKG);

	@BeforeEach
	void nameTheRoot() {
		root = folder.resolve("root");
	}

	private AptFiles files() {
		return new AptFiles(clone.survey(AptFiles.request(), new NullProgressMonitor()));
	}

	/** @return all that was written anywhere */
	private String written() throws IOException {
		files().write(root);
		try (Stream<Path> all = Files.walk(folder)) {
			return all.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).sorted()
					.collect(Collectors.joining("\n"));
		}
	}

	/** @return a source as it is written, where {@code ROOT} stands for the folder */
	private String source(String name, String content) throws IOException {
		clone.put("/etc/apt/sources.list.d/" + name, content);
		files().write(root);
		return Files.readString(root.resolve("etc/apt/sources.list.d/" + name)).replace(root.toString(), "ROOT");
	}

	@Test
	void whatAptReadsIsWritten() throws Exception {
		clone.put("/var/lib/apt/extended_states", "x").put("/var/lib/dpkg/arch", "amd64\n")
				.put("/etc/apt/sources.list", "x").put("/etc/apt/sources.list.d/a.sources", "x")
				.put("/etc/apt/sources.list.d/b.list", "x").put("/etc/apt/preferences", "x")
				.put("/etc/apt/preferences.d/pin", "x").put("/etc/apt/trusted.gpg", "x")
				.put("/etc/apt/trusted.gpg.d/a.asc", "x").put("/etc/apt/keyrings/b.gpg", "x")
				.put("/usr/share/keyrings/c.gpg", "x");
		assertEquals("""
				root/etc/apt/keyrings/b.gpg
				root/etc/apt/preferences
				root/etc/apt/preferences.d/pin
				root/etc/apt/sources.list
				root/etc/apt/sources.list.d/a.sources
				root/etc/apt/sources.list.d/b.list
				root/etc/apt/trusted.gpg
				root/etc/apt/trusted.gpg.d/a.asc
				root/usr/share/keyrings/c.gpg
				root/var/lib/apt/extended_states
				root/var/lib/dpkg/arch
				root/var/lib/dpkg/status""", written());
		assertEquals(DPKG.strip().replaceFirst("\n", "\nStatus: install ok installed\n") + "\n\n",
				Files.readString(root.resolve("var/lib/dpkg/status")));
	}

	@Test
	void passwordsAndSettingsAreNotAskedFor() throws Exception {
		clone.put("/etc/apt/auth.conf", "machine example.org login me password secret")
				.put("/etc/apt/auth.conf.d/more.conf", "secret").put("/etc/apt/apt.conf", "DPkg::Pre-Invoke \"true\";")
				.put("/etc/apt/apt.conf.d/99run", "x").put("/etc/apt/sources.list.d/a.list.save", "x")
				.put("/etc/shadow", "secret").put("/var/lib/dpkg/info/dpkg.postinst", "x");
		assertEquals("root/var/lib/dpkg/status", written());
	}

	@Test
	void oddNamesAreNotWritten() throws Exception {
		for (String name : List.of("...", "..gpg", ".hidden", "a b.gpg", "a\nb.gpg", "a\"b.gpg", "ä.gpg", "a;b.gpg",
				"a$b.gpg", "~a")) {
			clone.put("/usr/share/keyrings/" + name, "x").put("/etc/apt/preferences.d/" + name, "x");
		}
		clone.put("/etc/apt/sources.list.d/a b.list", "x").put("/etc/apt/sources.list.d/-a.list", "x");
		assertEquals("root/etc/apt/sources.list.d/-a.list\nroot/var/lib/dpkg/status", written());
	}

	@Test
	void keyringsOfALineAreThoseOfTheClone() throws Exception {
		assertEquals(
				"""
						deb [arch=amd64 signed-by=ROOT/usr/share/keyrings/a.gpg] http://example.org/x ./
						deb [ Signed-By=ROOT/etc/apt/keyrings/a.gpg,ROOT/etc/apt/keyrings/b.asc arch=amd64 ] http://example.org/y ./
						deb http://example.org/etc/apt/ ./ # signed
						""",
				source("a.list",
						"""
								deb [arch=amd64 signed-by=/usr/share/keyrings/a.gpg] http://example.org/x ./
								deb [ Signed-By=/etc/apt/keyrings/a.gpg,/etc/apt/keyrings/b.asc arch=amd64 ] http://example.org/y ./
								deb http://example.org/etc/apt/ ./ # signed
								"""));
	}

	@Test
	void keyringsOfAParagraphAreThoseOfTheClone() throws Exception {
		assertEquals("""
				Types: deb
				Signed-By: ROOT/usr/share/keyrings/a.gpg
				URIs: http://example.org/signed-by/x

				Signed-By:
				 ROOT/a.gpg, ROOT/b.gpg
				 ROOT/c.gpg
				Suites: /

				Signed-By: 0123456789ABCDEF0123456789ABCDEF01234567
				Suites: /
				""", source("a.sources", """
				Types: deb
				Signed-By: /usr/share/keyrings/a.gpg
				URIs: http://example.org/signed-by/x

				Signed-By:
				 /a.gpg, /b.gpg
				 /c.gpg
				Suites: /

				Signed-By: 0123456789ABCDEF0123456789ABCDEF01234567
				Suites: /
				"""));
	}

	@Test
	void aKeyInTheSourceItselfStays() throws Exception {
		String key = """
				Types: deb
				URIs: http://example.org/
				Suites: ./
				Signed-By:
				 -----BEGIN PGP PUBLIC KEY BLOCK-----
				 .
				 mDMEZ/abc+/def
				 /wAAAA==
				 -----END PGP PUBLIC KEY BLOCK-----
				Architectures: amd64
				""";
		assertEquals(key, source("a.sources", key));
	}

	@Test
	void otherBytesOfASourceStay() throws Exception {
		byte[] latin1 = "# \u00e4\u00f6\ndeb [signed-by=/a.gpg] http://example.org ./\n"
				.getBytes(StandardCharsets.ISO_8859_1);
		clone.put("/etc/apt/sources.list", latin1);
		files().write(root);
		assertEquals("# \u00e4\u00f6\ndeb [signed-by=" + root + "/a.gpg] http://example.org ./\n",
				Files.readString(root.resolve("etc/apt/sources.list"), StandardCharsets.ISO_8859_1));
	}

	@Test
	void theOwnArchitectureComesBeforeForeignOnes() {
		assertEquals(List.of("amd64"), files().architectures());
		clone.put("/var/lib/dpkg/arch", "i386\namd64\narm64\n");
		assertEquals(List.of("amd64", "i386", "arm64"), files().architectures());
		clone.installed(AptRepository.paragraph("a", "1", "i386"), AptRepository.paragraph("dpkg-dev", "1", "all"),
				AptRepository.paragraph("dpkg", "1", "arm64"), AptRepository.paragraph("z", "1", "all"));
		assertEquals(List.of("arm64", "i386", "amd64"), files().architectures());
	}

	@Test
	void ofDpkgsOwnParagraphAloneHoweverLongItIs() {
		String lines = " x\n".repeat(200_000);
		clone.put("/var/lib/dpkg/status", "Package: dpkg\nDescription: d\n" + lines + "Architecture: amd64\n\n");
		assertEquals(List.of("amd64"), files().architectures());
		clone.put("/var/lib/dpkg/status", "Package: dpkg\nDescription: d\n" + lines + "\nArchitecture: amd64\n\n");
		assertEquals(List.of(), files().architectures());
	}

	@Test
	void architecturesThatAreNoneAreLeftOut() {
		clone.put("/var/lib/dpkg/arch", "amd64\n\ni386\"; APT::x \"\n../x\nI386\nriscv64\n");
		assertEquals(List.of("amd64", "riscv64"), files().architectures());
		clone.installed(AptRepository.paragraph("other", "1", "amd64"));
		assertEquals(List.of(), files().architectures());
		assertEquals(List.of(), new AptFiles(new AptClone().survey(AptFiles.request(), new NullProgressMonitor()))
				.architectures());
	}

	@Test
	void otherSourcesAreNoticed() {
		Digest before = files().sources();
		clone.put("/var/lib/dpkg/arch", "amd64\n");
		assertEquals(before, files().sources(), "what is installed is no source");
		clone.put("/etc/apt/sources.list", "deb http://example.org ./\n");
		Digest with = files().sources();
		assertFalse(before.equals(with));
		clone.put("/etc/apt/sources.list", "deb http://example.org x/\n");
		assertFalse(with.equals(files().sources()));
		for (int i = 0; i < 20; i++) {
			clone.put("/etc/apt/sources.list.d/" + i + ".list", "");
		}
		assertTrue(files().sources().equals(files().sources()), "the order in which files come plays no part");
	}

	@Test
	void keysAreWrittenWhereverPeopleKeepThem() throws Exception {
		clone.put("/usr/share/keyrings/vendor/sub.gpg", "x").put("/usr/local/share/keyrings/v.gpg", "x")
				.put("/usr/share/postgresql-common/pgdg/apt.postgresql.org.asc", "x").put("/opt/vendor/key.gpg", "x");
		assertEquals("""
				root/usr/local/share/keyrings/v.gpg
				root/usr/share/keyrings/vendor/sub.gpg
				root/usr/share/postgresql-common/pgdg/apt.postgresql.org.asc
				root/var/lib/dpkg/status""", written());
	}

	@Test
	void aLinkIsWhatItLeadsTo() throws Exception {
		clone.put("/usr/share/keyrings/real.gpg", "x").link("/etc/apt/keyrings/link.gpg", "../keyrings/next.gpg")
				.link("/etc/apt/keyrings/next.gpg", "/usr/share/keyrings/real.gpg")
				.link("/etc/apt/keyrings/out.gpg", "/etc/shadow").link("/etc/apt/keyrings/circle.gpg", "circle.gpg");
		assertEquals("""
				root/etc/apt/keyrings/link.gpg
				root/etc/apt/keyrings/next.gpg
				root/usr/share/keyrings/real.gpg
				root/var/lib/dpkg/status""", written());
	}

	private static FileEntry symlink(String path, String target) {
		return new FileEntry(MachinePath.of(path), FileType.SYMLINK, 0777, 0, 0, 0, 0, Name.of(target));
	}

	private static void tell(Survey.Builder survey, String path, String content) {
		byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
		survey.add(new FileEntry(MachinePath.of(path), FileType.FILE, 0644, 0, 0, bytes.length, 0, null))
				.content(MachinePath.of(path), bytes);
	}

	/** What a survey tells, it tells at its real place; apt and the sources know it by another name. */
	@Test
	void foldersBehindSymlinksAreThoseThatAptReads() throws Exception {
		Survey.Builder survey = new Survey.Builder().asked(AptFiles.request());
		survey.add(symlink("/etc/apt", "../srv/apt")).add(symlink("/usr/share/keyrings", "/srv/keys"))
				.add(symlink("/var/lib/dpkg", "/data/dpkg"))
				.add(symlink("/srv/apt/keyrings/link.gpg", "../../keys/k.gpg"));
		tell(survey, "/srv/apt/sources.list", "deb [signed-by=/usr/share/keyrings/k.gpg] http://example.org ./\n");
		tell(survey, "/srv/apt/sources.list.d/a.list", "deb http://example.org x/\n");
		tell(survey, "/srv/keys/k.gpg", "key");
		tell(survey, "/data/dpkg/status", DPKG.replaceFirst("\n", "\nStatus: install ok installed\n"));
		tell(survey, "/data/dpkg/arch", "amd64\ni386\n");
		AptFiles files = new AptFiles(survey.build());
		assertEquals(List.of("amd64", "i386"), files.architectures());
		files.write(root);
		assertEquals("deb [signed-by=" + root + "/usr/share/keyrings/k.gpg] http://example.org ./\n",
				Files.readString(root.resolve("etc/apt/sources.list")));
		assertEquals("deb http://example.org x/\n", Files.readString(root.resolve("etc/apt/sources.list.d/a.list")));
		assertEquals("key", Files.readString(root.resolve("usr/share/keyrings/k.gpg")));
		assertEquals("key", Files.readString(root.resolve("etc/apt/keyrings/link.gpg")));
		assertTrue(Files.exists(root.resolve("var/lib/dpkg/status")));
		Digest before = files.sources();
		tell(survey, "/srv/apt/sources.list.d/b.list", "deb http://example.org y/\n");
		assertFalse(before.equals(new AptFiles(survey.build()).sources()), "another source is noticed");
	}
}
