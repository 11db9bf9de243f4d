/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.jgit.errors.ConfigInvalidException;
import org.eclipse.jgit.lib.Config;
import org.likeness.core.MachineException;
import org.likeness.core.UntrustedFolder;

/**
 * A repository that may come from anywhere, looked at before JGit opens it, and for the person who runs git in it
 * afterwards: nothing in it leads elsewhere, and none of its settings or hooks starts a program (git-config(1),
 * gitrepository-layout(5)). Of settings only those are let through that are known to do neither.
 */
public final class UntrustedRepository {

	private static final int MOST_SETTINGS = 1 << 16;

	/** What makes Git look for objects, references or settings in another place. */
	private static final List<String> LEADING_ELSEWHERE = List.of("commondir", "gitdir", "objects/info/alternates",
			"objects/info/http-alternates", "config.worktree");

	/** By section; all in small letters, as Git compares them. */
	private static final Map<String, Set<String>> HARMLESS = Map.of("core",
			Set.of("repositoryformatversion", "filemode", "bare", "logallrefupdates", "ignorecase", "precomposeunicode",
					"symlinks", "hidedotfiles", "fsync", "fsyncmethod", "fsyncobjectfiles", "fsyncreffiles",
					"compression",
					"loosecompression", "sharedrepository", "bigfilethreshold", "commitgraph", "multipackindex"),
			"user", Set.of("name", "email", "useconfigonly"), //
			"gc", Set.of("auto", "autopacklimit", "autodetach", "pruneexpire", "reflogexpire", "packrefs", "cruftpacks",
					"writecommitgraph", "bigpackthreshold"),
			"pack", Set.of("window", "depth", "threads", "compression", "windowmemory", "packsizelimit", "indexversion",
					"writebitmaps"),
			"repack", Set.of("writebitmaps", "usedeltabaseoffset", "packkeptobjects"), //
			"maintenance", Set.of("auto", "strategy"), //
			"remote", Set.of("url", "pushurl", "fetch", "push", "mirror", "prune", "prunetags", "tagopt", "lfsurl"),
			"branch", Set.of("remote", "merge", "rebase", "pushremote", "description"), //
			"receive", Set.of("denynonfastforwards", "denydeletes", "fsckobjects"), //
			"lfs", Set.of("repositoryformatversion", "url", "locksverify", "access"));

	private final Path folder;

	/** @param folder the repository; must exist */
	public UntrustedRepository(Path folder) {
		this.folder = folder;
	}

	/** @throws MachineException if it can't be opened safely; nothing is changed */
	public void check() throws MachineException {
		new UntrustedFolder(folder).checkTree();
		for (String name : LEADING_ELSEWHERE) {
			if (Files.exists(folder.resolve(name), LinkOption.NOFOLLOW_LINKS)) {
				throw refusal("The history says that parts of it are in another place, which is not looked at",
						folder.resolve(name),
						"Bring them here with plain git (git repack -a -d), then delete this file.");
			}
		}
		try {
			checkHooks();
			checkSettings();
		} catch (IOException | ConfigInvalidException e) {
			throw Failures.unreadable(folder, e);
		}
	}

	private void checkHooks() throws IOException, MachineException {
		Path hooks = folder.resolve("hooks");
		if (!Files.isDirectory(hooks, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		try (Stream<Path> files = Files.list(hooks)) {
			for (Path hook : (Iterable<Path>) files::iterator) {
				if (!hook.getFileName().toString().endsWith(".sample")) {
					throw refusal("The history holds a program, which git would run", hook,
							"If you have made it, move it to a folder of your own that your core.hooksPath names. If not, "
									+ "delete it, and mistrust where the clone came from.");
				}
			}
		}
	}

	private void checkSettings() throws IOException, ConfigInvalidException, MachineException {
		Path file = folder.resolve("config");
		if (!Files.exists(file)) {
			return;
		}
		if (Files.size(file) > MOST_SETTINGS) {
			throw refusal("The settings of the history are too long", file,
					"Write them anew: git init --bare makes some.");
		}
		Config config = new Config(); // a plain one includes no other files
		config.fromText(Files.readString(file, StandardCharsets.ISO_8859_1));
		for (String section : config.getSections()) {
			check(file, section, null, config.getNames(section), config);
			for (String subsection : config.getSubsections(section)) {
				check(file, section, subsection, config.getNames(section, subsection), config);
			}
		}
	}

	private static void check(Path file, String section, String subsection, Set<String> names, Config config)
			throws MachineException {
		for (String name : names) {
			boolean harmless = HARMLESS.getOrDefault(section.toLowerCase(Locale.ROOT), Set.of())
					.contains(name.toLowerCase(Locale.ROOT));
			// "ext::PROGRAM" as an address runs it.
			for (String value : config.getStringList(section, subsection, name)) {
				harmless &= value == null || !value.contains("::");
			}
			if (!harmless) {
				String key = section + (subsection == null ? "" : "." + subsection) + "." + name;
				throw refusal("The history has a setting that could run a program or lead elsewhere: " + key, file,
						"If you have made it, move it to your own ~/.gitconfig (git config --global). If not, delete it, and "
								+ "mistrust where the clone came from.");
			}
		}
	}

	private static MachineException refusal(String what, Path where, String remedy) {
		return new MachineException(what, where.toString(), "Nothing was changed.", remedy);
	}
}
