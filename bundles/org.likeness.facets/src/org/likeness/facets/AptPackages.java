/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.likeness.core.ComparedItem;
import org.likeness.core.Facet;
import org.likeness.core.FacetContext;
import org.likeness.core.FacetDraft;
import org.likeness.core.FacetSide;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.PackageState;
import org.likeness.core.PathPattern;
import org.likeness.core.Rule;
import org.likeness.core.Rule.Effect;
import org.likeness.core.Survey;
import org.likeness.core.Want;
import org.likeness.facets.internal.InventoryDraft;
import org.likeness.facets.internal.apt.DebianSystem;
import org.likeness.facets.internal.apt.DpkgJournal;
import org.likeness.facets.internal.apt.DpkgStatus;
import org.likeness.facets.internal.apt.ExtendedStates;
import org.osgi.service.component.annotations.Component;

/**
 * The Debian packages that are installed, as dpkg and apt keep them in files. A package of a foreign architecture is
 * {@code name:architecture}, any other one just {@code name}. One that was removed and not purged is an item of its own,
 * {@code name/config-files}: it is not installed, and its configuration files are there.
 */
@Component
public final class AptPackages implements Facet {

	private static final MachinePath STATUS = DebianSystem.STATUS;
	private static final MachinePath STATES = MachinePath.of("/var/lib/apt/extended_states");

	/** What the key of an item has behind the package's, if only the configuration of that is there any more. */
	private static final String LEFT = "/config-files";

	private static final List<Rule> RULES = List.of(
			Rule.of("kernel", "Kernels, their headers and modules: each machine boots its own.", Effect.KEEP,
					"linux-{image,headers,modules,modules-extra,kbuild,compiler,config,support,base,binary}-*",
					"linux-{image,headers,base,kbuild}", "linux-{image,headers}:*", "*-dkms", "*-modules-dkms",
					"{nvidia,virtualbox,zfs}-modules-*"),
			Rule.of("firmware", "Firmware and microcode: what the hardware of each machine needs.", Effect.KEEP,
					"firmware-*", "*-firmware", "*-firmware-*", "{intel,amd64}-microcode", "{intel,amd64}-microcode:*",
					"iucode-tool", "fwupd", "fwupd-*"),
			Rule.of("boot-loader", "What starts the machine: boot loaders, their signatures and set-up.", Effect.KEEP,
					"grub-*", "grub2*", "shim-*", "extlinux", "syslinux", "syslinux-*", "efibootmgr", "systemd-boot",
					"systemd-boot-*", "refind", "lilo", "os-prober", "mokutil", "sbsigntool", "u-boot-*",
					"flash-kernel"),
			Rule.of("gpu-driver", "Drivers of the graphics hardware of each machine.", Effect.KEEP, "nvidia-*",
					"libnvidia-*", "libgl1-nvidia-*", "libegl-nvidia*", "libglx-nvidia*", "libcuda1*",
					"xserver-xorg-video-*",
					"xserver-xorg-core-nvidia*", "bumblebee*", "primus*", "libva-*-driver*", "*-va-driver*",
					"intel-opencl-icd",
					"mesa-{va,vdpau}-drivers*"),
			Rule.of("guest-tools", "What only a guest needs to get on with its host.", Effect.KEEP, "qemu-guest-agent",
					"spice-vdagent", "spice-webdavd", "open-vm-tools", "open-vm-tools-*", "virtualbox-guest-*",
					"hyperv-daemons", "xe-guest-utilities", "cloud-init", "cloud-guest-utils", "cloud-initramfs-*"),
			Rule.of("left-configuration",
					"What packages leave that are removed and not purged, their configuration files: it stays.",
					Effect.KEEP, "*" + LEFT));

	@Override
	public String id() {
		return "apt-packages";
	}

	@Override
	public String label() {
		return "Installed packages";
	}

	@Override
	public String help() {
		return "The Debian packages that are installed. Two are the same if they have the same version and "
				+ "architecture, were both asked for or both came along with another package, and both are held back or "
				+ "both not.";
	}

	@Override
	public int defaultWeight() {
		return 3;
	}

