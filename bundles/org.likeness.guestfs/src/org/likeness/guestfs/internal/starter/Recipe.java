/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

import org.likeness.guestfs.Desktop;

/** What goes into a starter clone: packages, the least size, and the scripts that run in it while it is made. */
public final class Recipe {

	private static final long GIBIBYTE = 1L << 30;

	/** A console system that a person can work with, and update. */
	private static final List<String> BASE = List.of("systemd-sysv", "libpam-systemd", "dbus", "udev", "kmod", "login",
			"passwd", "sudo", "locales", "tzdata", "console-setup", "keyboard-configuration", "ca-certificates",
			"iproute2",
			"iputils-ping", "netbase", "procps", "psmisc", "less", "nano", "bash-completion", "e2fsprogs",
			"initramfs-tools",
			"zstd", "linux-image-amd64");

	private static final List<String> CONSOLE_ONLY = List.of("systemd-resolved");

	private static final List<String> XFCE = List.of("xfce4", "xfce4-terminal", "xfce4-notifyd", "xfce4-power-manager",
			"xfce4-screenshooter", "mousepad", "ristretto", "thunar-archive-plugin", "thunar-volman", "tumbler", "gvfs",
			"lightdm", "lightdm-gtk-greeter", "xserver-xorg", "xserver-xorg-video-all", "xserver-xorg-input-all",
			"x11-utils",
			"x11-xserver-utils", "xdg-user-dirs", "xdg-utils", "dconf-gsettings-backend", "dconf-cli", "dbus-x11",
			"at-spi2-core", "policykit-1-gnome", "network-manager", "network-manager-gnome", "pipewire-audio",
			"pavucontrol", "fonts-dejavu", "fonts-noto-color-emoji", "adwaita-icon-theme", "gnome-themes-extra",
			"man-db", "openssh-client", "wget", "spice-vdagent");

	/** What else decides what the clone is like. */
	private static final List<String> INGREDIENTS = List.of("setup.sh", "customize.sh", "collect.sh",
			"SystemTree.class",
			"DiskImage.class");

	private final Desktop desktop;
	private final List<String> packages;

	/** @param extra packages to add */
	public Recipe(Desktop desktop, List<String> extra) {
		this.desktop = desktop;
		List<String> all = new ArrayList<>(BASE);
		all.addAll(desktop == Desktop.NONE ? CONSOLE_ONLY : XFCE);
		all.addAll(extra);
		packages = List.copyOf(all);
	}

	List<String> packages() {
		return packages;
	}

	/** @return the least size in bytes of a disk that leaves room to work in */
	long minimumSize() {
		return desktop == Desktop.NONE ? 2 * GIBIBYTE : 5 * GIBIBYTE;
	}

	/** @return about how many bytes the files of the new system take */
	long estimatedSize() {
		return desktop == Desktop.NONE ? GIBIBYTE : 5 * GIBIBYTE / 2;
	}

	/** @return a digest that changes with what the clone is made of, so that a kept clone is known to be outdated */
	public String digest() {
		try {
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			digest.update(String.join(",", packages).getBytes(StandardCharsets.UTF_8));
			for (String name : INGREDIENTS) {
				digest.update(resource(name));
			}
			return HexFormat.of().formatHex(digest.digest(), 0, 8);
		} catch (NoSuchAlgorithmException e) {
			throw new IllegalStateException(e); // every Java has SHA-256
		}
	}

	/** @return the text of a script that lies beside this class */
	static String script(String name) {
		return new String(resource(name), StandardCharsets.UTF_8);
	}

	private static byte[] resource(String name) {
		try (InputStream in = Recipe.class.getResourceAsStream(name)) {
			return in.readAllBytes();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
