/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import org.likeness.core.FacetDraft;
import org.likeness.core.Name;

/** Takes single values from one dconf database into another. All others stay as they are stored. */
public final class SettingsMerge {

	/** What ends a serialised variant that holds a string: the end of the string, the separator, the type. */
	private static final byte[] STRING_END = { 0, 0, 's' };

	private final SortedMap<Name, byte[]> source;
	private final SortedMap<Name, byte[]> target;
	private final FacetDraft draft;

	/**
	 * @param source the database to take from; {@code null} for none
	 * @param target the database to take into; {@code null} for none
	 * @param draft  takes what is refused
	 * @throws MalformedException if one of them can't be written again as it is
	 */
	public SettingsMerge(byte[] source, byte[] target, FacetDraft draft) throws MalformedException {
		this.source = source == null ? Collections.emptySortedMap() : new GvdbReader(source).variants();
		this.target = target == null ? new TreeMap<>() : new GvdbReader(target).variants();
		this.draft = draft;
	}

	/** @return whether the value could be taken; what only the target has goes */
	public boolean take(String key) {
		Name name = Name.parse(key);
		byte[] value = source.get(name);
		if (value == null) {
			target.remove(name);
			return true;
		}
		byte[] atHome = atHome(value);
		if (atHome == null) {
			draft.refuse(key, "it names the home folder among other values, and that is another one in the target");
			return false;
		}
		target.put(name, atHome);
		return true;
	}

	/** @return {@code null} if it names the home folder, and is more than a string */
	private byte[] atHome(byte[] variant) {
		String text = new String(variant, StandardCharsets.ISO_8859_1);
		if (draft.atHome(text).equals(text)) {
			return variant;
		}
		int end = variant.length - STRING_END.length;
		if (end < 0 || !Arrays.equals(variant, end, variant.length, STRING_END, 0, STRING_END.length)) {
			return null;
		}
		return (draft.atHome(text.substring(0, end)) + text.substring(end)).getBytes(StandardCharsets.ISO_8859_1);
	}

	/** @return the target's database as it is now */
	public byte[] database() {
		return GvdbWriter.write(target);
	}
}
