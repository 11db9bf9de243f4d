/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dotfiles;

import java.security.MessageDigest;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.likeness.core.AccessList;
import org.likeness.core.Account;
import org.likeness.core.Digest;
import org.likeness.core.FileAttributes;
import org.likeness.core.FileEntry;
import org.likeness.core.Name;

/**
 * Extended attributes as attributes of an item. What an access control list grants to the user is told as such, for the
 * user has another number on each machine; a value that is long or no text, by its digest.
 */
final class AttributeTexts {

	private static final Map<Name, String> WORDS = Map.of(FileAttributes.ACCESS_LIST, "access list",
			FileAttributes.DEFAULT_LIST, "default access list", FileAttributes.CAPABILITY, "capability");
	private static final String USER = "you";
	private static final int LONGEST = 60;
	private static final int DIGITS = 12;

	private final Account user;
	private final FileEntry home;

	/** @param home the user's home folder: in a tree that was unpacked somewhere, all belongs to whom that belongs to */
	AttributeTexts(Account user, FileEntry home) {
		this.user = user;
		this.home = home;
	}

	SortedMap<String, String> of(FileAttributes attributes) {
		SortedMap<String, String> texts = new TreeMap<>();
		attributes.values().forEach((name, value) -> texts.put(WORDS.getOrDefault(name, name.toString()),
				AccessList.parse(value).filter(list -> WORDS.containsKey(name))
						.map(list -> list.text(this::user, this::group)).orElseGet(() -> text(value))));
		return texts;
	}

	private String user(int id) {
		return id == user.uid() || id == home.uid() && id != 0 ? USER : Integer.toUnsignedString(id);
	}

	private String group(int id) {
		return id == user.gid() || id == home.gid() && id != 0 ? USER : Integer.toUnsignedString(id);
	}

	private static String text(byte[] value) {
		boolean plain = value.length <= LONGEST;
		for (int i = 0; plain && i < value.length; i++) {
			plain = value[i] >= ' ' && value[i] < 0x7f;
		}
		if (plain) {
			return '"' + Name.ofBytes(value).raw() + '"';
		}
		MessageDigest computation = Digest.computation();
		return value.length + " bytes, SHA-256 "
				+ Digest.of(computation.digest(value)).toString().substring(0, DIGITS) + "…";
	}
}
