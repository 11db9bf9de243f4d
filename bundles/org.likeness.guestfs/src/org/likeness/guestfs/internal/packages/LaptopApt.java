/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.SecretMarks;
import org.likeness.guestfs.internal.AptSettings;
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

	/** With what apt looks at signatures, unpacks lists and patches them. */
	private static final Set<String> WITHOUT_SOURCES = Set.of("gpgv", "sqv", "store", "rred");
	private static final Set<String> NETWORK = Set.of("http", "https");
	private static final String UNSANDBOXED = "performed unsandboxed as root";

	private final Path root;
	private final FetchUser user;

	/**
	 * @param root the folder; its path is plain, and {@code user} can get to it
	 * @param user as whom packages are fetched
	 */
	LaptopApt(Path root, FetchUser user) {
		this.root = root;
		this.user = user;
	}

	/**
	 * Writes the settings, and lets those see what the clone has that have to.
	 *
	 * @param laptop        what counts of the laptop's own settings
	 * @param architectures the clone's, its own first
	 */
	void configure(AptSettings laptop, List<String> architectures) throws IOException {
		List<String> lines = new ArrayList<>();
		lines.add(setting("Dir", root));
		lines.add(setting("Dir::Etc", root.resolve("etc/apt")));
		lines.add(setting("Dir::State", root.resolve("var/lib/apt")));
		lines.add(setting("Dir::State::status", root.resolve("var/lib/dpkg/status")));
		lines.add(setting("Dir::State::extended_states", root.resolve("var/lib/apt/extended_states")));
		lines.add(setting("Dir::State::Lists", root.resolveSibling("lists")));
		lines.add(setting("Dir::Cache", root.resolve("var/cache/apt")));
		lines.add(setting("Dir::Log", root.resolve("var/log")));
		lines.add(setting("Dir::Bin::methods", methods(laptop)));
		lines.add(setting("APT::Architecture", architectures.get(0)));
		architectures.forEach(architecture -> lines.add("APT::Architectures:: \"" + architecture + "\";"));
		lines.add(setting("APT::Sandbox::User", user.name()));
		lines.addAll(List.of("APT::Install-Recommends \"false\";", "APT::Get::AutomaticRemove \"false\";",
				"APT::Get::Assume-Yes \"true\";", "APT::Get::allow-downgrades \"true\";",
				"APT::Get::allow-change-held-packages \"true\";", "APT::Get::HideAutoRemove \"true\";",
				"Acquire::Languages \"none\";", "Acquire::Retries \"2\";", "APT::Update::Error-Mode \"any\";"));
		lines.addAll(laptop.proxies());
		lines.add("Acquire::http::Proxy::127.0.0.1 \"DIRECT\";"); // no proxy reaches this computer's own
		for (String folder : List.of("etc/apt/apt.conf.d", "etc/apt/sources.list.d", "etc/apt/preferences.d",
				"etc/apt/trusted.gpg.d", "var/lib/apt", "var/lib/dpkg", "var/cache/apt/archives/partial", "var/log",
				"../lists/partial")) {
			Files.createDirectories(root.resolve(folder).normalize());
		}
		Files.write(configuration(), lines);
		showToUser();
		user.give(root.resolveSibling("lists/partial"));
		user.give(root.resolve("var/cache/apt/archives/partial"));
	}

	/**
	 * What apt has no method for it can't fetch by. Of sources that are not on the network, files of the laptop could
	 * become packages, and a package of anybody's can bring methods.
	 */
	private Path methods(AptSettings laptop) throws IOException {
		Path folder = Files.createDirectories(root.resolve("methods"));
		Set<String> names = new TreeSet<>(WITHOUT_SOURCES);
		names.addAll(NETWORK);
		names.addAll(laptop.allowed());
		for (String name : names) {
			Path method = laptop.methods().resolve(name);
			if (Files.isExecutable(method)) {
				Files.createSymbolicLink(folder.resolve(name), method);
			}
		}
		Path local = Files.createDirectories(root.resolve("local"));
		Files.createSymbolicLink(local.resolve("file"), laptop.methods().resolve("file"));
		return folder;
	}

	/** @return the words that let apt take files for packages as well; not for when sources are asked */
	List<String> withFiles() {
		return List.of("-o", "Dir::Bin::Methods::file=" + root.resolve("local/file"));
	}

	/** Keyrings and lists, whatever this process lets others see of what it makes; but no passwords of sources. */
	private void showToUser() throws IOException {
		try (Stream<Path> all = Files.walk(root)) {
			for (Path file : all.filter(file -> !Files.isSymbolicLink(file))
					.sorted(Comparator.reverseOrder()).toList()) {
				boolean secret = file.equals(configuration()) || file.startsWith(root.resolve("etc/apt/sources.list"))
						|| file.startsWith(root.resolve("etc/apt/sources.list.d"));
				Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(
						Files.isDirectory(file) ? secret ? "rwx------" : "rwxr-xr-x"
								: secret ? "rw-------" : "rw-r--r--"));
			}
		}
		Files.setPosixFilePermissions(root.resolveSibling("lists"), PosixFilePermissions.fromString("rwxr-xr-x"));
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
		int status;
		try {
			status = new Command(Arrays.asList(words), Map.of("APT_CONFIG", configuration().toString()))
					.run(monitor, line -> lines.add(SecretMarks.withoutPasswords(line)));
		} catch (IOException e) {
			throw new MachineException("The laptop's apt can't be run (" + e.getMessage() + ")", words[0],
					"Nothing was changed.", "Install the package apt on the laptop, or leave packages out.", e);
		}
		if (lines.stream().anyMatch(line -> line.contains(UNSANDBOXED))) {
			throw new MachineException("apt would fetch packages as root, for its user " + user.name()
					+ " can't get to its folder", root.getParent().toString(), "The clone is as it was.",
					"See that the folders above it let others through (chmod o+x).");
		}
		return new Answer(status, lines);
	}
}
