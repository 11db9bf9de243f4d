/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.likeness.core.Account;
import org.likeness.core.Facet;
import org.likeness.core.FacetContext;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Inventory;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.OperatingSystem;
import org.likeness.core.PathPattern;
import org.likeness.core.Places;
import org.likeness.core.Rule;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;
import org.likeness.core.Want;

/** Surveys a folder as if it were the root of a machine: as small as the tests of facets allow. */
final class FolderSurvey {

	private final Path root;
	private final Survey.Builder builder = new Survey.Builder();

	private FolderSurvey(Path root) {
		this.root = root;
	}

	/** @return what {@code facet} makes of the machine whose root is {@code root}, with all of its rules in force */
	static Inventory inventory(Facet facet, Path root, String home) throws IOException {
		return inventory(facet, root, context(home, facet.rules()));
	}

	static Inventory inventory(Facet facet, Path root, FacetContext context) throws IOException {
		return facet.inventory(survey(facet, root, context), context);
	}

	static Survey survey(Facet facet, Path root, FacetContext context) throws IOException {
		return survey(root, facet.wants(context));
	}

	/** @return all that is wanted of the machine whose root is {@code root} */
	static Survey survey(Path root, List<Want> wants) throws IOException {
		FolderSurvey survey = new FolderSurvey(root);
		SurveyRequest request = SurveyRequest.of(wants);
		survey.builder.asked(request);
		Places places = Places.of(wants.stream().map(Want::root).toList(), survey::link);
		for (MachinePath way : places.ways()) {
			if (Files.exists(survey.at(way), LinkOption.NOFOLLOW_LINKS)) {
				survey.builder.add(read(survey.at(way), way));
			}
		}
		for (Want want : places.of(request).wants()) {
			survey.find(want);
		}
		return survey.builder.build();
	}

	static FacetContext context(String home, List<Rule> rules) {
		Account user = new Account("ann", 1000, 1000, "Ann", MachinePath.of(home), "/bin/bash");
		return new FacetContext(new SystemDescription(
				new OperatingSystem("debian", "12", "Debian GNU/Linux 12 (bookworm)", "bookworm"), "host",
				List.of(user)), user, rules);
	}

	/** @return a survey of these files alone; the contents are UTF-8 */
	static Survey files(Map<String, String> contents) {
		Survey.Builder builder = new Survey.Builder();
		contents.forEach((path, text) -> {
			byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
			builder.add(file(path, bytes.length)).content(MachinePath.of(path), bytes);
		});
		return builder.build();
	}

	static FileEntry file(String path, long size) {
		return new FileEntry(MachinePath.of(path), FileType.FILE, 0644, 1000, 1000, size, 0, null);
	}

	static FileEntry entry(Name path, FileType type, int mode) {
		return new FileEntry(MachinePath.of(path), type, mode, 1000, 1000, 0, 0, null);
	}

	static FileEntry symlink(String path, String target) {
		return new FileEntry(MachinePath.of(path), FileType.SYMLINK, 0777, 1000, 1000, 0, 0, Name.of(target));
	}

	private Path at(MachinePath path) {
		return root.resolve(path.toString().substring(1));
	}

	private Name link(MachinePath path) {
		try {
			return Files.isSymbolicLink(at(path)) ? Name.of(Files.readSymbolicLink(at(path)).toString()) : null;
		} catch (IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	private void find(Want want) throws IOException {
		if (Files.exists(at(want.root()), LinkOption.NOFOLLOW_LINKS)) {
			walk(want, PathPattern.anyOf(want.leaveOut()), at(want.root()), want.root());
		}
	}

	private void walk(Want want, PathPattern leaveOut, Path file, MachinePath path) throws IOException {
		FileEntry entry = read(file, path);
		builder.add(entry);
		if (want.wantsContents(entry)) {
			if (entry.size() <= want.contentLimit()) {
				builder.content(path, Files.readAllBytes(file));
			} else {
				builder.problem(path, "too large");
			}
		}
		if (entry.isDirectory() && !leaveOut.matches(path.relativeTo(want.root()))) {
			try (Stream<Path> children = Files.list(file)) {
				for (Path child : (Iterable<Path>) children::iterator) {
					walk(want, leaveOut, child, path.resolve(child.getFileName().toString()));
				}
			}
		}
	}

	private static FileEntry read(Path file, MachinePath path) throws IOException {
		Map<String, Object> values = Files.readAttributes(file, "unix:mode,uid,gid,size,lastModifiedTime",
				LinkOption.NOFOLLOW_LINKS);
		int mode = (Integer) values.get("mode");
		FileType type = FileType.ofMode(mode);
		Name target = type == FileType.SYMLINK ? Name.of(Files.readSymbolicLink(file).toString()) : null;
		long mtime = Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).to(TimeUnit.NANOSECONDS);
		return new FileEntry(path, type, mode & 07777, (Integer) values.get("uid"), (Integer) values.get("gid"),
				type == FileType.FILE ? (Long) values.get("size") : 0, mtime, target);
	}
}
