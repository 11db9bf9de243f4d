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
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/**
 * What one survey of a machine found: metadata in the order of paths, the contents of the small files that were wanted,
 * and what could not be read. Immutable; may be shared between threads.
 */
public final class Survey {

	/** The problem of a path of a recorded machine that nobody had asked about by then. */
	public static final String NOT_RECORDED = "it was not looked at when this was recorded";

	private final SurveyRequest request;
	/** Where what was asked for really is: entries, contents and problems are told there. */
	private final Places places;
	private final SurveyRequest there;
	private final boolean followed;
	/** What whoever answered had been told, where that was; {@code null} for everything. */
	private final SurveyRequest limits;
	private final FileEntry[] entries;
	private final Map<MachinePath, byte[]> contents;
	private final Map<MachinePath, String> problems;
	private final List<FileSystem> fileSystems;
	private final Map<MachinePath, Long> written;
	private final Map<MachinePath, SortedSet<MachinePath>> links;

	private Survey(SurveyRequest request, SurveyRequest limits, boolean followed, FileEntry[] entries,
			Map<MachinePath, byte[]> contents, Map<MachinePath, String> problems, List<FileSystem> fileSystems,
			Map<MachinePath, Long> written, Map<MachinePath, SortedSet<MachinePath>> links) {
		this.request = request;
		this.limits = limits;
		this.followed = followed;
		this.entries = entries;
		this.contents = contents;
		this.problems = problems;
		this.fileSystems = fileSystems;
		this.written = written;
		this.links = links;
		this.places = places(request);
		this.there = places.of(request);
	}

	private Places places(SurveyRequest asked) {
		return followed ? Places.of(asked.wants().stream().map(Want::root).distinct().toList(),
				path -> found(path).map(FileEntry::linkTarget).orElse(null)) : Places.NONE;
	}

	/** @return where what is told to be at a path really is, which may lie behind symlinks */
	public Places places() {
		return places;
	}

	/** @return an entry that was told below a root, by where it is */
	FileEntry where(FileEntry told) {
		return places.isEmpty() ? told
				: at(told.type() == FileType.SYMLINK ? places.ofLink(told.path()) : places.of(told.path()), told);
	}

	/** @return the same entry at another path; {@code null} for none */
	static FileEntry at(MachinePath path, FileEntry entry) {
		return entry == null || entry.path().equals(path) ? entry
				: new FileEntry(path, entry.type(), entry.mode(), entry.uid(), entry.gid(), entry.size(),
						entry.mtimeNanos(), entry.linkTarget(), entry.attributes());
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
		return knows(places.of(path), Knowledge.UNKNOWN);
	}

	/** As {@link #knows}, of the path to the letter: nothing can be below a symlink, wherever that leads. */
	Knowledge knowsEntry(MachinePath path) {
		return knows(places.ofLink(path), Knowledge.ABSENT);
	}

	private Knowledge knows(MachinePath path, Knowledge belowSymlink) {
		if (found(path).isPresent()) {
			return Knowledge.PRESENT;
		}
		if (unread(path).isPresent()) {
			return Knowledge.UNKNOWN;
		}
		if (isTold(path, there) && (limits == null || isTold(path, limits))) {
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
			if (there.isRoot(at)) {
				continue;
			}
			Optional<FileEntry> entry = found(at).filter(found -> found.type() == FileType.SYMLINK);
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
		MachinePath place = places.of(folder);
		return unread(place).isEmpty() && there.enters(place) && (limits == null || limits.enters(place))
				&& (there.isRoot(place) || found(place).map(FileEntry::type).orElse(null) != FileType.SYMLINK)
				&& isTold(place, there);
	}

	/** @return why {@link #knows} says that {@code told} is unknown, for people */
	public String whyUnknown(MachinePath told) {
		MachinePath path = places.of(told);
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
		return written.getOrDefault(places.of(file.path()), file.size());
	}

	/** @return all names of a file that were found, where they are; empty if it has just one */
	public SortedSet<MachinePath> links(MachinePath path) {
		return links.getOrDefault(places.of(path), Collections.emptySortedSet());
	}

	/** @return all entries where they are, in the order of paths */
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
		split(want, found::add, leftOut::add);
		return new Part(found, leftOut);
	}

	/** @return the entries at and below the want's root but for what it leaves out, in the order of paths */
	public List<FileEntry> entries(Want want) {
		List<FileEntry> found = new ArrayList<>();
		split(want, found::add, leftOut -> {
		});
		return found;
	}

	/** @return the files and folders that matched what {@code want} leaves out; what such folders hold is not told */
	public List<FileEntry> leftOut(Want want) {
		List<FileEntry> found = new ArrayList<>();
		split(want, entry -> {
		}, found::add);
		return found;
	}

	/** Tells what a want gets and what it leaves out, by the paths below its root as that was asked for. */
	private void split(Want want, Consumer<FileEntry> wanted, Consumer<FileEntry> leftOut) {
		Want place = places.of(want);
		IntFunction<FileEntry> told = place == want ? i -> entries[i]
				: i -> at(want.root(), place.root(), entries[i]);
		indexes(place, i -> wanted.accept(told.apply(i)), i -> leftOut.accept(told.apply(i)));
	}

	private static FileEntry at(MachinePath root, MachinePath place, FileEntry entry) {
		return at(entry.path().equals(place) ? root : root.resolve(entry.path().relativeTo(place)), entry);
	}

