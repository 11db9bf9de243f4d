/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Tells by the start of a file whether it is a key, a store of passwords or a database of cookies, whatever its name:
 * names are a short cut, contents decide. Rather once too often: what is taken for a secret is left out and said to be,
 * and a person can have another opinion; what is not is shown, copied and kept for ever.
 * <p>
 * Nothing of the contents is in what is told.
 */
public final class SecretContents {

	/** How many bytes of a file are looked at. */
	public static final int HEAD = 256 << 10;

	/** The most bytes of a file that is looked at because of its permissions or its name; settings and keys have less. */
	private static final long SMALL = 256 << 10;
	private static final int PRIVATE = 077;

	/** What a name has that may be given to a secret. */
	private static final List<String> WORDS = List.of("pass", "secret", "cred", "token", "auth", "login", "cookie",
			"wallet",
			"keyring", "keystore", "private", "identity");
	private static final Pattern KEY = Pattern.compile(".*\\bkeys?\\b.*", Pattern.DOTALL);
	/** Of files that end so, in {@code rc} or in {@code config}, some hold secrets. */
	private static final Set<String> KINDS = Set.of("pem", "der", "crt", "cer", "asc", "gpg", "pgp", "age", "p7b",
			"ovpn",
			"conf", "cfg", "ini", "cnf", "nmconnection", "remmina", "bak", "old", "orig", "save");
	private static final Set<String> DATABASES = Set.of("db", "sqlite", "sqlite3", "sqlitedb");
	/** In a file of such a name a line like {@code password = …} counts. */
	private static final Pattern PLAIN_NAME = Pattern.compile(
			"(?i).*(passw|passphrase|secret|credential|netrc|pgpass).*",
			Pattern.DOTALL);
	private static final Pattern ADDRESS = Pattern.compile("://[^/\\s<>\"]{0,500}@");

	private SecretContents() {
	}

	/**
	 * @return whether it costs little to look into a file and something speaks for it: nobody else may read it, or it is
	 *         called as secrets are. What this passes over is looked at before its contents are used.
	 */
	static boolean isSuspect(FileEntry file) {
		if (!file.isFile() || file.size() == 0) {
			return false;
		}
		String name = PathPattern.lowerCase(file.path().name().raw());
		String kind = name.substring(name.lastIndexOf('.') + 1);
		boolean database = DATABASES.contains(kind) || name.endsWith("data") || name.contains("cookie");
		return database && file.size() % SqliteSchema.UNIT == 0 || file.size() <= SMALL
				&& ((file.mode() & PRIVATE) == 0 || KINDS.contains(kind) || kind.endsWith("rc")
						|| kind.endsWith("config") || name.endsWith("~") || isCalledSo(name));
	}

	private static boolean isCalledSo(String name) {
		for (String word : WORDS) {
			if (name.contains(word)) {
				return true;
			}
		}
		return name.startsWith("id_") || name.contains("key") && KEY.matcher(name).matches();
	}

	/**
	 * @param file as a survey told it
	 * @param head its first {@link #HEAD} bytes, or all if it has fewer; what comes after them is not looked at, so that
	 *             all who ask decide alike, however much of it they hold
	 * @return what it is, for people ("a private key"); empty if it is no secret, as far as that shows
	 */
	public static Optional<String> kind(FileEntry file, byte[] head) {
		boolean sensitive = (file.mode() & PRIVATE) == 0 || PLAIN_NAME.matcher(file.path().name().raw()).matches();
		return kind(head.length > HEAD ? Arrays.copyOf(head, HEAD) : head, file.size(), sensitive);
	}

	/** @return whether there is an address with more than a host in it, in a comment too: rather once too often */
	static boolean mayHoldPassword(byte[] contents) {
		return ADDRESS.matcher(new String(contents, StandardCharsets.ISO_8859_1)).find()
				|| kind(contents, contents.length, false).isPresent();
	}

	private static Optional<String> kind(byte[] head, long size, boolean sensitive) {
		if (head.length == 0) {
			return Optional.empty();
		}
		Optional<String> store = KeyStores.kind(head, size);
		if (store.isPresent()) {
			return store;
		}
		if (SqliteSchema.isDatabase(head)) {
			return new SqliteSchema(head).secret();
		}
		if (SqliteSchema.isJournal(head)) {
			return SqliteSchema.secretIn(head, 0, head.length);
		}
		return SecretTexts.kind(new String(head, StandardCharsets.ISO_8859_1), sensitive);
	}

	/** The contents of a file, of which the start has been looked at; not for several threads. */
	public static final class Looked {

		private final Optional<String> kind;
		private final InputStream content;

		/** Reads the start. */
		public Looked(FileEntry file, InputStream content) throws IOException {
			byte[] head = content.readNBytes(HEAD);
			this.kind = kind(file, head);
			this.content = new SequenceInputStream(new ByteArrayInputStream(head), content);
		}

		/** @return what kind of secret it is, if it is one */
		public Optional<String> secret() {
			return kind;
		}

		/** @return all of it, from the start */
		public InputStream content() {
			return content;
		}
	}
}
