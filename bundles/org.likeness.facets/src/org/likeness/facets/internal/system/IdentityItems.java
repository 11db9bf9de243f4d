/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.system;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.PathPattern;
import org.likeness.core.Rule;
import org.likeness.core.Rule.Effect;
import org.likeness.core.Survey;
import org.likeness.core.Want;
import org.likeness.facets.internal.InventoryDraft;

/**
 * What makes a machine itself, and what its hardware needs. Each item starts with the name of the rule that keeps it.
 */
public final class IdentityItems extends SystemItems {

	private static final int CONTENT_LIMIT = 1 << 16;
	private static final MachinePath MACHINE_ID = MachinePath.of("/etc/machine-id");
	private static final MachinePath HOSTNAME = MachinePath.of("/etc/hostname");
	private static final MachinePath RESUME = MachinePath.of("/etc/initramfs-tools/conf.d/resume");
	private static final MachinePath SSH = MachinePath.of("/etc/ssh");
	private static final String HOST_KEY = "ssh-host-key ";
	private static final PathPattern HOST_KEYS = PathPattern.of("ssh_host_*_key.pub");

	/** Files and folders of files, by the topic that they belong to. */
	private static final Map<String, List<MachinePath>> FILES = files();

	private static final List<Rule> RULES = List.of(
			Rule.of("machine-id", "The number by which programs know the machine.", Effect.KEEP, "machine-id"),
			Rule.of("hostname", "What the machine calls itself.", Effect.KEEP, "hostname"),
			Rule.of("fstab", "Which disks the machine mounts, and where.", Effect.KEEP, "fstab"),
			Rule.of("crypttab", "Which disks the machine decrypts.", Effect.KEEP, "crypttab"),
			Rule.of("boot-loader", "How the machine starts.", Effect.KEEP, "boot-loader **"),
			Rule.of("ssh-host-keys", "The keys by which others know the machine. They are not read.", Effect.KEEP,
					"ssh-host-key *"),
			Rule.of("network-names", "What the network interfaces are called.", Effect.KEEP, "network-name **"),
			Rule.of("gpu-driver", "Which drivers the graphics hardware gets.", Effect.KEEP, "gpu-driver **"),
			Rule.of("resume-device", "The disk from which the machine wakes up.", Effect.KEEP, "resume-device"));

	public IdentityItems(Survey survey, InventoryDraft draft) {
		super(survey, draft);
	}

	private static Map<String, List<MachinePath>> files() {
		Map<String, List<MachinePath>> files = new LinkedHashMap<>();
		files.put("fstab", List.of(MachinePath.of("/etc/fstab")));
		files.put("crypttab", List.of(MachinePath.of("/etc/crypttab")));
		files.put("boot-loader", List.of(MachinePath.of("/etc/default/grub"), MachinePath.of("/etc/default/grub.d"),
				MachinePath.of("/etc/default/extlinux"), MachinePath.of("/etc/kernel/cmdline")));
		files.put("network-name", List.of(MachinePath.of("/etc/systemd/network"),
				MachinePath.of("/etc/udev/rules.d/70-persistent-net.rules")));
		files.put("gpu-driver", List.of(MachinePath.of("/etc/X11/xorg.conf"), MachinePath.of("/etc/X11/xorg.conf.d")));
		return files;
	}

	/** @return the rules that keep these items */
	public static List<Rule> rules() {
		return RULES;
	}

	/** @return what has to be found */
	public static List<Want> wants() {
		List<Want> wants = new ArrayList<>();
		for (MachinePath path : List.of(MACHINE_ID, HOSTNAME, RESUME)) {
			wants.add(new Want(path, List.of(), List.of(PathPattern.of("")), CONTENT_LIMIT));
		}
		FILES.values().forEach(paths -> paths.forEach(path -> wants.add(tree(path))));
		wants.add(tree(SSH));
		return wants;
	}

	/** @return the files that hold what an item of that key tells; those that are items by themselves tell their own */
	public static Set<MachinePath> files(String key) {
		return switch (key) {
		case "machine-id" -> Set.of(MACHINE_ID);
		case "hostname" -> Set.of(HOSTNAME);
		case "resume-device" -> Set.of(RESUME);
		default -> {
			int space = key.indexOf(' ');
			boolean path = space > 0 && key.startsWith("/", space + 1) && FILES.containsKey(key.substring(0, space));
			yield path ? Set.of(MachinePath.of(Name.parse(key.substring(space + 1))))
					: key.startsWith(HOST_KEY) ? Set.of(SSH.resolve(Name.parse(key.substring(HOST_KEY.length()))))
							: Set.of();
		}
		};
	}

	private static Want tree(MachinePath path) {
		return Want.tree(path, List.of(PathPattern.of("*/**")));
	}

	/** Adds all items. */
	public void addAll() {
		text(MACHINE_ID).ifPresent(text -> add("machine-id", text.strip()));
		text(HOSTNAME).ifPresent(text -> add("hostname", text.strip()));
		text(RESUME).ifPresent(text -> add("resume-device",
				new ShellAssignments(text).values().getOrDefault("RESUME", "")));
		FILES.forEach((topic, paths) -> {
			boolean single = topic.endsWith("tab");
			for (MachinePath path : paths) {
				for (FileEntry entry : survey().entries(tree(path))) {
					boolean other = topic.equals("network-name") && !isNetworkName(entry);
					if (!other) {
						addFile(single ? topic : topic + " " + entry.path(), entry);
					}
				}
			}
		});
		for (FileEntry entry : survey().entries(tree(SSH))) {
			if (HOST_KEYS.matches(entry.path().relativeTo(SSH))) {
				add(HOST_KEY + entry.path().name(), "there");
			}
		}
	}

	/** The other files there configure networks, and may hold keys to them. */
	private static boolean isNetworkName(FileEntry entry) {
		return entry.path().raw().endsWith(".link") || entry.path().raw().endsWith("70-persistent-net.rules");
	}
}
