/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.Digest;
import org.likeness.core.FileChange;
import org.likeness.core.FileType;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PackageKeyrings;
import org.likeness.core.Places;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/**
 * The files by which apt knows a clone: what is installed, where packages come from, whom to trust. They are written into
 * a folder of the laptop's, where its own apt reads them in place of its own.
 */
final class AptFiles {

	private static final MachinePath STATUS = MachinePath.of("/var/lib/dpkg/status");
	private static final MachinePath STATES = MachinePath.of("/var/lib/apt/extended_states");
	private static final MachinePath ARCHITECTURES = MachinePath.of("/var/lib/dpkg/arch");
	private static final MachinePath SETTINGS = MachinePath.of("/etc/apt");

	/**
	 * Passwords (auth.conf) and the clone's own settings, which can name programs, stay out. Each file is asked for by
	 * itself: what is a symlink is resolved then, as for who else asks for it.
	 */
	private static final SurveyRequest REQUEST = SurveyRequest.of(Stream.concat(
			Stream.of(Want.file(STATUS), Want.file(STATES), Want.file(ARCHITECTURES),
					Want.file(SETTINGS.resolve("sources.list")),
					Want.contents(SETTINGS.resolve("sources.list.d"), "*.{list,sources}"),
					Want.file(SETTINGS.resolve("preferences")), Want.contents(SETTINGS.resolve("preferences.d"), "*"),
					Want.file(PackageKeyrings.TRUSTED)),
			PackageKeyrings.FOLDERS.stream().map(folder -> Want.contents(folder, "**"))).toList());

	/** No other name is written on the laptop. */
	private static final Pattern PLAIN = Pattern.compile("(/[A-Za-z0-9_+-][A-Za-z0-9._+-]*)+");
	private static final Pattern SIGNED_BY = Pattern
			.compile("(?i)(signed-by\\s*[=:]\\s*)((?:/[^\\s\\]]+(?:[, \\t]|\\n[ \\t])*)+)");
	private static final Pattern ARCHITECTURE = Pattern.compile("[a-z0-9][a-z0-9-]*");
	private static final Pattern DPKG = Pattern.compile("(?m)^Package: dpkg$");
	private static final Pattern OWN_ARCHITECTURE = Pattern.compile("(?m)^Architecture: (\\S+)$");

	/** What was asked for, where it is: a folder of apt's may lie behind a symlink. */
	private final SurveyRequest there;
	private final Places places;
	/** By where they are. */
	private final Map<MachinePath, byte[]> contents;
	/** Where symlinks lead; of keyrings, which are named by them. */
	private final Map<MachinePath, MachinePath> links = new TreeMap<>();

	/** @param survey what {@link #request} came to */
	AptFiles(Survey survey) {
		this.places = survey.places();
		this.there = places.of(REQUEST);
		this.contents = new TreeMap<>(survey.contents());
		survey.entries().stream().filter(entry -> entry.type() == FileType.SYMLINK)
				.forEach(link -> links.put(link.path(), PackageKeyrings.target(link)));
	}

	static SurveyRequest request() {
		return REQUEST;
	}

	/** Makes them what they will be once those changes are made; contents that are copied are read in {@code source}. */
	void change(List<FileChange> changes, Machine source, IProgressMonitor monitor) throws MachineException {
		Map<MachinePath, MachinePath> copied = new HashMap<>();
		for (FileChange change : changes) {
			MachinePath path = change.path();
			links.remove(path);
			if (change.after() != null && change.after().type() == FileType.SYMLINK) {
				links.put(path, PackageKeyrings.target(change.after()));
			}
			if (change.after() == null || !change.after().isFile()) {
				contents.remove(path);
			} else if (there.wantsContents(change.after())) {
				if (change.content() instanceof FileChange.Made made) {
					contents.put(path, made.bytes());
				} else if (change.content() instanceof FileChange.Copied copy) {
					copied.put(copy.file().path(), path);
				}
			}
		}
		if (!copied.isEmpty()) {
			source.read(copied.keySet(),
					(path, size, content) -> contents.put(copied.get(path), content.readAllBytes()),
					monitor);
		}
	}

