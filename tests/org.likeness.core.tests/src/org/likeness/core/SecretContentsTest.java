/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the programs write that make keys and keep passwords. */
class SecretContentsTest {

	@TempDir
	Path folder;

	@Test
	void knowsKeysAsTheirProgramsMakeThem() throws Exception {
		run("ssh-keygen -q -t ed25519 -N '' -f 00ssh; ssh-keygen -q -t rsa -b 2048 -m PEM -N '' -f 01pem",
				"ssh-keygen -q -t ecdsa -m PKCS8 -N secret -f 02pkcs8; ssh-keygen -q -t ed25519 -N secret -f 03encrypted",
				"openssl genrsa -traditional -out 04rsa 2048; openssl genpkey -algorithm ed25519 -out 05ed25519",
				"openssl ecparam -name prime256v1 -genkey -out 06ec; openssl ec -in 06ec -outform DER -out 07ec.der",
				"openssl rsa -in 04rsa -traditional -outform DER -out 08rsa.der",
				"openssl pkcs8 -topk8 -nocrypt -in 04rsa -outform DER -out 09pkcs8.der",
				"openssl pkcs8 -topk8 -passout pass:secret -in 04rsa -outform DER -out 10encrypted.der",
				"openssl pkcs8 -topk8 -passout pass:secret -in 04rsa -out 11encrypted.pem",
				"openssl pkcs8 -topk8 -nocrypt -in 05ed25519 -outform DER -out 12ed25519.der",
				"openssl req -x509 -key 04rsa -subj /CN=x -out cert.pem; openssl x509 -in cert.pem -outform DER -out cert.der",
				"openssl pkcs12 -export -inkey 04rsa -in cert.pem -passout pass:secret -out 13pkcs12",
				"keytool -genkeypair -keyalg EC -dname CN=x -storetype JKS -storepass secret1 -keypass secret1 -keystore 14jks",
				"keytool -genkeypair -keyalg EC -dname CN=x -storetype PKCS12 -storepass secret1 -keystore 15java",
				"keytool -genkeypair -keyalg EC -dname CN=x -storetype JCEKS -storepass secret1 -keypass secret1 -keystore 16jceks",
				"cat cert.pem 05ed25519 | tr '\\n' '@' | sed 's/@/\\r\\n/g' >17behind",
				"printf '{\"private_key\": \"%s\"}' \"$(sed ':a;N;$!ba;s/\\n/\\\\n/g' 05ed25519)\" >18json",
				"base64 -w0 05ed25519 >19base64; openssl rsa -in 04rsa -pubout -out public.pem 2>&1",
				"openssl rsa -in 04rsa -pubout -outform DER -out public.der; openssl req -new -key 04rsa -subj /CN=x -out req.pem",
				"openssl req -in req.pem -outform DER -out req.der; openssl dgst -sign 06ec -out signature.der cert.pem");
		run("export GNUPGHOME=$PWD/gnupg; mkdir -m 700 gnupg; echo >gnupg/gpg-agent.conf",
				"gpg --batch --quiet --passphrase '' --quick-generate-key a@example.org ed25519 sign never 2>&1",
				"gpg --batch --quiet --passphrase secret --pinentry-mode loopback --quick-generate-key b@example.org rsa2048 "
						+ "sign never 2>&1",
				"i=20; for k in gnupg/private-keys-v1.d/*; do cp $k ${i}agent; i=$((i+1)); done",
				"gpg --batch --quiet --export-secret-keys a@example.org >22binary",
				"gpg --batch --quiet --armor --export-secret-keys a@example.org >23armored",
				"gpg --batch --quiet --export a@example.org >public.gpg; gpg --armor --export a@example.org >public.asc",
				"cp gnupg/pubring.kbx public.kbx; gpgconf --kill all");
		assertEquals(24, files().filter(name -> name.matches("\\d.*") && !name.endsWith(".pub")).count());
		assertEquals(files().filter(name -> name.matches("\\d.*") && !name.endsWith(".pub")).sorted()
				.collect(Collectors.joining("\n")), String.join("\n", secrets().keySet()));
	}

