/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.AccessList;
import org.likeness.core.FacetContext;
import org.likeness.core.FileAttributes;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.PathPattern;
import org.likeness.core.Rule;
import org.likeness.core.Survey;

/** Reads the hidden files of a home. */
class DotfilesTest {

	private final Dotfiles facet = new Dotfiles();
	private final FacetContext context = FolderSurvey.context("/home/ann", facet.rules());

	@TempDir
	Path root;

	@Test
	void readsFilesSymlinksAndEmptyFolders() throws Exception {
		write(".bashrc", "0644");
		write(".config/app/run.sh", "0755");
		write(".config/a b", "0600");
		write("Documents/.hidden", "0644");
		write("visible", "0644");
		link(".vimrc", "dotfiles/vimrc");
		link(".loop", ".loop");
		link(".shadow", "/etc/shadow");
		link(".folder", "/etc");
		Files.createDirectories(home().resolve(".config/empty"));
		Files.createDirectories(home().resolve(".config/only-cache/Cache"));
		Files.createLink(home().resolve(".hardlink"), home().resolve(".bashrc"));
		assertEquals("""
				.bashrc {mode=0644, type=file} 8 bytes
				.config/a b {mode=0600, type=file} 8 bytes
				.config/app/run.sh {mode=0755, type=file} 8 bytes
				.config/empty {mode=0755, type=directory}
				.folder {target=/etc, type=symlink}
				.hardlink {mode=0644, type=file} 8 bytes
				.loop {target=.loop, type=symlink}
				.shadow {target=/etc/shadow, type=symlink}
				.vimrc {target=dotfiles/vimrc, type=symlink}
				left out: .config/only-cache/Cache (caches)""", read());
	}

	@Test
	void leavesOutByNamedRules() {
		List<String> expected = List.of(".cache caches", ".config/dconf dconf", ".config/xfce4/xfconf xfconf",
				".config/mimeapps.list default-applications", ".config/google-chrome browser-profiles",
				".config/Code/Cache caches", ".config/Code/Code Cache caches", ".mozilla browser-profiles",
				".thunderbird mail-profiles", ".config/evolution mail-profiles", ".bash_history histories",
				".python_history histories", ".viminfo histories", ".wget-hsts histories",
				".local/share/recently-used.xbel histories", ".local/share/Trash trash", ".Xauthority session-state",
				".ICEauthority session-state", ".xsession-errors.old session-state", ".dbus session-state",
				".local/share/gvfs-metadata session-state", ".config/ibus/bus session-state", ".a/.~lock.x.odt# locks",
				".config/x/parent.lock locks", ".config/chromium browser-profiles", ".npm/_cacache caches",
				".gradle/caches caches", ".m2/repository caches", ".cargo/registry caches", ".x/y/__pycache__ caches",
				".ssh/id_rsa secrets", ".ssh/id_ed25519 secrets", ".ssh/work secrets", ".ssh/keys/deep secrets",
				".gnupg/private-keys-v1.d secrets", ".local/share/keyrings secrets", ".netrc secrets",
				".pgpass secrets", ".aws/credentials secrets", ".docker/config.json secrets",
				".git-credentials secrets", ".config/gh secrets", ".kube/config secrets", ".a/b/server.key secrets",
				".config/kdeconnect/privateKey.pem secrets", ".config/KDEConnect/PrivateKey.PEM secrets",
				".android/adbkey secrets", ".config/borg/keys secrets", ".config/Slack/Cookies secrets",
				".local/share/TelegramDesktop/tdata secrets", ".config/Slack/Local Storage secrets",
				".thing/key4.db secrets", ".thing/logins.json secrets", ".Netrc secrets", ".old/Safe.KDBX secrets",
				".var/app/org.mozilla.firefox browser-profiles", ".gnupg/S.gpg-agent locks");
		List<String> wanted = List.of(".ssh/id_rsa.pub", ".ssh/config", ".ssh/known_hosts", ".ssh/authorized_keys",
				".ssh/config.d/work", ".config/xfce4/panel/launcher.rc", ".mutt/muttrc", ".gitconfig", ".bashrc",
				".config/monitors.xml", ".config/cache-settings", ".gnupg/gpg.conf", ".local/bin/lock",
				".config/yarn.lock", ".emacs.d/init.el", ".kube/notes", ".docker/daemon.json", ".vimrc", ".cachet",
				".config/user-dirs.dirs", ".local/share/applications/my.desktop", ".config/kdeconnect/certificate.pem",
				".android/adbkey.pub", ".x/node_modules/cookies/index.js", ".config/borg/security/nonce");
		Survey.Builder survey = new Survey.Builder()
				.add(FolderSurvey.entry(Name.of("/home/ann"), FileType.DIRECTORY, 0755));
		Stream.concat(expected.stream().map(line -> line.substring(0, line.lastIndexOf(' '))), wanted.stream())
				.forEach(path -> survey.add(FolderSurvey.file("/home/ann/" + path, 1)));
		Inventory inventory = facet.inventory(survey.build(), context);
		assertEquals(expected.stream().sorted().collect(Collectors.joining("\n")), inventory.leftOut().stream()
				.map(left -> left.key() + " " + left.rule()).sorted().collect(Collectors.joining("\n")));
		assertEquals(wanted.stream().sorted().collect(Collectors.joining("\n")),
				inventory.items().stream().map(Item::key).collect(Collectors.joining("\n")));
		assertEquals("display-layout", keptBy(".config/monitors.xml"));
		assertEquals("", keptBy(".bashrc"));
	}

