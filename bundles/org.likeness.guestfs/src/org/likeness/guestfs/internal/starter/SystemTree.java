/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.likeness.core.MachineException;

/**
 * The files that make a bare Debian system take after the laptop. They are written below a folder that mmdebstrap copies
 * into the new root: {@code early/} before any package is configured, so that the packages' own scripts take them up, and
 * {@code tmp/likeness/} for the script that finishes the system.
 */
final class SystemTree {

	private static final String KEYBOARD = "XKBMODEL=\"pc105\"\nXKBLAYOUT=\"us\"\nXKBVARIANT=\"\"\nXKBOPTIONS=\"\"\n\n"
			+ "BACKSPACE=\"guess\"\n";
	private static final String CONSOLE = "ACTIVE_CONSOLES=\"/dev/tty[1-6]\"\nCHARMAP=\"UTF-8\"\nCODESET=\"guess\"\n"
			+ "FONTFACE=\"Fixed\"\nFONTSIZE=\"8x16\"\nVIDEOMODE=\n";
	private static final String NETWORK = "[Match]\nName=en* eth*\n\n[Network]\nDHCP=yes\n";

	private final Path folder;
	private final LaptopFiles laptop;

	SystemTree(Path folder, LaptopFiles laptop) {
		this.folder = folder;
		this.laptop = laptop;
	}

	Path early() {
		return folder.resolve("early");
	}

	/** @return what goes to /tmp/likeness in the new root */
	Path late() {
		return folder.resolve("finish");
	}

	/** Writes what the packages take up when they are configured. */
	void writeEarly() throws IOException, MachineException {
		Path etc = early().resolve("etc");
		Optional<String> locale = laptop.text("etc/default/locale");
		if (locale.isPresent()) {
			write(etc.resolve("default/locale"), locale.get());
		}
		write(etc.resolve("locale.gen"),
				localesToGenerate().stream().map(line -> line + "\n").collect(Collectors.joining()));
		write(etc.resolve("default/keyboard"), laptop.text("etc/default/keyboard").orElse(KEYBOARD));
		write(etc.resolve("default/console-setup"), laptop.text("etc/default/console-setup").orElse(CONSOLE));
		String zone = laptop.timeZone().orElse("Etc/UTC");
		write(etc.resolve("timezone"), zone + "\n");
		Files.createSymbolicLink(etc.resolve("localtime"), Path.of("/usr/share/zoneinfo", zone));
	}

	/** The locales that the laptop has made, and those that its settings name. */
	private Set<String> localesToGenerate() throws MachineException {
		Set<String> lines = new TreeSet<>();
		laptop.lines("etc/locale.gen").stream().map(String::strip)
				.filter(line -> line.matches("[A-Za-z0-9_.@-]+ [A-Za-z0-9-]+")).forEach(lines::add);
		for (String name : laptop.variables("etc/default/locale").values()) {
			if (name.matches("[a-z]{2,3}_[A-Z]{2}\\.(UTF-8|utf8)(@[a-z]+)?")) {
				lines.add(name.replace("utf8", "UTF-8") + " UTF-8");
			}
		}
		return lines;
	}

	/** Writes what is laid over the finished system, and what the finishing script needs. */
	void writeLate(AptSources sources, Optional<StarterUser> user, String password, String fileSystem)
			throws IOException, MachineException {
		String host = laptop.hostname() + "-clone";
		Path etc = late().resolve("late/etc");
		write(etc.resolve("hostname"), host + "\n");
		write(etc.resolve("hosts"), "127.0.0.1\tlocalhost\n127.0.1.1\t" + host + "\n\n"
				+ "::1\tlocalhost ip6-localhost ip6-loopback\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n");
		write(etc.resolve("fstab"), "# <file system> <mount point> <type> <options> <dump> <pass>\nUUID=" + fileSystem
				+ " / ext4 errors=remount-ro 0 1\n");
		write(etc.resolve("systemd/network/80-likeness.network"), NETWORK);
		for (var file : sources.files().entrySet()) {
			write(late().resolve("late").resolve(file.getKey()), file.getValue());
		}
		write(late().resolve("late/boot/extlinux/extlinux.conf"), "DEFAULT linux\nPROMPT 0\nTIMEOUT 0\n\nLABEL linux\n"
				+ "\tLINUX /vmlinuz\n\tINITRD /initrd.img\n\tAPPEND root=UUID=" + fileSystem
				+ " ro quiet console=ttyS0,115200 console=tty0\n");
		write(late().resolve("user"), user.map(SystemTree::describe).orElse(""));
		write(late().resolve("groups"),
				user.map(who -> who.groups().stream().map(name -> name + "\n").collect(Collectors.joining()))
						.orElse(""));
		write(late().resolve("customize.sh"), Recipe.script("customize.sh"));
		Path secret = late().resolve("password");
		Files.createFile(secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		Files.writeString(secret, password + "\n");
	}

	/** A line for each, in the order in which the finishing script reads them. */
	private static String describe(StarterUser user) {
		return String.join("\n", user.name(), Integer.toString(user.uid()), Integer.toString(user.gid()), user.group(),
				user.home(), user.shell(), user.fullName()) + "\n";
	}

	/** The system's folders and files are for all to read, whatever umask this runs under. */
	private static void write(Path file, String text) throws IOException {
		createFolder(file.getParent());
		Files.writeString(file, text);
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
	}

	private static void createFolder(Path path) throws IOException {
		if (Files.isDirectory(path)) {
			return;
		}
		createFolder(path.getParent());
		Files.createDirectory(path);
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
	}
}
