/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tables of a SQLite database, from the start of its file: page 1 is the root of the b-tree of
 * {@code sqlite_schema}, whose leaves hold the statements that made the tables (sqlite.org/fileformat2.html, 1.3 and
 * 1.6, 2.6).
 */
final class SqliteSchema {

	/** Each database has a multiple of so many bytes. */
	static final int UNIT = 512;

	private static final String MAGIC = "SQLite format 3\0";
	private static final int HEADER = 100;
	private static final int LEAF = 13;
	private static final int INTERIOR = 5;
	private static final int LONGEST = 4096;
	private static final Pattern CREATE = Pattern
			.compile("CREATE\\s+TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?[\"'`\\[]?(\\w+)", Pattern.CASE_INSENSITIVE);

	private static final Set<String> COOKIES = Set.of("cookies", "moz_cookies");
	/** Of Chromium (logins, cards, tokens), of Firefox (moz_logins) and of NSS (key4.db). */
	private static final Set<String> LOGINS = Set.of("logins", "moz_logins", "password_notes", "insecure_credentials",
			"credit_cards", "unmasked_credit_cards", "local_stored_cvc", "token_service", "nssprivate");

	private final byte[] head;
	private final int pageSize;
	private String secret;
	private boolean incomplete;

	/** @return whether these are pages of a database that are written ahead, or kept to go back (same source, 3 and 4) */
	static boolean isJournal(byte[] head) {
		String start = new String(head, 0, Math.min(head.length, 8), StandardCharsets.ISO_8859_1);
		return start.startsWith("\u0037\u007f\u0006\u0082") || start.startsWith("\u0037\u007f\u0006\u0083")
				|| start.equals("\u00d9\u00d5\u0005\u00f9\u0020\u00a1\u0063\u00d7");
	}

	/** @param head the start of a {@linkplain #isDatabase database} */
	SqliteSchema(byte[] head) {
		this.head = head;
		int size = number(16, 2);
		this.pageSize = size == 1 ? 1 << 16 : size;
	}

	static boolean isDatabase(byte[] head) {
		return head.length >= HEADER
				&& new String(head, 0, MAGIC.length(), StandardCharsets.ISO_8859_1).equals(MAGIC);
	}

	/**
	 * @return what secrets the database is for; a schema that goes on where the head ends counts as one if what is there
	 *         has the words, for a table that is not seen is not absent
	 */
	Optional<String> secret() {
		if (pageSize < UNIT || Integer.bitCount(pageSize) != 1) {
			return Optional.empty();
		}
		read(1, 0);
		if (secret == null && incomplete) {
			return Optional.of("a database whose tables do not show");
		}
		return Optional.ofNullable(secret);
	}

	private void read(int page, int depth) {
		long start = (page - 1L) * pageSize;
		int header = page == 1 ? HEADER : 0;
		if (page < 1 || start + pageSize > head.length || depth > 4) {
			incomplete = true;
			return;
		}
		int at = (int) start + header;
		int type = head[at];
		int cells = number(at + 3, 2);
		int pointers = at + (type == INTERIOR ? 12 : 8);
		if (type != LEAF && type != INTERIOR || pointers + 2L * cells > start + pageSize) {
			incomplete = true;
			return;
		}
		for (int i = 0; i < cells && secret == null; i++) {
			int cell = number(pointers + 2 * i, 2);
			if (cell < header || cell + 4 > pageSize) {
				incomplete = true;
			} else if (type == INTERIOR) {
				read(number((int) start + cell, 4), depth + 1);
			} else {
				statement((int) start + cell, (int) start + pageSize);
			}
		}
		if (type == INTERIOR && secret == null) {
			read(number(at + 8, 4), depth + 1);
		}
	}

	/** The statement is the last field of a record: it is sought as text, in whatever encoding the database has. */
	private void statement(int from, int pageEnd) {
		secret = secretIn(head, from, Math.min(pageEnd, from + LONGEST)).orElse(null);
	}

	/** @return what the first statement in these bytes that makes a table for secrets makes it for */
	static Optional<String> secretIn(byte[] bytes, int from, int to) {
		Matcher create = CREATE
				.matcher(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1).replace("\0", ""));
		while (create.find()) {
			String table = create.group(1).toLowerCase(Locale.ROOT);
			if (COOKIES.contains(table)) {
				return Optional.of("a database of cookies");
			} else if (LOGINS.contains(table)) {
				return Optional.of("a database of passwords");
			}
		}
		return Optional.empty();
	}

	private int number(int at, int bytes) {
		int value = 0;
		for (int i = at; i < at + bytes; i++) {
			value = value << 8 | head[i] & 0xff;
		}
		return value;
	}
}
