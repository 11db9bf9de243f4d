/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.likeness.core.ComparedItem;
import org.likeness.core.FacetDraft;
import org.likeness.core.FacetSide;
import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/** Plans settings of the system, each in the file in which the target keeps it. */
public final class SettingPlan {

	/** Why an item stays, by the word that its key starts with. */
	private static final Map<String, String> REFUSED = Map.of(
			"alternative", "it names a program of a package: install that, and choose it in the clone",
			"display-manager", "it names a program of a package: install that in the clone");

	/** As values are shown that could steer a terminal. */
	private static final Pattern ESCAPE = Pattern.compile("\\\\u[0-9a-f]{4}");

	/** Groups of mimeapps.list, by the word that an item's key starts with. */
	private static final Map<String, String> GROUPS = Map.of("default-application", "Default Applications",
			"added-association", "Added Associations", "removed-association", "Removed Associations");

	private final FacetSide source;
	private final FacetSide target;
	private final FacetDraft draft;

	public SettingPlan(FacetSide source, FacetSide target, FacetDraft draft) {
		this.source = source;
		this.target = target;
		this.draft = draft;
	}

	/** Plans an item, or refuses it. */
	public void add(ComparedItem item) {
		String key = item.key();
		String there = item.ofLaptop() == null ? null : item.ofLaptop().attributes().get("value");
		String value = there == null ? null : draft.atHome(key, there).orElse(there);
		int space = key.indexOf(' ');
		String topic = space < 0 ? key : key.substring(0, space);
		String name = key.substring(space + 1);
		if (value != null && ESCAPE.matcher(value).find()) {
			draft.refuse(key, "its value holds control characters");
		} else if (REFUSED.containsKey(topic)) {
			draft.refuse(key, REFUSED.get(topic));
		} else if (GROUPS.containsKey(topic)) {
			associate(key, GROUPS.get(topic), name, value);
		} else if (topic.equals("locale")) {
			assign(key, name, value, SettingItems.LOCALE, SettingItems.LOCALE_CONF);
		} else if (topic.equals("generated-locale")) {
			generate(key, name, value);
		} else if (topic.equals("keyboard")) {
			assign(key, name, value, SettingItems.KEYBOARD, SettingItems.VCONSOLE);
		} else if (topic.equals("console")) {
			assign(key, name, value, SettingItems.CONSOLE, SettingItems.VCONSOLE);
		} else if (topic.equals("time-zone") && value != null) {
			draft.link(key, SettingItems.LOCAL_TIME, Name.of(SettingItems.ZONES + value));
			if (target.survey().entry(SettingItems.TIME_ZONE).isPresent()) {
				write(key, SettingItems.TIME_ZONE, value + "\n");
			}
		} else if (topic.equals("boot-target") && value != null) {
			draft.link(key, SettingItems.UNITS.resolve("default.target"), Name.of("/lib/systemd/system/" + value));
		} else {
			draft.refuse(key, "Likeness does not know how to set it");
		}
	}

	/** Both files may be there, and the first one counts; a new setting goes to the first that is there. */
	private void assign(String key, String name, String value, MachinePath first, MachinePath second) {
		boolean inSecond = text(first) == null && text(second) != null;
		MachinePath path = inSecond ? second : first;
		AssignmentEdit edit = new AssignmentEdit(text(path) == null ? "" : text(path));
		if (edit.set(name, value)) {
			write(key, path, edit.text());
		} else {
			draft.refuse(key, path + " is written in a way in which this value can't be replaced safely");
		}
	}

	private void generate(String key, String name, String characterSet) {
		String text = text(SettingItems.LOCALE_GEN);
		if (text == null || target.survey().entry(SettingItems.GENERATOR).isEmpty()) {
			draft.refuse(key, "the clone has nothing that generates it: install the package locales first");
			return;
		}
		LocaleListEdit edit = new LocaleListEdit(text);
		if (edit.set(name, characterSet)) {
			write(key, SettingItems.LOCALE_GEN, edit.text());
		} else {
			draft.refuse(key, "it is no name of a locale");
		}
	}

	private void associate(String key, String group, String type, String programs) {
		List<MachinePath> files = SettingItems.associations(target.context());
		MachinePath path = files.stream().filter(file -> says(file, group, type)).findFirst().orElse(files.get(0));
		KeyFileEdit edit = new KeyFileEdit(text(path) == null ? "" : text(path));
		edit.set(group, type, programs == null ? null : programs + ";");
		write(key, path, edit.text());
	}

	private boolean says(MachinePath file, String group, String type) {
		String text = text(file);
		return text != null && new KeyFile(text).group(group).containsKey(type);
	}

	private String text(MachinePath path) {
		return draft.content(path).map(content -> new String(content, StandardCharsets.UTF_8)).orElse(null);
	}

	private void write(String key, MachinePath path, String text) {
		MachinePath home = target.context().hasUser() ? target.context().home() : null;
		MachinePath model = home != null && path.startsWith(home)
				? source.context().home().resolve(path.relativeTo(home)) : path;
		FileEntry entry = source.survey().entry(model).filter(FileEntry::isFile).orElse(null);
		draft.write(key, path, text.getBytes(StandardCharsets.UTF_8), entry);
	}
}
