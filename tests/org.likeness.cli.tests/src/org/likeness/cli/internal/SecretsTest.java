/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.InflaterInputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No secret passes, whatever its name: real keys and stores under names that tell nothing, and each command. */
class SecretsTest extends CloneCommandTest {

	/** Makes the files n01 to n30 in the current folder. */
	private static final String MAKE = """
			ssh-keygen -q -t ed25519 -N '' -f n01; ssh-keygen -q -t rsa -b 2048 -m PEM -N '' -f n02
			ssh-keygen -q -t ecdsa -m PKCS8 -N secret -f n03; ssh-keygen -q -t ed25519 -N secret -f n04
			openssl genrsa -traditional -out n05 2048; openssl genpkey -algorithm ed25519 -out n06
			openssl ecparam -name prime256v1 -genkey -out n07; openssl ec -in n07 -outform DER -out n08
			openssl rsa -in n05 -traditional -outform DER -out n09
			openssl pkcs8 -topk8 -nocrypt -in n05 -outform DER -out n10
			openssl pkcs8 -topk8 -passout pass:secret -in n05 -outform DER -out n11
			openssl req -x509 -key n05 -subj /CN=x -out cert
			openssl pkcs12 -export -inkey n05 -in cert -passout pass:secret -out n12
			(cat cert; openssl genpkey -algorithm x25519) > n13; rm cert *.pub
			keytool -genkeypair -keyalg EC -dname CN=x -storetype JKS -storepass secret1 -keypass secret1 -keystore n14
			export GNUPGHOME=$(mktemp -d); chmod 700 $GNUPGHOME
			gpg --batch --quiet --passphrase '' --quick-generate-key a@example.org ed25519 sign never
			cp $GNUPGHOME/private-keys-v1.d/*.key n15; gpg --batch --armor --export-secret-keys > n16
			gpg --batch --export-secret-keys > n17; gpgconf --kill all; rm -rf $GNUPGHOME
			m() { openssl rand -hex 20; }
			sqlite3 n18 "CREATE TABLE cookies(v); INSERT INTO cookies VALUES('$(m)')"
			sqlite3 n19 "CREATE TABLE logins(v); INSERT INTO logins VALUES('$(m)')"
			sqlite3 n20 "CREATE TABLE moz_cookies(v); INSERT INTO moz_cookies VALUES('$(m)')"
			printf '[global]\\nindex-url = https://ann:%s@example.org/simple\\n' $(m) > n21
			printf 'machine example.org login ann password %s\\n' $(m) > n22
			printf '//npm.example.org/:_authToken=%s\\n' $(m) > n23
			printf '{"auths":{"example.org":{"auth":"%s"}}}' $(m) > n24
			printf '[default]\\naws_secret_access_key = %s\\n' $(m) > n25
			printf '[Interface]\\nPrivateKey = %s\\n' $(openssl rand -base64 32) > n26
			printf '\\003\\331\\242\\232g\\373K\\265%s' $(m) > n27
			printf 'GnomeKeyring\\n\\r\\0\\n%s' $(m) > n28; printf 'KWALLET\\n\\r\\0\\r\\n%s' $(m) > n29
			printf 'github.com:\\n  oauth_token: %s\\n' $(m) > n30
			""";

	private final Map<String, byte[]> planted = new TreeMap<>();
	private final List<byte[]> written = new ArrayList<>();

	@BeforeEach
	void plant() throws Exception {
		trees.shell("mkdir made; cd made; (" + MAKE + ") >log 2>&1 || { cat log; exit 1; }; rm log; ls | wc -l");
		trees.shell("for f in made/*; do n=${f##*/n}; case $((10#$n % 6)) in "
				// only the laptop's; only the clone's; the same; other contents; other contents of one size; in the clone alone
				+ "0) cp $f $L;; 1) cp $f $C;; 2) cp $f $L; cp $f $C;; "
				+ "3) cp $f $L; (cat $f; echo more) > $C/${f##*/};; "
				+ "4) cp $f $L; tr a-y b-z < $f > $C/${f##*/};; 5) cp $f $C; head -c 7 $f > $L/${f##*/};; esac; done; "
				+ "chmod 644 $L/n[0-9]* $C/n[0-9]*; for i in 00 06 12 18; do chmod 600 $L/n$i 2>/dev/null || true; done");
		try (Stream<Path> files = Files.list(folder.resolve("made"))) {
			for (Path file : files.toList()) {
				planted.put(file.getFileName().toString(), Files.readAllBytes(file));
			}
		}
		assertEquals(30, planted.size());
	}

