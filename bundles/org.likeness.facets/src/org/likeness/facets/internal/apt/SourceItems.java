/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.likeness.core.Item;
import org.likeness.core.Name;
import org.likeness.core.SecretMarks;
import org.likeness.facets.internal.Printable;

/**
 * Makes items of sources. It does not count how they are written: entries that differ in their components alone are one,
 * and an entry that is switched off counts only where no other one is on.
 */
public final class SourceItems {

	private static final Pattern USER_INFO = Pattern.compile("([A-Za-z][A-Za-z0-9+.:-]*://)([^/]*)@(.*)",
			Pattern.DOTALL);
	private static final Pattern IN_ADDRESS = Pattern.compile("://[^/\\s]*@");
	private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

	private final SecretMarks marks;
	/** The components of each source, by key and by what else is said of it. */
	private final Map<String, Map<Map<String, String>, SortedSet<String>>> byKey = new LinkedHashMap<>();

	/** @param marks tells passwords apart */
	public SourceItems(SecretMarks marks) {
		this.marks = marks;
	}

	/** @return whether a file of sources has a password in an address; rather once too often, also in a comment */
	public static boolean holdsCredentials(byte[] content) {
		return IN_ADDRESS.matcher(new String(content, StandardCharsets.ISO_8859_1)).find();
	}

	/** @return the key of a source's item; no password is in it */
	public static String key(Source source) {
		Matcher matcher = USER_INFO.matcher(source.uri());
		String uri = matcher.matches() ? matcher.group(1) + "***@" + matcher.group(3) : source.uri();
		return Printable.of(source.type() + " " + uri + " " + source.suite());
	}

	/**
	 * What apt keeps one index for (and reads its options from all entries that name it): an address without scheme, user
	 * and password, of which %xx and the slashes at its end play no part, and a suite.
	 */
	private static String place(Source source) {
		Matcher matcher = USER_INFO.matcher(source.uri());
		String address = matcher.matches() ? matcher.group(3) : source.uri().replaceFirst("^[^:]*:(//)?", "");
		return Name.of(decoded(address)).raw().replaceFirst("/+$", "") + " " + source.suite().replaceFirst("/+$", "/");
	}

	private static String decoded(String address) {
		return ENCODED.matcher(address)
				.replaceAll(match -> Matcher.quoteReplacement("" + (char) Integer.parseInt(match.group(1), 16)));
	}

	/**
	 * @return an option that apt would not let two sources have different values of; {@code null} if both may stand beside
	 *         each other
	 */
	public static String conflict(Source one, Source other) {
		return one.enabled() && other.enabled() && place(one).equals(place(other))
				? SourceOptions.conflict(one.options(), other.options())
				: null;
	}

	public void add(Source source) {
		Map<String, String> attributes = new TreeMap<>();
		attributes.put("enabled", source.enabled() ? "yes" : "no");
		source.options().forEach((name, value) -> attributes.put(name, Printable.of(value)));
		Matcher matcher = USER_INFO.matcher(source.uri());
		if (matcher.matches()) {
			attributes.put("credentials", marks.of(matcher.group(2)));
		}
		Map<Map<String, String>, SortedSet<String>> entries = byKey.computeIfAbsent(key(source),
				key -> new LinkedHashMap<>(2));
		if (source.enabled() && !entries.containsKey(attributes)) {
			entries.keySet().removeIf(other -> other.get("enabled").equals("no"));
		}
		if (source.enabled() || entries.isEmpty() || entries.containsKey(attributes)) {
			entries.computeIfAbsent(attributes, other -> new TreeSet<>()).addAll(source.components());
		}
	}

	/** @return the items; more than one of a key where apt is told different things about one source */
	public List<Item> items() {
		List<Item> items = new ArrayList<>();
		byKey.forEach((key, entries) -> entries.forEach((said, components) -> {
			Map<String, String> attributes = new TreeMap<>(said);
			attributes.put("components", Printable.of(String.join(" ", components)));
			items.add(Item.of(key, attributes));
		}));
		return items;
	}
}
