/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.dconf;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

import org.likeness.core.FacetDraft;
import org.likeness.core.Name;

/** Takes single values from one dconf database into another. All others stay as they are stored. */
public final class SettingsMerge {

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
		Home home = new Home(key);
		try {
			byte[] atHome = new VariantRewrite(home).variant(value);
			// What names no home stays as it is stored, to the byte.
			target.put(name, home.named ? atHome : value);
			return true;
		} catch (MalformedException e) {
			draft.refuse(key, e.getMessage());
			return false;
		}
	}

	/** Puts the target's home where a text names the source's. */
	private final class Home implements VariantRewrite.Texts {

		private final String key;
		private boolean named;

		Home(String key) {
			this.key = key;
		}

		@Override
		public String of(String text, boolean bound) throws MalformedException {
			String atHome = draft.atHome(key, text)
					.orElseThrow(() -> new MalformedException("it can't name the target's home"));
			boolean differs = !atHome.equals(text);
			if (differs && bound) {
				throw new MalformedException("it names the home folder where no other one can stand");
			}
			named |= differs;
			return atHome;
		}
	}

	/** @return the target's database as it is now */
	public byte[] database() {
		return GvdbWriter.write(target);
	}
}