	private Cli.Result take(Cli.Result result) {
		written.add(result.out().getBytes(StandardCharsets.UTF_8));
		written.add(result.err().getBytes(StandardCharsets.UTF_8));
		return result;
	}

	@Test
	void noneIsShownTakenOverReplacedRemovedOrKept() throws Exception {
		String secretsBefore = trees.shell("cd $C; sha256sum n[0-9]*");
		take(done("compare"));
		take(done("compare", "--json"));
		take(done("compare", "--verbose"));
		for (String name : planted.keySet()) {
			take(run("compare", "--item", name));
			take(run("compare", "--item", name, "--json"));
		}
		take(done("plan", "--all"));
		String plan = take(done("plan", "--all", "--json")).out();
		assertTrue(plan.contains("holds a private key"), plan);
		take(done("apply", "--all", "--yes", "--verbose"));
		assertEquals(secretsBefore, trees.shell("cd $C; sha256sum n[0-9]*"),
				"what was there stays, and nothing is added");
		assertEquals(trees.shell("cat $L/content $L/only"), trees.shell("cat $C/content $C/only"), "the rest is done");
		trees.shell("echo changed > $C/content; echo new > $C/later");
		for (String name : planted.keySet()) {
			take(run("show", id(0), name));
		}
		take(run("show", id(0)));
		take(run("show", id(0), "--json"));
		take(done("history"));
		take(done("rollback", id(1), "--yes", "--verbose"));
		assertEquals(secretsBefore, trees.shell("cd $C; sha256sum n[0-9]*"), "a roll back touches none either");
		assertEquals("b\n", trees.shell("cat $C/content"));
		collect();
		assertTrue(written.stream().anyMatch(bytes -> contains(bytes, "alike\n".getBytes())
				|| contains(bytes, "blue".getBytes())), "what is written is looked at");
		planted.forEach((name, content) -> {
			byte[] marker = java.util.Arrays.copyOfRange(content, Math.max(0, content.length - 36),
					content.length - 12);
			byte[] middle = java.util.Arrays.copyOfRange(content, content.length / 2, content.length / 2 + 20);
			for (byte[] bytes : written) {
				assertFalse(contains(bytes, marker), () -> name + " was written");
				boolean blank = new String(middle, StandardCharsets.ISO_8859_1).replace("\0", "").isEmpty();
				assertFalse(!blank && contains(bytes, middle), () -> name + " was written");
				assertFalse(contains(bytes, digest(content)), () -> "the digest of " + name + " was written");
			}
		});
	}

	private static byte[] digest(byte[] content) {
		byte[] digest = org.likeness.core.Digest.computation().digest(content);
		return org.likeness.core.Digest.of(digest).toString().getBytes(StandardCharsets.US_ASCII);
	}

	/** All that was written beside the clone and for the user, objects of the history inflated. */
	private void collect() throws Exception {
		for (String part : List.of("clone.qcow2.likeness", "user")) {
			try (Stream<Path> files = Files.walk(folder.resolve(part))) {
				for (Path file : files.filter(Files::isRegularFile).toList()) {
					byte[] bytes = Files.readAllBytes(file);
					written.add(bytes);
					written.add(inflated(bytes));
				}
			}
		}
		trees.shell("cd clone.qcow2.likeness/history.git; git cat-file --batch-all-objects --batch > ../../objects");
		written.add(Files.readAllBytes(folder.resolve("objects")));
	}

	private static byte[] inflated(byte[] bytes) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (InflaterInputStream in = new InflaterInputStream(new java.io.ByteArrayInputStream(bytes))) {
			in.transferTo(out);
		} catch (IOException e) {
			return out.toByteArray();
		}
		return out.toByteArray();
	}

	private static boolean contains(byte[] bytes, byte[] part) {
		return new String(bytes, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
	}
}