	@Test
	void knowsDatabasesByTheirTables() throws Exception {
		run("sqlite3 cookies 'CREATE TABLE meta(k,v); CREATE TABLE cookies(creation_utc,host_key,value); '",
				"sqlite3 firefox 'PRAGMA page_size=32768; CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, value)'",
				"sqlite3 logins 'CREATE TABLE \"logins\" (origin_url, password_value BLOB)'",
				"sqlite3 nss 'CREATE TABLE nssPrivate (a1, a2)'",
				"sqlite3 utf16 'PRAGMA encoding=\"UTF-16\"; CREATE TABLE IF NOT EXISTS [cookies] (value)'",
				"(echo 'PRAGMA page_size=1024;'; for i in $(seq 200); do echo \"CREATE TABLE a_table_with_a_long_name_$i(x, y, z_$i DEFAULT 'text');\"; done; "
						+ "echo 'CREATE TABLE cookies(value);') | sqlite3 many",
				"sqlite3 ahead 'PRAGMA journal_mode=WAL; CREATE TABLE cookies(v);' '.shell cp ahead-wal written-ahead' >&2",
				"sqlite3 plain 'CREATE TABLE notes(x); INSERT INTO notes VALUES (\"CREATE TABLE cookies(x)\");'",
				"(echo 'PRAGMA page_size=1024;'; for i in $(seq 200); do echo \"CREATE TABLE other_$i(cookies, logins);\"; done) | sqlite3 others",
				"sqlite3 views 'CREATE TABLE x(a); CREATE INDEX cookies ON x(a);'");
		Map<String, String> found = secrets();
		assertEquals(List.of("ahead", "cookies", "firefox", "logins", "many", "nss", "utf16", "written-ahead"),
				found.keySet().stream().filter(name -> !name.endsWith("-wal")).toList());
		assertEquals("a database of cookies", found.get("many"));
		assertEquals("a database of passwords", found.get("nss"));
	}

	@Test
	void aDatabaseWhoseTablesDoNotShowIsTakenForASecret() throws Exception {
		run("(echo 'CREATE TABLE a(x);'; echo \"INSERT INTO a VALUES (zeroblob(600000));\"; "
				+ "for i in $(seq 100); do echo \"CREATE TABLE a_table_with_a_long_name_$i(x, y, z_$i DEFAULT 'text');\"; done; "
				+ ") | sqlite3 late");
		assertEquals(Map.of("late", "a database whose tables do not show"), secrets());
		Files.write(folder.resolve("late"), "SQLite format 3\0".getBytes(StandardCharsets.ISO_8859_1));
		assertEquals(Map.of(), secrets(), "it is no database");
		byte[] hostile = new byte[4096];
		System.arraycopy("SQLite format 3\0\020\0".getBytes(StandardCharsets.ISO_8859_1), 0, hostile, 0, 18);
		for (int i = 100; i < hostile.length; i++) {
			hostile[i] = (byte) (i == 100 ? 5 : 0xff);
		}
		Files.write(folder.resolve("late"), hostile);
		assertEquals("[late]", secrets().keySet().toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "[global]\nindex-url = https://ann:hunter2@pypi.example.org/simple\n",
			"machine example.org\n  login ann\n  password hunter2\n", "default login ann password hunter2",
			"https://ann:ghp@github.com\n", "//npm.example.org/:_authToken=npm_abcdef\n",
			"{\"auths\": {\"x\": {\"auth\": \"YW5uOmh1bnRlcjI=\"}}}",
			"[default]\naws_access_key_id = AKIA\naws_secret_access_key = wJalrXUtnFEMIK7MDENGbPxRfiCYEX\n",
			"github.com:\n    oauth_token: gho_0123456789\n",
			"users:\n- user:\n    client-key-data: LS0tLS1CRUdJTiBSU0E=\n",
			"[Interface]\nPrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=\n",
			"-----BEGIN OpenVPN Static key V1-----\n00\n", "---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nAAA\n",
			"AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQ", "PuTTY-User-Key-File-3: ssh-ed25519\n",
			"untrusted comment: minisign encrypted secret key\nRWRTY0Iy\n", "BORG_KEY 0123456789abcdef\nhqlhbGdv\n",
			"TDF$0000", "<Server><Pass encoding=\"base64\">aHVudGVyMg==</Pass></Server>",
			"{\"logins\":[{\"encryptedPassword\":\"MDoE\"}]}", "[keyring]\ndisplay-name=Login\n[1]\nsecret=x\n",
			"GnomeKeyring\n\r\0\n\0\0", "KWALLET\n\r\0\r\n\0", "\u0003\u00d9\u00a2\u009ag\u00fbK\u00b5",
			"{\"refresh_token\": \"1//0abcdefghijklmnopqrstuvwxyz\"}",
			"export GITHUB=ghp_0123456789abcdefghijABCDEFGHIJ012345\n" })
	void knowsWhatIsWrittenDown(String text) {
		assertTrue(kind("x", 0644, text).isPresent(), text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "[x]\npassword = hunter2\n", "Pass hunter2\n", "account ann\n  password \"hunter2\"\n",
			"remotepass = hunter2\n", "  sasl_password = \"hunter2\";\n", "password=.A1b2C3==\n", "token: abcdef0123\n",
			"db.example.org:5432:*:ann:hunter2\n", "{\"user\":\"ann\",\"password\":\"hunter2\"}",
			"smtp.password=hunter2",
			"export API_KEY='abc123'\n", "psk=hunter2hunter2\n" })
	void aWordForAPasswordCountsInAFileThatIsPrivate(String text) {
		assertTrue(kind("x", 0600, text).isPresent(), text);
		assertTrue(kind("my-passwords", 0644, text).isPresent(), text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "password = $(pass show x)\n", "PassCmd \"pass show x\"\n", "password-store = basic\n",
			"AskPassword=true\n", "password: null\n", "token = \"\"\n", "alias p='pass show'\n", "a token of thanks\n",
			"# BEGIN RSA PRIVATE KEY: see -----BEGIN RSA PRIVATE KEY----- in man\n", "https://example.org:8080/a@b\n",
			"ssh://git@example.org/x\n", "http://user:password@example.org\n", "passwordeval \"gpg -d x\"\n",
			"https://${USER}:${PASSWORD}@example.org\n", "", "\0\0\0", "machine learning\n",
			"syn match key \"PRIVATE KEY\"\n", "set -g @plugin 'x'\n" })
	void leavesTheRestAlone(String text) {
		assertEquals(Optional.empty(), kind("x", 0600, text), text);
	}