	@Test
	void obeysRulesThatAreSwitchedOffAndAdded() throws Exception {
		write(".ssh/id_rsa", "0600");
		write(".bash_history", "0600");
		write(".mine/x", "0644");
		List<Rule> rules = new ArrayList<>(facet.rules());
		rules.removeIf(rule -> List.of("secrets", "histories").contains(rule.name()));
		rules.add(Rule.of("own", "Mine.", Rule.Effect.IGNORE, ".mine"));
		assertEquals("""
				.bash_history {mode=0600, type=file} 8 bytes
				.ssh/id_rsa {mode=0600, type=file} 8 bytes
				left out: .mine (own)""",
				text(FolderSurvey.inventory(facet, root, FolderSurvey.context("/home/ann", rules))));
	}

	@Test
	void takesNamesThatAreNotUtf8AndWhatIsNoFile() {
		Survey survey = new Survey.Builder().add(FolderSurvey.entry(Name.of("/home/ann"), FileType.DIRECTORY, 0755))
				.add(FolderSurvey.entry(Name.of("/home/ann/.Ünïcode 😀"), FileType.FILE, 0600))
				.add(FolderSurvey.entry(bytes("/home/ann/.caf\u00e9"), FileType.FILE, 04755))
				.add(FolderSurvey.entry(Name.of("/home/ann/.evil\u001b[2J\n"), FileType.FILE, 0644))
				.add(FolderSurvey.entry(Name.of("/home/ann/.socket"), FileType.SOCKET, 0755))
				.add(FolderSurvey.entry(Name.of("/home/ann/.pipe"), FileType.FIFO, 0755))
				.add(FolderSurvey.entry(Name.of("/home/ann/.disk"), FileType.BLOCK_DEVICE, 0755))
				.add(FolderSurvey.entry(bytes("/home/ann/.x/Cach\u00e9"), FileType.DIRECTORY, 0755)).build();
		assertEquals("""
				.caf\\xe9 {mode=4755, type=file} 0 bytes
				.evil\\x1b[2J\\x0a {mode=0644, type=file} 0 bytes
				.x/Cach\\xe9 {mode=0755, type=directory}
				.Ünïcode 😀 {mode=0600, type=file} 0 bytes
				left out: .disk (sockets)
				left out: .pipe (sockets)
				left out: .socket (sockets)""", text(facet.inventory(survey, context)));
	}

	@Test
	void tellsAttributesShortly() {
		AccessList list = AccessList.ofText("user::rw-,user:1000:rw-,user:7:r--,group::r--,group:1001:r-x,mask::rwx,"
				+ "other::---").orElseThrow();
		FileAttributes attributes = FileAttributes
				.of(Map.of(FileAttributes.ACCESS_LIST, list.bytes(), Name.of("user.note"),
						"short".getBytes(StandardCharsets.US_ASCII), bytes("user.b\u001b"), new byte[] { 1, 2 },
						FileAttributes.DEFAULT_LIST, new byte[3]));
		Survey survey = new Survey.Builder()
				.add(new FileEntry(MachinePath.of("/home/ann"), FileType.DIRECTORY, 0755, 1000, 1001, 0, 0, null))
				.add(FolderSurvey.entry(Name.of("/home/ann/.f"), FileType.FILE, 0670).with(attributes)).build();
		assertEquals(
				".f {access list=user::rw-,user:you:rw-,user:7:r--,group::r--,group:you:r-x,mask::rwx,other::---, "
						+ "default access list=3 bytes, SHA-256 709e80c88487…, mode=0670, type=file, "
						+ "user.b\\x1b=2 bytes, SHA-256 a12871fee210…, user.note=\"short\"} 0 bytes",
				text(facet.inventory(survey, context)));
	}

