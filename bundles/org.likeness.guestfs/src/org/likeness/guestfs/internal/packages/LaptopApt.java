/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.guestfs.internal.AptProxy;
import org.likeness.guestfs.internal.Command;

/**
 * The laptop's apt, told to take a folder for the system that it works for. The laptop's own packages, sources and lists
 * are neither read nor written. What each setting means is in apt.conf(5).
 */
final class LaptopApt {

	/** What a program printed, errors among it, and how it ended. */
	record Answer(int status, List<String> lines) {

		/** @return the first error among it */
		String error() {
			return lines.stream().filter(line -> line.startsWith("E: ")).findFirst().map(line -> line.substring(3))
					.orElse("apt does not say why");
		}
	}

	/** Of sources that are not on the network, files of the laptop could become packages. */
	private static final List<String> FORBIDDEN = List.of("file", "copy", "cdrom", "ftp", "rsh", "ssh", "mirror",
			"mirror+file", "mirror+copy", "mirror+http", "mirror+https");

	private final Path root;

	/** @param root the folder; its path is plain */
	LaptopApt(Path root) {
		this.root = root;
	}

	/** Writes the settings. */
	void configure(List<String> architectures) throws IOException {
		List<String> lines = new ArrayList<>();
		lines.add(setting("Dir", root));
		lines.add(setting("Dir::Etc", root.resolve("etc/apt")));
		lines.add(setting("Dir::State", root.resolve("var/lib/apt")));
		lines.add(setting("Dir::State::status", root.resolve("var/lib/dpkg/status")));
		lines.add(setting("Dir::State::extended_states", root.resolve("var/lib/apt/extended_states")));
		lines.add(setting("Dir::State::Lists", root.resolveSibling("lists")));
		lines.add(setting("Dir::Cache", root.resolve("var/cache/apt")));
		lines.add(setting("Dir::Log", root.resolve("var/log")));
		lines.add(setting("APT::Architecture", architectures.get(0)));
		architectures.forEach(architecture -> lines.add("APT::Architectures:: \"" + architecture + "\";"));
		FORBIDDEN.forEach(method -> lines.add("Dir::Bin::Methods::" + method + " \"false\";"));
		lines.addAll(List.of("APT::Sandbox::User \"\";", "APT::Install-Recommends \"false\";",
				"APT::Get::AutomaticRemove \"false\";", "APT::Get::Purge \"true\";", "APT::Get::Assume-Yes \"true\";",
				"APT::Get::allow-downgrades \"true\";", "APT::Get::allow-change-held-packages \"true\";",
				"APT::Get::HideAutoRemove \"true\";", "Acquire::Languages \"none\";", "Acquire::Retries \"2\";",
				"APT::Update::Error-Mode \"any\";"));
		lines.addAll(AptProxy.ofThisComputer());
		lines.add("Acquire::http::Proxy::127.0.0.1 \"DIRECT\";"); // no proxy reaches this computer's own
		for (String folder : List.of("etc/apt/apt.conf.d", "etc/apt/sources.list.d", "etc/apt/preferences.d",
				"etc/apt/trusted.gpg.d", "var/lib/apt", "var/lib/dpkg", "var/cache/apt/archives/partial", "var/log",
				"../lists/partial")) {
			Files.createDirectories(root.resolve(folder).normalize());
		}
		Files.write(configuration(), lines);
	}

	/** @return the lines in which dpkg tells what is installed */
	List<String> installed() throws MachineException {
		Path status = root.resolve("var/lib/dpkg/status");
		try {
			return Files.readAllLines(status, StandardCharsets.ISO_8859_1);
		} catch (IOException e) {
			throw new MachineException("What the clone has installed can't be read (" + e + ")", status.toString(),
					"Nothing was changed.", "See that the folder can be read, then try again.", e);
		}
	}

	private static String setting(String name, Object value) {
		return name + " \"" + value + "\";";
	}

	private Path configuration() {
		return root.resolve("apt.conf");
	}

	/** Runs one of apt's programs. */
	Answer run(IProgressMonitor monitor, String... words) throws MachineException {
		List<String> lines = new ArrayList<>();
		try {
			int status = new Command(Arrays.asList(words), Map.of("APT_CONFIG", configuration().toString()))
					.run(monitor, lines::add);
			return new Answer(status, lines);
		} catch (IOException e) {
			throw new MachineException("The laptop's apt can't be run (" + e.getMessage() + ")", words[0],
					"Nothing was changed.", "Install the package apt on the laptop, or leave packages out.", e);
		}
	}
}