	private void indexes(Want want, IntConsumer wanted, IntConsumer leftOut) {
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

	/** @return what was found right in a folder, in the order of paths */
	public List<FileEntry> below(MachinePath told) {
		MachinePath folder = places.of(told);
		List<FileEntry> found = new ArrayList<>();
		int i = indexOf(folder);
		int end = endOf(folder, i);
		while (i < end) {
			MachinePath path = entries[i].path();
			if (path.equals(folder)) {
				i++;
			} else {
				if (path.parent().equals(folder)) {
					found.add(at(told, folder, entries[i]));
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

	/** @return the entry at {@code path}, if it was walked and exists; of the root of a want, what it leads to */
	public Optional<FileEntry> entry(MachinePath path) {
		return places.isEmpty() ? found(path) : found(places.of(path)).map(entry -> at(path, entry));
	}

	/**
	 * @return the entry at {@code path} to the letter: the symlink, where there is one, whether a want asks for what it
	 *         leads to or not
	 */
	public Optional<FileEntry> unfollowed(MachinePath path) {
		return places.isEmpty() ? found(path) : found(places.ofLink(path)).map(entry -> at(path, entry));
	}

	private Optional<FileEntry> found(MachinePath path) {
		int index = indexOf(path);
		return index < entries.length && entries[index].path().equals(path) ? Optional.of(entries[index])
				: Optional.empty();
	}

	/** @return the entry of a file; where nobody looked, that of a private one of which nothing else is known */
	FileEntry entryOrPrivate(MachinePath path, long size) {
		return entry(path).orElseGet(() -> new FileEntry(path, FileType.FILE, 0, 0, 0, size, 0, null));
	}

	/** @return the contents of a file that was wanted and could be read; not a copy: do not change it */
	public Optional<byte[]> content(MachinePath path) {
		return Optional.ofNullable(contents.get(places.of(path)));
	}

	/** @return all contents by where they are; not copies: do not change them */
	public Map<MachinePath, byte[]> contents() {
		return contents;
	}

	/** @return why {@code path} could not be read (permission, too large, not valid…), if so */
	public Optional<String> problem(MachinePath path) {
		return Optional.ofNullable(problems.get(places.of(path)));
	}

	/** @return what of a want could not be read, by the paths below its root as that was asked for */
	public Map<MachinePath, String> problems(Want want) {
		MachinePath place = places.of(want.root());
		Map<MachinePath, String> told = new TreeMap<>();
		problems.forEach((path, reason) -> {
			if (concerns(place, path)) {
				told.put(path.equals(place) ? want.root() : want.root().resolve(path.relativeTo(place)), reason);
			}
		});
		return told;
	}

	/** @return whether a problem is one of a tree: that a symlink leads nowhere matters to who asks for what it leads to */
	private boolean concerns(MachinePath root, MachinePath problem) {
		return problem.equals(root) || problem.startsWith(root)
				&& found(problem).filter(entry -> entry.type() == FileType.SYMLINK).isEmpty();
	}

	/** @return what could not be read by where it is, with a short reason each */
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
		Builder all = new Builder().asked(request).knowing(limits).followed(followed);
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
		SortedSet<MachinePath> names = links.getOrDefault(path, Collections.emptySortedSet());
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
		Places asked = places(request);
		SurveyRequest place = asked.of(request);
		for (Want want : place.wants()) {
			indexes(want, wanted::set, wanted::set);
		}
		asked.ways().forEach(way -> found(way).ifPresent(entry -> wanted.set(indexOf(way))));
		Builder only = new Builder().asked(request).knowing(limits).followed(followed);
		wanted.stream().mapToObj(i -> entries[i]).forEach(entry -> {
			tell(entry, only);
			byte[] content = contents.get(entry.path());
			int limit = content == null ? -1 : place.contentLimit(entry);
			if (entry.size() <= limit) {
				only.content(entry.path(), content);
			} else if (limit >= 0) {
				only.tooLarge(entry, limit);
			}
		});
		problems.forEach((path, reason) -> {
			if (place.wants().stream()
					.anyMatch(want -> concerns(want.root(), path) || want.root().startsWith(path))) {
				only.problem(path, reason);
			}
		});
		fileSystems.forEach(only::fileSystem);
		return only.build();
	}

	/**
	 * Collects what a machine finds; for one thread. Everything is told where it is, which is behind no symlink; where a
	 * root that is asked for lies behind one, the symlinks and folders on the way ({@link Places#ways}) are told too. An
	 * entry told twice counts once.
	 */
	public static final class Builder {

		/** The contents that one survey reads: a dpkg status has 15 MB, all other settings files have less together. */
		static final long MOST_CONTENT_BYTES = 128 << 20;

		private SurveyRequest request = SurveyRequest.of(List.of());
		private long contentBytes;
		private SurveyRequest limits;
		private boolean followed = true;
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

		/** Tells that who answers has not seen the machine, but what had been found when this was asked for, there. */
		public Builder knowing(SurveyRequest recorded) {
			limits = recorded;
			return this;
		}

		/** @param follow false where all is told as if no symlink were on the way, as old records do */
		public Builder followed(boolean follow) {
			followed = follow;
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
			return new Survey(request, limits, followed, kept, Map.copyOf(contents), Map.copyOf(problems),
					List.copyOf(fileSystems), Map.copyOf(written), names);
		}
	}
}