	@Test
	void marksWhatCannotBeRead() {
		Survey.Builder survey = new Survey.Builder();
		assertEquals("there is no home folder /home/ann", facet.inventory(survey.build(), context).unread());
		survey.add(FolderSurvey.entry(Name.of("/home/ann"), FileType.DIRECTORY, 0755))
				.add(FolderSurvey.entry(Name.of("/home/ann/.closed"), FileType.DIRECTORY, 0))
				.problem(MachinePath.of("/home/ann/.closed"), "permission denied")
				.problem(MachinePath.of("/home/ann/.gone"), "input/output error")
				.problem(MachinePath.of("/home/ann/.config/dconf/user"), "too large")
				.problem(MachinePath.of("/home/ann/Documents/x"), "permission denied")
				.problem(MachinePath.of("/home/ann/.ssh/id_rsa"), "permission denied")
				.problem(MachinePath.of("/home/bob/.x"), "permission denied");
		assertEquals(".closed {} (permission denied)\n.gone {} (input/output error)",
				text(facet.inventory(survey.build(), context)));
		assertEquals("/home/ann: permission denied", facet.inventory(
				survey.problem(MachinePath.of("/home/ann"), "permission denied").build(), context).unread());
	}

	/** The patterns of a hundred rules are asked for each of a home's files. */
	@Test
	void isFastEnoughForLargeHomes() {
		Random random = new Random(1);
		Survey.Builder survey = new Survey.Builder()
				.add(FolderSurvey.entry(Name.of("/home/ann"), FileType.DIRECTORY, 0755));
		for (int i = 0; i < 50_000; i++) {
			survey.add(FolderSurvey.file("/home/ann/.config/app" + random.nextInt(100) + "/some folder/deeper"
					+ random.nextInt(50) + "/file-" + i + ".json", 10));
		}
		Survey built = survey.build();
		ProcessorTime.assertWork(10, () -> assertEquals(50_000, facet.inventory(built, context).items().size()));
	}

	@Test
	void hasRulesWithHelpAndNamesOfTheirOwn() {
		List<Rule> rules = facet.rules();
		assertEquals(rules.size(), rules.stream().map(Rule::name).distinct().count());
		assertTrue(rules.stream().allMatch(rule -> rule.help().endsWith(".")));
		for (Rule rule : rules) {
			for (PathPattern pattern : rule.patterns()) {
				String glob = pattern.toString().replaceFirst("^\\(\\?i\\)", "");
				assertTrue(glob.startsWith(".") || glob.startsWith("**/"), glob);
			}
		}
	}

	private String keptBy(String key) {
		return facet.rules().stream().filter(rule -> rule.effect() == Rule.Effect.KEEP && rule.matches(key))
				.map(Rule::name).collect(Collectors.joining());
	}

	private static Name bytes(String latin1) {
		return Name.ofBytes(latin1.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
	}

	private Path home() {
		return root.resolve("home/ann");
	}

	private void write(String path, String mode) throws Exception {
		Path file = home().resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, "contents");
		FileEntry entry = FolderSurvey.entry(Name.of("/x"), FileType.FILE, Integer.parseInt(mode, 8));
		StringBuilder permissions = new StringBuilder();
		for (int bit = 8; bit >= 0; bit--) {
			permissions.append((entry.mode() >> bit & 1) == 0 ? '-' : "xwr".charAt(bit % 3));
		}
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions.toString()));
	}

	private void link(String path, String target) throws Exception {
		Files.createDirectories(home());
		Files.createSymbolicLink(home().resolve(path), Path.of(target));
	}

	private String read() throws Exception {
		return text(FolderSurvey.inventory(facet, root, "/home/ann"));
	}

	private static String text(Inventory inventory) {
		return Stream.concat(inventory.items().stream().map(Item::toString), inventory.leftOut().stream()
				.map(left -> "left out: " + left.key() + " (" + left.rule() + ")")).collect(Collectors.joining("\n"));
	}
}
