/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntConsumer;

/**
 * What one survey of a machine found: metadata in the order of paths, the contents of the small files that were wanted,
 * and what could not be read. Immutable; may be shared between threads.
 */
public final class Survey {

	/** The problem of a path of a recorded machine that nobody had asked about by then. */
	public static final String NOT_RECORDED = "it was not looked at when this was recorded";

	private final SurveyRequest request;
	/** What whoever answered had been told; {@code null} for everything. */
	private final SurveyRequest limits;
	private final FileEntry[] entries;
	private final Map<MachinePath, byte[]> contents;
	private final Map<MachinePath, String> problems;
	private final List<FileSystem> fileSystems;
	private final Map<MachinePath, Long> written;
	private final Map<MachinePath, SortedSet<MachinePath>> links;

	private Survey(SurveyRequest request, SurveyRequest limits, FileEntry[] entries, Map<MachinePath, byte[]> contents,
			Map<MachinePath, String> problems,
			List<FileSystem> fileSystems, Map<MachinePath, Long> written,
			Map<MachinePath, SortedSet<MachinePath>> links) {
		this.request = request;
		this.limits = limits;
		this.entries = entries;
		this.contents = contents;
		this.problems = problems;
		this.fileSystems = fileSystems;
		this.written = written;
		this.links = links;
	}

	/** @return what was asked for; nothing is known of the rest */
	public SurveyRequest request() {
		return request;
	}

	/**
	 * @return whether there is something at {@code path}, as a program of the machine would find it: what lies behind a
	 *         symlink that no want resolves is unknown
	 */
	public Knowledge knows(MachinePath path) {
		return knows(path, Knowledge.UNKNOWN);
	}

	/** As {@link #knows}, of the path to the letter: nothing can be below a symlink, wherever that leads. */
	Knowledge knowsEntry(MachinePath path) {
		return knows(path, Knowledge.ABSENT);
	}

	private Knowledge knows(MachinePath path, Knowledge belowSymlink) {
		if (entry(path).isPresent()) {
			return Knowledge.PRESENT;
		}
		if (unread(path).isPresent()) {
			return Knowledge.UNKNOWN;
		}
		if (isTold(path, request) && (limits == null || isTold(path, limits))) {
			return Knowledge.ABSENT;
		}
		return symlinkOnTheWay(MachinePath.ROOT, path).isPresent() ? belowSymlink : Knowledge.UNKNOWN;
	}

	private boolean isTold(MachinePath path, SurveyRequest asked) {
		return asked.rootsTelling(path).stream().anyMatch(root -> symlinkOnTheWay(root, path).isEmpty());
	}

	/** @return the path that could not be read, {@code path} or the nearest folder above it; empty if all could */
	private Optional<MachinePath> unread(MachinePath path) {
		if (!problems.isEmpty()) {
			for (MachinePath at = path;; at = at.parent()) {
				if (problems.containsKey(at)) {
					return Optional.of(at);
				}
				if (at.isRoot()) {
					break;
				}
			}
		}
		return Optional.empty();
	}

	/** @return a symlink below {@code root} and above {@code path} that is no root itself, and so was not followed */
	private Optional<FileEntry> symlinkOnTheWay(MachinePath root, MachinePath path) {
		for (MachinePath at = path.parent(); at.startsWith(root) && !at.equals(root); at = at.parent()) {
			if (request.isRoot(at)) {
				continue;
			}
			Optional<FileEntry> entry = entry(at).filter(found -> found.type() == FileType.SYMLINK);
			if (entry.isPresent()) {
				return entry;
			}
		}
		return Optional.empty();
	}

	/** @return whether all that is right in {@code folder} was told: it was entered, and could be read */
	public boolean isListed(MachinePath folder) {
		return wouldTell(folder) && entry(folder).filter(FileEntry::isDirectory).isPresent();
	}

	/** @return whether whatever were right in {@code folder} would have been told, be there such a folder or not */
	boolean wouldTell(MachinePath folder) {
		return unread(folder).isEmpty() && request.enters(folder) && (limits == null || limits.enters(folder))
				&& (request.isRoot(folder) || entry(folder).map(FileEntry::type).orElse(null) != FileType.SYMLINK)
				&& isTold(folder, request);
	}

