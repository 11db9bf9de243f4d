/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.likeness.core.FacetContext;
import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.PathPattern;
import org.likeness.core.Survey;
import org.likeness.core.Want;
import org.likeness.facets.internal.InventoryDraft;

/** Language, time, keyboard, console, and which program does what. */
public final class SettingItems extends SystemItems {

	private static final int CONTENT_LIMIT = 1 << 20;
	/** All that vconsole.conf(5) tells, but for the names of keyboard(5). */
	private static final Set<String> CONSOLE_NAMES = Set.of("KEYMAP", "KEYMAP_TOGGLE", "FONT", "FONT_MAP",
			"FONT_UNIMAP");
	static final MachinePath LOCALE = MachinePath.of("/etc/default/locale");
	static final MachinePath LOCALE_CONF = MachinePath.of("/etc/locale.conf");
	static final MachinePath LOCALE_GEN = MachinePath.of("/etc/locale.gen");
	/** What makes something of that list; where its package is gone the list may be left. */
	static final MachinePath GENERATOR = MachinePath.of("/usr/sbin/locale-gen");
	static final MachinePath TIME_ZONE = MachinePath.of("/etc/timezone");
	static final MachinePath LOCAL_TIME = MachinePath.of("/etc/localtime");
	static final MachinePath KEYBOARD = MachinePath.of("/etc/default/keyboard");
	static final MachinePath CONSOLE = MachinePath.of("/etc/default/console-setup");
	static final MachinePath VCONSOLE = MachinePath.of("/etc/vconsole.conf");
	private static final MachinePath DISPLAY_MANAGER = MachinePath.of("/etc/X11/default-display-manager");
	static final MachinePath UNITS = MachinePath.of("/etc/systemd/system");
	private static final MachinePath ALTERNATIVES = MachinePath.of("/etc/alternatives");
	static final String ZONES = "/usr/share/zoneinfo/";
	private static final List<String> CHOICES = List.of("editor", "pager", "x-www-browser", "www-browser",
			"gnome-www-browser", "x-terminal-emulator", "x-session-manager", "x-window-manager", "x-cursor-theme",
			"x-file-manager", "gnome-text-editor", "infobrowser", "mailx", "java", "javac", "cc", "c++", "awk", "vi",
			"nc");

	/** What keys of default applications are like. */
	private static final String[] ASSOCIATIONS = { "default-application **", "added-association **",
			"removed-association **" };

	public SettingItems(Survey survey, InventoryDraft draft) {
		super(survey, draft);
	}

	/** @return what has to be found; folders are only listed where a symlink in them is what counts */
	public static List<Want> wants(FacetContext context) {
		List<Want> wants = new ArrayList<>();
		for (MachinePath path : List.of(LOCALE, LOCALE_CONF, LOCALE_GEN, TIME_ZONE, KEYBOARD, CONSOLE, VCONSOLE,
				DISPLAY_MANAGER)) {
			wants.add(new Want(path, List.of(), List.of(PathPattern.of("")), CONTENT_LIMIT));
		}
		for (MachinePath path : associations(context)) {
			wants.add(new Want(path, List.of(), List.of(PathPattern.of("")), CONTENT_LIMIT));
		}
		for (MachinePath path : List.of(LOCAL_TIME.parent(), UNITS, ALTERNATIVES, GENERATOR)) {
			// All but the path itself is left out: told, and not entered.
			wants.add(Want.tree(path, List.of(PathPattern.of("?*"))));
		}
		return wants;
	}

	/** The first one counts where both name a program. */
	static List<MachinePath> associations(FacetContext context) {
		return !context.hasUser() ? List.of() : List.of(context.home().resolve(".config/mimeapps.list"),
				context.home().resolve(".local/share/applications/mimeapps.list"));
	}

	/** Where something could not be read, nobody knows which settings it holds. */
	private void addUnread(FacetContext context) {
		List.of(LOCALE, LOCALE_CONF).forEach(path -> mayHold(path, "locale *"));
		mayHold(KEYBOARD, "keyboard *");
		mayHold(CONSOLE, "console *");
		mayHold(VCONSOLE, "keyboard *", "console *");
		mayHold(LOCALE_GEN, "generated-locale *");
		List.of(TIME_ZONE, LOCAL_TIME).forEach(path -> mayHold(path, "time-zone"));
		mayHold(DISPLAY_MANAGER, "display-manager");
		mayHold(UNITS.resolve("default.target"), "boot-target");
		CHOICES.forEach(choice -> mayHold(ALTERNATIVES.resolve(choice), "alternative " + choice));
		if (context.hasUser()) {
			associations(context).forEach(path -> mayHold(path, ASSOCIATIONS));
		} else {
			unread("there is no user whose choices could be looked at", ASSOCIATIONS);
		}
	}

