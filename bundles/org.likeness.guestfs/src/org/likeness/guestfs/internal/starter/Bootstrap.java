/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.SecretMarks;
import org.likeness.guestfs.internal.Command;

/**
 * Puts a Debian system together in a folder, with mmdebstrap. Its mode <i>unshare</i> is right for root too: packages'
 * scripts and mounts then stay in namespaces of their own, so that nothing of the laptop's is touched, and all of it ends
 * when it is killed.
 */
final class Bootstrap {

	private static final String HOOKS = "/usr/share/mmdebstrap/hooks/";

	private final Path root;
	private final SystemTree tree;
	private final AptAccess access;
	private final PackageCache cache;
	private final Path log;

	/**
	 * @param root   the folder to make
	 * @param tree   what to lay over the packages
	 * @param access how apt gets at packages, written
	 * @param cache  fetched packages
	 * @param log    is overwritten with what mmdebstrap prints; passwords in addresses are left out
	 */
	Bootstrap(Path root, SystemTree tree, AptAccess access, PackageCache cache, Path log) {
		this.root = root;
		this.tree = tree;
		this.access = access;
		this.cache = cache;
		this.log = log;
	}

	/**
	 * @param mergedUsr whether /bin and its like are links into /usr
	 * @throws MachineException           if mmdebstrap fails
	 * @throws OperationCanceledException if the monitor was cancelled; nothing of it runs any more
	 */
	void run(String codename, Recipe recipe, AptSources sources, boolean mergedUsr, SubMonitor progress)
			throws IOException, MachineException {
		List<String> command = command(codename, recipe, sources, mergedUsr);
		BootstrapOutput output = new BootstrapOutput(progress);
		Files.createDirectories(log.getParent());
		int status;
		try (BufferedWriter writer = Files.newBufferedWriter(log)) {
			sources.remarks().forEach(remark -> append(writer, "I: likeness: " + remark));
			status = new Command(command, Map.of("INITRD", "No", "TMPDIR", root.getParent().toString())).run(progress,
					said -> {
						String line = SecretMarks.withoutPasswords(said);
						append(writer, line);
						output.accept(line);
					});
		}
		if (status != 0) {
			throw failure(output);
		}
		cache.prune();
	}

	/** Everybody can read a command line: no password is in it. mmdebstrap's own look at the sources needs none. */
	List<String> command(String codename, Recipe recipe, AptSources sources, boolean mergedUsr) throws IOException {
		List<String> command = new ArrayList<>(List.of("mmdebstrap", "--mode=unshare", "--variant=apt",
				"--format=directory", "--verbose", "--dpkgopt=force-unsafe-io", "--aptopt=Acquire::Retries \"3\"",
				"--skip=essential/unlink", "--include=" + String.join(",", recipe.packages())));
		if (mergedUsr && Files.isDirectory(Path.of(HOOKS + "merged-usr"))) {
			command.add("--hook-dir=" + HOOKS + "merged-usr");
		}
		Path setup = script("setup.sh");
		Path collect = script("collect.sh");
		command.add("--setup-hook=sync-in " + quoted(tree.early()) + " /");
		command.add("--setup-hook=mkdir -p \"$1/var/cache/apt/archives\"");
		command.add("--setup-hook=sync-in " + quoted(cache.folder()) + " /var/cache/apt/archives");
		command.add("--setup-hook=sh " + quoted(setup) + " \"$1\"");
		command.add("--setup-hook=sync-in " + quoted(access.tree()) + " /");
		command.add("--customize-hook=sync-in " + quoted(tree.late()) + " /tmp/likeness");
		command.add("--customize-hook=sh " + quoted(collect) + " \"$1\"");
		command.add("--customize-hook=sync-out /tmp/likeness/debs " + quoted(cache.folder()));
		command.add("--customize-hook=chroot \"$1\" sh /tmp/likeness/customize.sh");
		command.addAll(List.of(codename, root.toString()));
		command.addAll(sources.lines());
		return command;
	}

	/** The user who stands for the clone's root reads it, whatever umask this runs under. */
	private Path script(String name) throws IOException {
		Path script = Files.writeString(root.resolveSibling(name), Recipe.script(name));
		return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rw-r--r--"));
	}

	private MachineException failure(BootstrapOutput output) throws IOException {
		if (output.namesDamagedPackage()) {
			cache.clear();
		}
		String said = String.join("\n", output.errors());
		return new MachineException("The packages of the clone could not be installed", log.toString(),
				"No clone was made." + (said.isEmpty() ? "" : " mmdebstrap says:\n" + said),
				"See that the laptop's package sources can be reached (\"sudo apt update\"), then try again. "
						+ "The file above has all that mmdebstrap printed.");
	}

	/** As mmdebstrap splits its own hooks, and as the shell does. */
	private static String quoted(Path path) {
		return "'" + path.toString().replace("'", "'\\''") + "'";
	}

	private static void append(BufferedWriter writer, String line) {
		try {
			writer.write(line);
			writer.newLine();
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