	/** @return why {@link #knows} says that {@code path} is unknown, for people */
	public String whyUnknown(MachinePath path) {
		Optional<MachinePath> unread = unread(path);
		if (unread.isPresent()) {
			return unread.get() + ": " + problems.get(unread.get());
		}
		return symlinkOnTheWay(MachinePath.ROOT, path)
				.map(symlink -> symlink.path() + " is a symlink, and what it leads to was not looked at")
				.orElse(path + " was not looked at");
	}

	/** @return how many bytes of a file are no holes, as far as is known */
	public long written(FileEntry file) {
		return written.getOrDefault(file.path(), file.size());
	}

	/** @return all names of a file that were found, {@code path} among them; empty if it has just one */
	public SortedSet<MachinePath> links(MachinePath path) {
		return links.getOrDefault(path, Collections.emptySortedSet());
	}

	/** @return all entries, in the order of paths */
	public List<FileEntry> entries() {
		return Collections.unmodifiableList(Arrays.asList(entries));
	}

	/** @return the regular files, in the order of paths */
	List<FileEntry> files() {
		return Arrays.stream(entries).filter(FileEntry::isFile).toList();
	}

	/**
	 * What one want gets of a survey.
	 *
	 * @param entries what is at and below the want's root but for what it leaves out, in the order of paths
	 * @param leftOut the files and folders that matched what it leaves out; what such folders hold is not told
	 */
	public record Part(List<FileEntry> entries, List<FileEntry> leftOut) {
	}

	/** @return both that {@code want} gets and that it leaves out, for whom both matter */
	public Part part(Want want) {
		List<FileEntry> found = new ArrayList<>();
		List<FileEntry> leftOut = new ArrayList<>();
		split(want, i -> found.add(entries[i]), i -> leftOut.add(entries[i]));
		return new Part(found, leftOut);
	}

	/** @return the entries at and below the want's root but for what it leaves out, in the order of paths */
	public List<FileEntry> entries(Want want) {
		List<FileEntry> found = new ArrayList<>();
		split(want, i -> found.add(entries[i]), leftOut -> {
		});
		return found;
	}

	/** @return the files and folders that matched what {@code want} leaves out; what such folders hold is not told */
	public List<FileEntry> leftOut(Want want) {
		List<FileEntry> found = new ArrayList<>();
		split(want, entry -> {
		}, i -> found.add(entries[i]));
		return found;
	}

	private void split(Want want, IntConsumer wanted, IntConsumer leftOut) {
		PathPattern leaveOut = PathPattern.anyOf(want.leaveOut());
		boolean leavesOut = !want.leaveOut().isEmpty();
		int i = indexOf(want.root());
		int end = endOf(want.root(), i);
		while (i < end) {
			if (leavesOut && leaveOut.matches(entries[i].path().relativeTo(want.root()))) {
				leftOut.accept(i);
				i = endOf(entries[i].path(), i);
			} else {
				wanted.accept(i);
				i++;
			}
		}
	}

	/** @return what was found right in {@code folder}, in the order of paths */
	public List<FileEntry> below(MachinePath folder) {
		List<FileEntry> found = new ArrayList<>();
		int i = indexOf(folder);
		int end = endOf(folder, i);
		while (i < end) {
			MachinePath path = entries[i].path();
			if (path.equals(folder)) {
				i++;
			} else {
				if (path.parent().equals(folder)) {
					found.add(entries[i]);
				}
				i = endOf(path, i);
			}
		}
		return found;
	}