	/** Adds all items. */
	public void addAll(FacetContext context) {
		addUnread(context);
		Set<String> added = new HashSet<>();
		addAssignments(LOCALE, SettingItems::localeTopic, added);
		addAssignments(LOCALE_CONF, SettingItems::localeTopic, added);
		addAssignments(KEYBOARD, name -> "keyboard", added);
		addAssignments(VCONSOLE, SettingItems::consoleTopic, added);
		addAssignments(CONSOLE, name -> "console", added);
		addGeneratedLocales();
		timeZone().ifPresent(zone -> add("time-zone", zone));
		text(DISPLAY_MANAGER).ifPresent(text -> add("display-manager", text.strip()));
		link(UNITS.resolve("default.target"))
				.ifPresent(target -> add("boot-target", target.substring(target.lastIndexOf('/') + 1)));
		for (String choice : CHOICES) {
			link(ALTERNATIVES.resolve(choice)).ifPresent(target -> add("alternative " + choice, target));
		}
		for (MachinePath path : associations(context)) {
			addAssociations(path, added);
		}
	}

	private static String localeTopic(String name) {
		return name.equals("LANG") || name.equals("LANGUAGE") || name.startsWith("LC_") ? "locale" : null;
	}

	/** Where it is a symlink to the file of the keyboard, as in Debian 13, more stands there than it is read for. */
	private static String consoleTopic(String name) {
		return name.startsWith("XKB") ? "keyboard" : CONSOLE_NAMES.contains(name) ? "console" : null;
	}

	/** @param topicOf the topic of an assignment by its name; {@code null} if it is none of ours */
	private void addAssignments(MachinePath path, UnaryOperator<String> topicOf, Set<String> added) {
		ShellAssignments assignments = new ShellAssignments(text(path).orElse(""));
		remarkMalformed(path, assignments.malformed());
		assignments.values().forEach((name, value) -> {
			String topic = topicOf.apply(name);
			if (topic != null && added.add(topic + " " + name)) {
				add(topic + " " + name, value);
			}
		});
		for (String name : assignments.computed()) {
			String topic = topicOf.apply(name);
			if (topic != null && added.add(topic + " " + name)) {
				addUnread(topic + " " + name, path + ": its value is computed by a shell");
			}
		}
	}

	private void addGeneratedLocales() {
		LocaleList list = new LocaleList(text(LOCALE_GEN).orElse(""));
		list.characterSets().forEach((name, characterSet) -> add("generated-locale " + name, characterSet));
		remarkMalformed(LOCALE_GEN, list.malformed());
	}

	/** The symlink is what the C library goes by; where it is a file, only Debian's own note tells its name. */
	private Optional<String> timeZone() {
		Optional<String> noted = text(TIME_ZONE).map(String::strip);
		Optional<String> linked = link(LOCAL_TIME).filter(target -> target.contains(ZONES))
				.map(target -> target.substring(target.indexOf(ZONES) + ZONES.length()));
		return linked.or(() -> noted);
	}

	private Optional<String> link(MachinePath path) {
		return survey().unfollowed(path).map(FileEntry::linkTarget).map(Object::toString);
	}

	private void addAssociations(MachinePath path, Set<String> added) {
		Optional<String> text = text(path);
		if (text.isEmpty()) {
			return;
		}
		KeyFile file = new KeyFile(text.get());
		remarkMalformed(path, file.malformed());
		Map.of("Default Applications", "default-application", "Added Associations", "added-association",
				"Removed Associations", "removed-association")
				.forEach((group, topic) -> file.group(group).forEach((type, programs) -> {
					String key = topic + " " + type;
					if (added.add(key)) {
						add(key, withoutSemicolons(programs));
					}
				}));
	}

	/** @return the list without the end of its last value, or of values that are empty */
	private static String withoutSemicolons(String list) {
		int end = list.length();
		while (end > 0 && list.charAt(end - 1) == ';') {
			end--;
		}
		return list.substring(0, end);
	}
}
