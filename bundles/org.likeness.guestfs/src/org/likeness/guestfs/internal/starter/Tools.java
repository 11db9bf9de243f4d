/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.ThisProcess;

/** What a starter clone is made with: programs of the laptop's, and the rights of the user who runs this. */
final class Tools {

	/** Each program with the Debian package that has it. */
	private static final Map<String, String> PROGRAMS = Map.of("mmdebstrap", "mmdebstrap", "mke2fs", "e2fsprogs",
			"e2fsck",
			"e2fsprogs", "qemu-img", "qemu-utils", "extlinux", "extlinux", "setsid", "util-linux");

	/** These let somebody who is not root make files that belong to the clone's users. */
	private static final Map<String, String> UNPRIVILEGED = Map.of("newuidmap", "uidmap", "setfacl", "acl");

	private static final List<Path> BOOT_CODE = List.of(Path.of("/usr/lib/EXTLINUX/mbr.bin"),
			Path.of("/usr/lib/syslinux/mbr/mbr.bin"));

	private final Optional<Integer> subordinate;

	/** @throws MachineException if something is missing, with the command that installs it */
	Tools() throws MachineException {
		List<String> missing = new ArrayList<>();
		boolean root = ThisProcess.userId() == 0;
		Stream.concat(PROGRAMS.entrySet().stream(), root ? Stream.empty() : UNPRIVILEGED.entrySet().stream())
				.filter(program -> find(program.getKey()).isEmpty()).map(Map.Entry::getValue).distinct().sorted()
				.forEach(missing::add);
		if (!missing.isEmpty()) {
			throw new MachineException("Programs that a starter clone is made with are not installed",
					String.join(", ", missing), "No clone was made.", "Install them: sudo apt install "
							+ String.join(" ", missing));
		}
		subordinate = root ? Optional.empty() : Optional.of(subordinateUser());
	}

	/** @return the code for the first sector of a disk that starts the boot loader of its active partition */
	byte[] bootCode() throws IOException {
		for (Path file : BOOT_CODE) {
			if (Files.exists(file)) {
				return Files.readAllBytes(file);
			}
		}
		throw new IOException("no mbr.bin in " + BOOT_CODE.get(0).getParent());
	}

	/** @return the laptop's user who stands for the clone's root, nothing if this is root itself */
	Optional<Integer> subordinate() {
		return subordinate;
	}

	/** @return a command that runs as the clone's root in relation to files, with no rights to the laptop's */
	List<String> asCloneRoot(List<String> words) {
		List<String> command = new ArrayList<>();
		if (subordinate.isPresent()) {
			command.addAll(List.of("mmdebstrap", "--unshare-helper"));
		}
		command.addAll(words);
		return command;
	}

	/** By {@code subuid(5)}: name or number, first id, count. mmdebstrap takes the first line too. */
	private static int subordinateUser() throws MachineException {
		String name = System.getProperty("user.name");
		LaptopFiles laptop = new LaptopFiles(Path.of("/"));
		return laptop.lines("etc/subuid").stream().map(line -> line.split(":"))
				.filter(fields -> fields.length == 3
						&& (fields[0].equals(name) || fields[0].equals("" + ThisProcess.userId())))
				.map(fields -> fields[1]).filter(id -> id.matches("\\d{1,9}")).map(Integer::valueOf).findFirst()
				.orElseThrow(() -> new MachineException(
						"This user has no subordinate user ids, so can't make files of the "
								+ "clone's users",
						"/etc/subuid", "No clone was made.", "Give some: sudo usermod --add-subuids "
								+ "100000-165535 --add-subgids 100000-165535 " + name + " - or run this with sudo."));
	}

	private static Optional<Path> find(String program) {
		String path = System.getenv().getOrDefault("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin";
		return Stream.of(path.split(":")).filter(folder -> folder.startsWith("/"))
				.map(folder -> Path.of(folder, program))
				.filter(Files::isExecutable).findFirst();
	}
}