	@Test
	void takesNoTimeOverWhatIsMeantToCostIt() {
		for (String part : List.of("a", ".a_", "://a", "://:", "{", "password", "machine default ", "\n", " ", "-", "_",
				"\u0095", "password = $", "-----BEGIN ", "Key: \n ")) {
			String text = "PRIVATE KEY machine psk= untrusted comment: private-key [keyring] " + part.repeat(
					SecretContents.HEAD / part.length());
			byte[] head = text.substring(0, SecretContents.HEAD).getBytes(StandardCharsets.ISO_8859_1);
			long begin = System.nanoTime();
			SecretContents.kind(file("x", 0600, head.length), head);
			assertTrue(System.nanoTime() - begin < 20_000_000_000L, part);
		}
	}

	@Test
	void looksIntoFewFilesForNothing() {
		assertTrue(SecretContents.isSuspect(file("a", 0600, 100)));
		assertTrue(SecretContents.isSuspect(file("pip.conf", 0644, 100)));
		assertTrue(SecretContents.isSuspect(file("id_work", 0644, 100)));
		assertTrue(SecretContents.isSuspect(file("My Cookies", 0644, 40 << 20)));
		assertEquals(false, SecretContents.isSuspect(file("a", 0600, 0)));
		assertEquals(false, SecretContents.isSuspect(file("a", 0600, 100 << 20)));
		for (String name : List.of("index.js", "panel.xml", "README.md", "keyboard.json", "icon.png")) {
			assertEquals(false, SecretContents.isSuspect(file(name, 0644, 4096)), name);
		}
	}

	private static Optional<String> kind(String name, int mode, String latin1) {
		byte[] bytes = latin1.getBytes(StandardCharsets.ISO_8859_1);
		return SecretContents.kind(file(name, mode, bytes.length), bytes);
	}

	private static FileEntry file(String name, int mode, long size) {
		return new FileEntry(MachinePath.of("/home/ann/" + name), FileType.FILE, mode, 1000, 1000, size, 0, null);
	}

	private Stream<String> files() throws Exception {
		try (Stream<Path> all = Files.list(folder)) {
			return all.filter(Files::isRegularFile).map(path -> path.getFileName().toString()).toList().stream();
		}
	}

	private Map<String, String> secrets() throws Exception {
		Map<String, String> found = new TreeMap<>();
		for (String name : files().toList()) {
			byte[] all = Files.readAllBytes(folder.resolve(name));
			byte[] head = java.util.Arrays.copyOf(all, Math.min(all.length, SecretContents.HEAD));
			SecretContents.kind(file("x", 0644, all.length), head).ifPresent(kind -> found.put(name, kind));
		}
		return found;
	}

	private void run(String... commands) throws Exception {
		Process process = new ProcessBuilder("bash", "-euc",
				"(" + String.join("\n", commands) + "\n) >/dev/null 2>log || "
						+ "{ cat log; exit 1; }; rm log")
				.directory(folder.toFile()).redirectErrorStream(true).start();
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertEquals(0, process.waitFor(), out);
	}
}
