/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keys and stores of passwords that show by their first bytes: what their own programs look for there (keepass's
 * {@code kdb_magic}, GNOME Keyring's {@code gkm-secret-binary.c}, KWallet's {@code KWMAGIC}, Telegram's {@code TDF$},
 * Java's {@code KeyStore}), OpenPGP packets (RFC 9580, 4.2) and ASN.1 in DER (RFC 5208, 5958, 8017, 5915, 7292).
 */
final class KeyStores {

	private static final Map<String, String> MAGIC = new LinkedHashMap<>();
	static {
		MAGIC.put("\u0003\u00d9\u00a2\u009a", "a database of passwords");
		MAGIC.put("GnomeKeyring\n\r\0\n", "a keyring");
		MAGIC.put("KWALLET\n\r\0\r\n", "a wallet of passwords");
		MAGIC.put("TDF$", "a session of Telegram");
		MAGIC.put("\u00fe\u00ed\u00fe\u00ed", "a store of keys");
		MAGIC.put("\u00ce\u00ce\u00ce\u00ce", "a store of keys");
		MAGIC.put("PuTTY-User-Key-File-", "a private key");
	}

	private static final Set<Integer> ALGORITHMS = Set.of(1, 2, 3, 16, 17, 18, 19, 22, 25, 26, 27, 28);
	private static final int SEQUENCE = 0x30;
	private static final int INTEGER = 0x02;
	private static final int OCTETS = 0x04;
	private static final int OBJECT = 0x06;

	private final byte[] head;
	private final long size;

	private KeyStores(byte[] head, long size) {
		this.head = head;
		this.size = size;
	}

	/** @param size of the whole file */
	static Optional<String> kind(byte[] head, long size) {
		String start = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
		for (Map.Entry<String, String> magic : MAGIC.entrySet()) {
			if (start.startsWith(magic.getKey())) {
				return Optional.of(magic.getValue());
			}
		}
		KeyStores file = new KeyStores(head, size);
		return file.isSecretPacket() || file.isKeyInDer() ? Optional.of("a private key") : Optional.empty();
	}

	private int at(int index) {
		return index >= 0 && index < head.length ? head[index] & 0xff : -1;
	}

	/** An OpenPGP secret key or subkey: its tag, its length, its version, four bytes of time, an algorithm. */
	private boolean isSecretPacket() {
		int first = at(0);
		int body;
		if ((first & 0xc0) == 0x80 && ((first >> 2 & 15) == 5 || (first >> 2 & 15) == 7)) {
			body = switch (first & 3) {
			case 0 -> 2;
			case 1 -> 3;
			case 2 -> 5;
			default -> 1;
			};
		} else if (first == 0xc5 || first == 0xc7) {
			body = at(1) < 192 ? 2 : at(1) < 224 ? 3 : 6;
		} else {
			return false;
		}
		return at(body) >= 3 && at(body) <= 6 && ALGORITHMS.contains(at(body) == 3 ? at(body + 7) : at(body + 5));
	}

	/** The outermost sequence is the whole file, and starts as PKCS #1, #8, #12 or SEC 1 have it. */
	private boolean isKeyInDer() {
		int start = contentOf(0, SEQUENCE);
		if (start < 0 || end(0) != size) {
			return false;
		}
		if (at(start) == SEQUENCE) {
			return isEncryptedKey(contentOf(start, SEQUENCE));
		}
		if (at(start) != INTEGER || at(start + 1) != 1) {
			return false;
		}
		int version = at(start + 2);
		int next = start + 3;
		return switch (version) {
		case 0 -> at(next) == SEQUENCE && at(contentOf(next, SEQUENCE)) == OBJECT && end(next) > 0
				&& at((int) end(next)) == OCTETS || at(next) == INTEGER && size > 64 && isIntegers(next);
		case 1 -> at(next) == OCTETS || at(next) == SEQUENCE && at(contentOf(next, SEQUENCE)) == OBJECT;
		case 3 -> at(next) == SEQUENCE && at(contentOf(next, SEQUENCE)) == OBJECT;
		default -> false;
		};
	}

	/** RSA and DSA: nothing but numbers. */
	private boolean isIntegers(int from) {
		int at = from;
		for (int i = 0; i < 3; i++) {
			if (at(at) != INTEGER || end(at) <= at || end(at) > head.length) {
				return false;
			}
			at = (int) end(at);
		}
		return true;
	}

	/** Encrypted by PKCS #5 (1.2.840.113549.1.5) or #12 (1.2.840.113549.1.12.1). */
	private boolean isEncryptedKey(int algorithm) {
		int[] arc = { OBJECT, -1, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01 };
		for (int i = 0; i < arc.length; i++) {
			if (algorithm < 0 || arc[i] >= 0 && at(algorithm + i) != arc[i]) {
				return false;
			}
		}
		return at(algorithm + arc.length) == 5 || at(algorithm + arc.length) == 12;
	}

	/** @return where the content of the element at {@code index} starts; -1 if that is no such element */
	private int contentOf(int index, int tag) {
		int length = at(index + 1);
		if (at(index) != tag || length < 0 || length == 0x80 || length > 0x84) {
			return -1;
		}
		return index + 2 + (length < 0x80 ? 0 : length & 0x7f);
	}

	/** @return where the element at {@code index} ends; -1 if it is none */
	private long end(int index) {
		int start = contentOf(index, at(index));
		if (index < 0 || start < 0) {
			return -1;
		}
		long length = at(index + 1);
		if (length >= 0x80) {
			length = 0;
			for (int i = index + 2; i < start; i++) {
				length = length << 8 | Math.max(0, at(i));
			}
		}
		return start + length;
	}
}