	/** @return that of dpkg itself, then those of foreign packages; empty if the clone has no dpkg */
	List<String> architectures() {
		Set<String> all = new LinkedHashSet<>();
		content(STATUS).map(AptFiles::text).ifPresent(status -> {
			Matcher dpkg = DPKG.matcher(status);
			if (dpkg.find()) {
				// In two steps: one pattern for the whole paragraph takes a stack as deep as the paragraph is long.
				int end = status.indexOf("\n\n", dpkg.end());
				Matcher own = OWN_ARCHITECTURE.matcher(status).region(dpkg.end(), end < 0 ? status.length() : end);
				if (own.find()) {
					all.add(own.group(1));
				}
			}
		});
		if (!all.isEmpty()) {
			content(ARCHITECTURES).ifPresent(lines -> text(lines).lines().forEach(all::add));
		}
		all.removeIf(name -> !ARCHITECTURE.matcher(name).matches());
		return List.copyOf(all);
	}

	/** @return a digest of where packages come from */
	Digest sources() {
		StringBuilder all = new StringBuilder();
		named(contents).forEach((path, content) -> {
			if (path.startsWith(SETTINGS)) {
				all.append(path).append(' ').append(digest(content)).append('\n');
			}
		});
		return digest(all.toString().getBytes(StandardCharsets.UTF_8));
	}

	private static Digest digest(byte[] bytes) {
		return Digest.of(Digest.computation().digest(bytes));
	}

	/** Writes them below a folder, where the keyrings that sources name are those below it too. */
	void write(Path root) throws IOException {
		Map<MachinePath, byte[]> all = named(contents);
		Map<MachinePath, MachinePath> leading = named(links);
		leading.keySet().forEach(link -> behind(link, leading, all).ifPresent(found -> all.putIfAbsent(link, found)));
		for (var entry : all.entrySet()) {
			String path = entry.getKey().raw();
			if (PLAIN.matcher(path).matches()) {
				Path file = root.resolve(path.substring(1));
				Files.createDirectories(file.getParent());
				boolean source = path.startsWith("/etc/apt/sources.list");
				Files.write(file, source ? withKeyringsBelow(root, entry.getValue()) : entry.getValue());
			}
		}
	}

	/** @return what a link leads to, if that was read */
	private static Optional<byte[]> behind(MachinePath link, Map<MachinePath, MachinePath> links,
			Map<MachinePath, byte[]> all) {
		MachinePath at = link;
		for (int i = 0; i < links.size() && links.containsKey(at); i++) {
			at = links.get(at);
		}
		return Optional.ofNullable(all.get(at));
	}

	/** @return those also by the names that apt and the sources know them by */
	private <T> Map<MachinePath, T> named(Map<MachinePath, T> found) {
		Map<MachinePath, T> all = new TreeMap<>(found);
		for (Want want : REQUEST.wants()) {
			MachinePath root = want.root();
			MachinePath place = places.of(root);
			if (!place.equals(root)) {
				found.forEach((path, what) -> {
					if (path.startsWith(place)) {
						all.putIfAbsent(path.equals(place) ? root : root.resolve(path.relativeTo(place)), what);
					}
				});
			}
		}
		return all;
	}

	private static byte[] withKeyringsBelow(Path root, byte[] source) {
		String moved = SIGNED_BY.matcher(text(source)).replaceAll(match -> Matcher.quoteReplacement(match.group(1)
				+ match.group(2).replaceAll("(^|[,\\s])/", "$1" + Matcher.quoteReplacement(root + "/"))));
		return moved.getBytes(StandardCharsets.ISO_8859_1);
	}

	private Optional<byte[]> content(MachinePath path) {
		return Optional.ofNullable(contents.getOrDefault(path, contents.get(places.of(path))));
	}

	private static String text(byte[] bytes) {
		return new String(bytes, StandardCharsets.ISO_8859_1);
	}
}