	/** @return where what is at and below {@code top} ends, which begins at {@code from} */
	private int endOf(MachinePath top, int from) {
		int low = from;
		int step = 1;
		// Most folders hold little: it is looked for near by first.
		while (low + step < entries.length && entries[low + step].path().startsWith(top)) {
			low += step;
			step <<= 1;
		}
		int high = Math.min(low + step, entries.length);
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (entries[middle].path().startsWith(top)) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	/** @return where {@code path} is, or would be */
	private int indexOf(MachinePath path) {
		int low = 0;
		int high = entries.length;
		while (low < high) {
			int middle = (low + high) >>> 1;
			if (entries[middle].path().compareTo(path) < 0) {
				low = middle + 1;
			} else {
				high = middle;
			}
		}
		return low;
	}

	/** @return the entry at {@code path}, if it was walked and exists */
	public Optional<FileEntry> entry(MachinePath path) {
		int index = indexOf(path);
		return index < entries.length && entries[index].path().equals(path) ? Optional.of(entries[index])
				: Optional.empty();
	}

	/** @return the contents of a file that was wanted and could be read; not a copy: do not change it */
	public Optional<byte[]> content(MachinePath path) {
		return Optional.ofNullable(contents.get(path));
	}

	/** @return all contents; not copies: do not change them */
	public Map<MachinePath, byte[]> contents() {
		return contents;
	}

	/** @return why {@code path} could not be read (permission, too large, not valid…), if so */
	public Optional<String> problem(MachinePath path) {
		return Optional.ofNullable(problems.get(path));
	}

	/** @return what could not be read, with a short reason each */
	public Map<MachinePath, String> problems() {
		return problems;
	}

	/** @return the file systems that the machine's files lie in; empty if that was not found out */
	public List<FileSystem> fileSystems() {
		return fileSystems;
	}

	/** @return the first path of which the other one tells something else; empty if they tell the same */
	Optional<MachinePath> firstDifference(Survey other) {
		for (int i = 0; i < Math.max(entries.length, other.entries.length); i++) {
			FileEntry here = i < entries.length ? entries[i] : null;
			FileEntry there = i < other.entries.length ? other.entries[i] : null;
			if (here == null || !here.equals(there)) {
				return Optional.of((here == null ? there : here).path());
			}
		}
		for (FileEntry entry : entries) {
			MachinePath path = entry.path();
			if (!Arrays.equals(contents.get(path), other.contents.get(path))
					|| !Objects.equals(problems.get(path), other.problems.get(path))) {
				return Optional.of(path);
			}
		}
		return Optional.empty();
	}

	/** @return a builder that was told all of this */
	public Builder toBuilder() {
		Builder all = new Builder().asked(request).knowing(limits);
		for (FileEntry entry : entries) {
			tell(entry, all);
		}
		contents.forEach(all::content);
		problems.forEach(all::problem);
		fileSystems.forEach(all::fileSystem);
		return all;
	}

	/** Tells all that is known of an entry, but for its contents. */
	private void tell(FileEntry entry, Builder builder) {
		builder.add(entry);
		if (links.isEmpty() && written.isEmpty()) {
			return;
		}
		MachinePath path = entry.path();
		SortedSet<MachinePath> names = links(path);
		if (!names.isEmpty()) {
			builder.link(path, names.first());
		}
		if (written.containsKey(path)) {
			builder.written(path, written.get(path));
		}
	}

	/**
	 * Nobody is told what others asked for: what is told may be recorded.
	 *
	 * @param found what was asked for
	 * @return what would have been found if nothing but {@code request} had been
	 */
	Survey narrowed(List<Want> found, SurveyRequest request) {
		return request.wants().containsAll(found) ? this : only(request);
	}

	/** @return what would have been found if nothing but {@code request} had been asked for */
	Survey only(SurveyRequest request) {
		BitSet wanted = new BitSet(entries.length);
		for (Want want : request.wants()) {
			split(want, wanted::set, wanted::set);
		}
		Builder only = new Builder().asked(request).knowing(limits);
		wanted.stream().mapToObj(i -> entries[i]).forEach(entry -> {
			tell(entry, only);
			byte[] content = contents.get(entry.path());
			int limit = content == null ? -1 : request.contentLimit(entry);
			if (entry.size() <= limit) {
				only.content(entry.path(), content);
			} else if (limit >= 0) {
				only.tooLarge(entry, limit);
			}
		});
		problems.forEach((path, reason) -> {
			if (request.wants().stream()
					.anyMatch(want -> path.startsWith(want.root()) || want.root().startsWith(path))) {
				only.problem(path, reason);
			}
		});
		fileSystems.forEach(only::fileSystem);
		return only.build();
	}

	/** Collects what a machine finds; for one thread. An entry told twice counts once. */
	public static final class Builder {

		/** The contents that one survey reads: a dpkg status has 15 MB, all other settings files have less together. */
		static final long MOST_CONTENT_BYTES = 128 << 20;

		private SurveyRequest request = SurveyRequest.of(List.of());
		private long contentBytes;
		private SurveyRequest limits;
		private final List<FileEntry> entries = new ArrayList<>();
		/** Each folder that something was found in: one object for all that is in it. */
		private final Map<MachinePath, MachinePath> folders = new HashMap<>();
		private MachinePath folder;
		/** The last entry of each type: the next one mostly has its mode and owners. */
		private final FileEntry[] last = new FileEntry[FileType.values().length];
		private final Map<MachinePath, byte[]> contents = new HashMap<>();
		private final Map<MachinePath, String> problems = new HashMap<>();
		private final List<FileSystem> fileSystems = new ArrayList<>();
		private final Map<MachinePath, FileAttributes> attributes = new HashMap<>();
		private final Map<MachinePath, Long> written = new HashMap<>();
		private final Map<Object, SortedSet<MachinePath>> links = new HashMap<>();

		/** Tells what is answered; without it the survey knows nothing but what it was told. */
		public Builder asked(SurveyRequest answered) {
			request = answered;
			return this;
		}

		/** Tells that who answers has not seen the machine, but what had been found when this was asked for. */
		public Builder knowing(SurveyRequest recorded) {
			limits = recorded;
			return this;
		}

		public Builder add(FileEntry entry) {
			if (entry.folder() != folder) {
				folder = folders.computeIfAbsent(entry.folder(), path -> path);
			}
			int type = entry.type().ordinal();
			last[type] = entry.sharing(folder, last[type]);
			entries.add(last[type]);
			return this;
		}

		/** Tells the attributes of an entry that was added without, or will be. */
		public Builder attributes(MachinePath path, FileAttributes found) {
			attributes.put(path, found);
			return this;
		}

		/** Tells how many bytes of a file are no holes, if that is fewer than it has. */
		public Builder written(MachinePath path, long bytes) {
			written.put(path, bytes);
			return this;
		}

		/**
		 * Tells that a file has more than one name.
		 *
		 * @param file the same for all names of the file: device and inode, say
		 */
		public Builder link(MachinePath path, Object file) {
			links.computeIfAbsent(file, key -> new TreeSet<>()).add(path);
			return this;
		}

		/** @param bytes the contents, which now belong to the survey */
		public Builder content(MachinePath path, byte[] bytes) {
			contents.put(path, bytes);
			return this;
		}

		/**
		 * Asks before contents are read, whether there is room for them: all that one survey reads is bounded, however many
		 * files a machine has that are wanted.
		 *
		 * @param size the bytes of a file that is about to be read
		 * @return whether it may be; if not, that is told as its problem
		 */
		public boolean takesContent(MachinePath path, long size) {
			if (contentBytes + size > MOST_CONTENT_BYTES) {
				problem(path, "with all files that are read before it there are more than " + (MOST_CONTENT_BYTES >> 20)
						+ " MiB");
				return false;
			}
			contentBytes += size;
			return true;
		}

		/** @param reason short, for people: "permission denied" */
		public Builder problem(MachinePath path, String reason) {
			problems.put(path, reason);
			return this;
		}

		/** Forgets the contents of a file, and says why. */
		Builder withoutContent(MachinePath path, String reason) {
			contents.remove(path);
			return problem(path, reason);
		}

		/** @param limit how many bytes of it would have been read */
		public Builder tooLarge(FileEntry file, int limit) {
			return problem(file.path(), "it has " + file.size() + " bytes, and at most " + limit + " are read");
		}

		public Builder fileSystem(FileSystem fileSystem) {
			fileSystems.add(fileSystem);
			return this;
		}

		/** @return the entries so far, in the order in which they came */
		public List<FileEntry> entries() {
			return Collections.unmodifiableList(entries);
		}

		public Survey build() {
			FileEntry[] sorted = entries.toArray(FileEntry[]::new);
			Arrays.sort(sorted, FileEntry::compareByPath);
			int count = 0;
			for (FileEntry entry : sorted) {
				if (count == 0 || FileEntry.compareByPath(sorted[count - 1], entry) != 0) {
					FileAttributes found = attributes.isEmpty() ? null : attributes.get(entry.path());
					sorted[count++] = found == null ? entry : entry.with(found);
				}
			}
			Map<MachinePath, SortedSet<MachinePath>> names = new HashMap<>();
			for (SortedSet<MachinePath> same : links.values()) {
				if (same.size() > 1) {
					same.forEach(path -> names.put(path, Collections.unmodifiableSortedSet(same)));
				}
			}
			FileEntry[] kept = count == sorted.length ? sorted : Arrays.copyOf(sorted, count);
			return new Survey(request, limits, kept, Map.copyOf(contents), Map.copyOf(problems),
					List.copyOf(fileSystems), Map.copyOf(written), names);
		}
	}
}