	@Override
	public List<Rule> rules() {
		return RULES;
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return List.of(Want.file(STATUS), Want.file(STATES), DpkgJournal.want());
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		Optional<Inventory> notApplicable = DebianSystem.notApplicable(survey);
		if (notApplicable.isPresent()) {
			return notApplicable.get();
		}
		Optional<byte[]> content = survey.content(STATUS);
		if (content.isEmpty()) {
			return Inventory.unread(survey.problem(STATUS).map(reason -> STATUS + ": " + reason)
					.orElse("there is no " + STATUS + ": not a Debian system"));
		}
		DpkgJournal journal = new DpkgJournal(survey);
		if (journal.problem() != null) {
			return Inventory.unread("dpkg was interrupted, and what it did last is not known: " + journal.problem());
		}
		InventoryDraft draft = new InventoryDraft(context);
		DpkgStatus status = new DpkgStatus(content.get(), remark -> draft.remark(() -> STATUS + ": " + remark.get()));
		if (!status.isRecognised()) {
			return Inventory.unread(STATUS + " is not a status of dpkg: no paragraph names a package");
		}
		journal.apply(status);
		if (status.isExcessive()) {
			return Inventory.unread(STATUS + " has more packages than any system");
		}
		if (!status.isComplete()) {
			draft.unread(PathPattern.of("**"), STATUS + " has a paragraph that names no package");
		}
		ExtendedStates states = states(survey, draft);
		String nativeArchitecture = status.nativeArchitecture();
		for (DpkgStatus.Entry entry : status.entries()) {
			draft.add(item(entry, nativeArchitecture, states));
		}
		for (DpkgStatus.Entry entry : status.removed()) {
			draft.add(left(entry, nativeArchitecture));
		}
		return draft.build();
	}

	/** Where apt has written nothing, each package was asked for. */
	private static ExtendedStates states(Survey survey, InventoryDraft draft) {
		survey.problem(STATES).ifPresent(reason -> draft
				.remark(STATES + ": " + reason + "; every package is taken as one that was asked for"));
		ExtendedStates states = new ExtendedStates(survey.content(STATES).orElse(new byte[0]));
		if (states.isExcessive()) {
			draft.remark(STATES + ": it has more packages than any system; the rest is passed over");
		}
		if (states.malformed() > 0) {
			draft.remark(STATES + ": " + states.malformed() + " malformed paragraphs; passed over");
		}
		return states;
	}

	private static String key(DpkgStatus.Entry entry, String nativeArchitecture) {
		String architecture = entry.architecture();
		boolean foreign = architecture != null && !architecture.equals("all")
				&& !architecture.equals(nativeArchitecture);
		return foreign ? entry.name() + ":" + architecture : entry.name();
	}

	private static Item left(DpkgStatus.Entry entry, String nativeArchitecture) {
		String key = key(entry, nativeArchitecture) + LEFT;
		return entry.architecture() == null
				? Item.unread(key, "its paragraph in " + STATUS + " has no architecture, or a malformed one")
				: Item.of(key, Map.of("version", entry.version(), "architecture", entry.architecture()));
	}

	private static Item item(DpkgStatus.Entry entry, String nativeArchitecture, ExtendedStates states) {
		String architecture = entry.architecture();
		String key = key(entry, nativeArchitecture);
		if (entry.problem() != null) {
			return Item.unread(key, "its paragraph in " + STATUS + " " + entry.problem());
		}
		Map<String, String> attributes = new TreeMap<>();
		attributes.put("version", entry.version());
		attributes.put("architecture", architecture);
		attributes.put("marked",
				states.isAutomatic(entry.name(), architecture, nativeArchitecture) ? "automatic" : "manual");
		attributes.put("hold", entry.held() ? "yes" : "no");
		if (entry.trouble() != null) {
			attributes.put("status", entry.trouble());
		}
		return Item.of(key, attributes);
	}

	@Override
	public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
		for (ComparedItem item : chosen) {
			Item wanted = item.ofLaptop();
			if (item.key().endsWith(LEFT)) {
				draft.refuse(item.key(), wanted == null
						? "nothing is purged: what the package's own scripts remove then could not be brought back"
						: "only configuration files are there, and no package to bring them");
			} else if (wanted != null && wanted.attributes().containsKey("status")) {
				draft.refuse(item.key(), "it is not settled there: " + wanted.attributes().get("status"));
			} else {
				draft.wish(item.key(), state(item.ofClone()), state(wanted));
			}
		}
	}

	private static PackageState state(Item item) {
		if (item == null) {
			return null;
		}
		Map<String, String> attributes = item.attributes();
		return new PackageState(item.key().split(":")[0], attributes.get("architecture"), attributes.get("version"),
				attributes.get("marked").equals("automatic"), attributes.get("hold").equals("yes"));
	}

	/** Packages have files all over the system, and scripts that change more. */
	@Override
	public boolean isHeldByFiles() {
		return false;
	}
}
