/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The changes of a plan on their way: merges what facets want of the same path, and adds the folders in between. */
final class PlanDraft {

	/** What a path is to become; {@code after} is {@code null} for nothing. */
	private record Wanted(FileEntry after, FileChange.Content content) {
	}

	private static final int FILE_MODE = 0644;
	private static final int FOLDER_MODE = 0755;

	private final Survey source;
	private final Survey target;
	private final UserMatch users;
	private final SecretWall wall;
	private final OwnerMapping owners;
	private final BothKnow known;
	private final long now;
	private final Homes homes;
	private final MachinePath targetHome;
	/** By where it is: no symlink is on the way. */
	private final NavigableMap<MachinePath, Wanted> wanted = new TreeMap<>();
	/** The target's symlinks by way of which something is reached that is planned. */
	private final Set<MachinePath> followed = new HashSet<>();
	private final List<Plan.NotDone> notDone = new ArrayList<>();
	private final List<PackageWish> wishes = new ArrayList<>();

	/** @param wall what is known to be a secret */
	PlanDraft(Survey source, Survey target, UserMatch users, Instant when, SecretWall wall) {
		this.source = source;
		this.target = target;
		this.users = users;
		this.wall = wall;
		this.targetHome = target.places().of(users.ofClone().home());
		this.owners = new OwnerMapping(users, source, targetHome);
		this.known = new BothKnow(source, target, users);
		this.now = TimeUnit.SECONDS.toNanos(when.getEpochSecond());
		this.homes = new Homes(users);
	}

	void refuse(Plan.NotDone item) {
		notDone.add(item);
	}

	List<Plan.NotDone> notDone() {
		return notDone;
	}

	void wish(PackageWish wish) {
		wishes.add(wish);
	}

	List<PackageWish> wishes() {
		return wishes;
	}

	String atHome(String value) throws UnplannableException {
		return homes.atTarget(value);
	}

	void copy(MachinePath path, FileEntry from) throws UnplannableException {
		FileEntry after = new FileEntry(path, from.type(), owners.mode(path, from), owners.uid(path, from),
				owners.gid(path, from),
				from.size(), from.mtimeNanos(), homes.atTarget(from.linkTarget()), owners.attributes(path, from));
		boolean linkable = from.type() == FileType.FILE || from.type() == FileType.SYMLINK
				|| from.type() == FileType.DIRECTORY;
		if (!linkable) {
			throw new UnplannableException("it is neither a file, a folder nor a symlink");
		}
		known.checkReadable(from);
		put(path, itself(path), new Wanted(after,
				from.isFile() ? new FileChange.Copied(source.where(from), source.written(from), null) : null));
	}

	void link(MachinePath path, Name linkTarget) throws UnplannableException {
		MachinePath place = itself(path);
		FileEntry before = target.unfollowed(place).orElse(null);
		put(path, place, new Wanted(new FileEntry(path, FileType.SYMLINK, 0777,
				before == null ? owners.at(path, true) : before.uid(),
				before == null ? owners.at(path, false) : before.gid(), 0, now, linkTarget), null));
	}

	Optional<byte[]> content(MachinePath path) {
		Wanted pending = wanted.get(target.places().of(path));
		if (pending == null) {
			return target.content(path);
		}
		if (pending.content() instanceof FileChange.Made made) {
			return Optional.of(made.bytes());
		}
		return pending.content() instanceof FileChange.Copied copied ? source.content(copied.file().path())
				: Optional.empty();
	}

	void write(MachinePath path, byte[] content, FileEntry model) throws UnplannableException {
		MachinePath place = leadsTo(path);
		FileEntry before = target.unfollowed(place).orElse(null);
		if (before != null && !before.isFile()) {
			throw new UnplannableException(path + " is not a plain file in the target");
		}
		if (!wanted.containsKey(path)) {
			known.checkContents(path);
		}
		FileEntry after;
		if (before != null) {
			after = new FileEntry(path, FileType.FILE, before.mode(), before.uid(), before.gid(), content.length, now,
					null, before.attributes().withoutCapability());
		} else if (model != null) {
			after = new FileEntry(path, FileType.FILE, owners.mode(path, model), owners.uid(path, model),
					owners.gid(path, model), content.length, now, null,
					owners.attributes(path, model).withoutCapability());
		} else {
			after = new FileEntry(path, FileType.FILE, FILE_MODE, owners.at(path, true), owners.at(path, false),
					content.length, now, null);
		}
		Wanted pending = wanted.get(place);
		if (pending != null && pending.content() instanceof FileChange.Copied) {
			// The whole file comes from the source, and what a facet sets in it is set there already.
			return;
		}
		put(path, place, new Wanted(after, new FileChange.Made(content)));
	}

	/** @return where a path is of the target, to the letter: a symlink at its end is not followed */
	private MachinePath itself(MachinePath path) throws UnplannableException {
		return checkWay(path, target.places().ofLink(path));
	}

	/** @return where that is which is found at a path of the target; nothing is written through a symlink */
	private MachinePath leadsTo(MachinePath path) throws UnplannableException {
		MachinePath place = checkWay(path, target.places().of(path));
		boolean link = !place.equals(target.places().ofLink(path));
		if (link && target.unfollowed(place).isEmpty() && !isFolder(place.parent())) {
			throw new UnplannableException(path + " is a symlink in the target, and leads to nothing");
		}
		return place;
	}

	private boolean isFolder(MachinePath path) {
		return path.isRoot() || target.unfollowed(path).filter(FileEntry::isDirectory).isPresent();
	}

	/**
	 * Behind a symlink only that is known which was asked for; out of a home it may lead only to what is the user's, who
	 * made it; and it must stay what it is.
	 */
	private MachinePath checkWay(MachinePath path, MachinePath place) throws UnplannableException {
		if (place.equals(path)) {
			return place;
		}
		if (target.knowsEntry(place) == Knowledge.UNKNOWN) {
			throw new UnplannableException(target.whyUnknown(place));
		}
		Account user = users.ofClone();
		if (path.startsWith(user.home()) && !place.startsWith(targetHome)
				&& nearest(place).filter(entry -> entry.uid() == user.uid()).isEmpty()) {
			throw new UnplannableException(path + " leads in the target to " + place + ", which is not the user's");
		}
		for (MachinePath on : target.places().wayTo(path)) {
			boolean link = !on.equals(place)
					&& target.unfollowed(on).filter(entry -> entry.type() == FileType.SYMLINK).isPresent();
			if (link && wanted.containsKey(on)) {
				throw new UnplannableException("something else that was chosen changes the symlink " + on
						+ ", by way of which " + path + " is reached in the target");
			}
			if (link) {
				followed.add(on);
			}
		}
		return place;
	}

	/** @return what is at a path of the target, or else the nearest folder above it */
	private Optional<FileEntry> nearest(MachinePath path) {
		MachinePath at = path;
		while (!at.isRoot() && target.unfollowed(at).isEmpty()) {
			at = at.parent();
		}
		return target.unfollowed(at);
	}

	void remove(MachinePath path) throws UnplannableException {
		remove(path, false);
	}

	/**
	 * What is planned to be at a path, or in a folder, stays: another facet wants it.
	 *
	 * @param told the path as a facet knows it
	 * @param own  whether what is planned there is of who asks: of one item after the other, a file may lose all it has
	 */
	void remove(MachinePath told, boolean own) throws UnplannableException {
		MachinePath path = itself(told);
		checkFolders(path.parent());
		known.checkRemoved(path);
		removeKnown(path, own);
	}

	private void removeKnown(MachinePath path, boolean own) throws UnplannableException {
		checkFollowed(path);
		FileEntry before = target.unfollowed(path).orElse(null);
		if (before != null && !isFilled(path) && (own || !wanted.containsKey(path))) {
			if (before.isDirectory()) {
				checkEmptied(path);
				removeFoldersBelow(path);
			}
			wall.checkReplaced(path);
			wanted.put(path, new Wanted(null, null));
		}
	}

	/** @return whether something is planned to be in a folder */
	private boolean isFilled(MachinePath folder) {
		for (Map.Entry<MachinePath, Wanted> each : wanted.tailMap(folder, false).entrySet()) {
			if (!each.getKey().startsWith(folder)) {
				return false;
			}
			if (each.getValue().after() != null) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Makes a path of the target, to the letter, exactly what it was.
	 *
	 * @param recorded what it was; {@code null} if nothing was there
	 * @param contents whether the contents of a file differ too
	 * @param sameAs   another name of that file, which still is what it was; {@code null} if it has none
	 */
	void restore(MachinePath path, FileEntry recorded, boolean contents, MachinePath sameAs)
			throws UnplannableException {
		if (recorded == null) {
			checkFolders(path.parent());
			known.checkReplaced(path);
			removeKnown(path, false);
		} else {
			FileEntry before = target.unfollowed(path).orElse(null);
			boolean leave = recorded.attributes() == FileAttributes.UNKNOWN;
			FileEntry after = !leave ? recorded
					: recorded.with(before != null && before.type() == recorded.type() ? before.attributes()
							: FileAttributes.NONE);
			put(path, path, new Wanted(after,
					recorded.isFile() && contents
							? new FileChange.Copied(recorded, sameAs == null ? recorded.size() : 0, sameAs)
							: null));
		}
	}

	private void checkFollowed(MachinePath path) throws UnplannableException {
		if (followed.contains(path)) {
			throw new UnplannableException("something else that was chosen is reached by way of this symlink");
		}
	}

	/**
	 * @param told what the place was asked for as
	 * @param path where that is
	 */
	private void put(MachinePath told, MachinePath path, Wanted change) throws UnplannableException {
		checkFollowed(path);
		if (change.content() instanceof FileChange.Copied copied) {
			wall.checkCopied(copied.file().path());
		}
		if (change.content() != null || !change.after().isFile()) {
			wall.checkReplaced(path);
		}
		FileEntry before = target.unfollowed(path).orElse(null);
		boolean replacesFolder = before != null && before.isDirectory() && !change.after().isDirectory();
		if (replacesFolder) {
			checkEmptied(path);
		}
		if (!change.after().isDirectory() && isFilled(path)) {
			throw new UnplannableException("something else that was chosen needs " + path + " to be a folder");
		}
		checkFolders(path.parent());
		known.checkReplaced(path);
		if (replacesFolder) {
			removeFoldersBelow(path);
		}
		addFolders(told.parent(), path.parent());
		wanted.put(path, change);
	}

	private void checkEmptied(MachinePath folder) throws UnplannableException {
		if (!isEmptied(folder)) {
			throw new UnplannableException(folder + " is a folder in the target, and not empty");
		}
	}

	/**
	 * @return whether all that is in a folder is removed, but for folders of which the same is true; one that nobody looked
	 *         into is not empty
	 */
	private boolean isEmptied(MachinePath folder) {
		return target.isListed(folder) && children(folder).stream().allMatch(
				child -> isRemoved(child.path()) || child.isDirectory() && isEmptied(child.path()));
	}

	private void removeFoldersBelow(MachinePath folder) {
		for (FileEntry child : children(folder)) {
			wanted.put(child.path(), new Wanted(null, null));
			removeFoldersBelow(child.path());
		}
	}

	private boolean isRemoved(MachinePath path) {
		Wanted pending = wanted.get(path);
		return pending != null && pending.after() == null;
	}

	private void checkFolders(MachinePath folder) throws UnplannableException {
		for (MachinePath above = folder; !above.isRoot(); above = above.parent()) {
			FileEntry entry = target.unfollowed(above).orElse(null);
			if (wanted.containsKey(above) && !isRemoved(above) && !isPlannedFolder(above)) {
				throw new UnplannableException("something else that was chosen makes " + above + " no folder");
			}
			if (entry != null && !entry.isDirectory() && !isRemoved(above) && !isPlannedFolder(above)) {
				throw new UnplannableException(above + (entry.type() == FileType.SYMLINK
						? " is a symlink in the target, and nothing is written through one"
						: " is not a folder in the target"));
			}
		}
	}

	private boolean isPlannedFolder(MachinePath path) {
		Wanted pending = wanted.get(path);
		return pending != null && pending.after() != null && pending.after().isDirectory();
	}

	/** Folders that the target has not get the permissions of the source's. */
	private void addFolders(MachinePath toldFolder, MachinePath folder) {
		MachinePath told = toldFolder.isRoot() ? toldFolder : toldFolder.resolve("x");
		for (MachinePath above = folder; !above.isRoot(); above = above.parent()) {
			told = told.parent();
			FileEntry entry = target.unfollowed(above).orElse(null);
			if (isPlannedFolder(above)) {
				return;
			}
			if (entry != null && entry.isDirectory()) {
				if (!isRemoved(above)) {
					return;
				}
				// One facet empties it, and another one fills it: it stays what it was.
				wanted.remove(above);
				continue;
			}
			FileEntry model = source.entry(known.atSource(told)).filter(FileEntry::isDirectory).orElse(null);
			wanted.put(above, new Wanted(model == null
					? new FileEntry(above, FileType.DIRECTORY, FOLDER_MODE, owners.at(told, true),
							owners.at(told, false), 0, now, null)
					: new FileEntry(above, FileType.DIRECTORY, owners.mode(told, model), owners.uid(told, model),
							owners.gid(told, model), 0, model.mtimeNanos(), null, owners.attributes(told, model)),
					null));
		}
	}

	private List<FileEntry> children(MachinePath folder) {
		return target.below(folder);
	}

	/** @return the changes, in the order of paths; none where all is as it has to be already */
	List<FileChange> changes() {
		removeEmptied();
		List<FileChange> changes = new ArrayList<>();
		Set<MachinePath> touched = wanted.keySet().stream().map(MachinePath::parent).collect(Collectors.toSet());
		wanted.forEach((path, change) -> {
			FileEntry before = target.unfollowed(path).orElse(null);
			boolean same = change.content() == null && isAlike(before, change.after())
					&& (before == null || before.mtimeNanos() == change.after().mtimeNanos())
					|| change.content() instanceof FileChange.Made made && isAlike(before, change.after())
							&& target.content(path).map(bytes -> Arrays.equals(bytes, made.bytes())).orElse(false);
			// What is written in a folder changes the folder's time, which has to be what was asked for.
			boolean folder = change.after() != null && change.after().isDirectory() && touched.contains(path);
			if (!same || folder) {
				changes.add(new FileChange(path, before, Survey.at(path, change.after()), change.content()));
			}
		});
		return new LinkedCopies(source).of(changes);
	}

	/** @return whether nothing has to be done to get from one to the other, contents apart */
	private static boolean isAlike(FileEntry before, FileEntry after) {
		if (before == null || after == null) {
			return before == after;
		}
		boolean alike = before.type() == after.type() && before.mode() == after.mode() && before.uid() == after.uid()
				&& before.gid() == after.gid() && before.attributes().equals(after.attributes());
		return alike && (after.type() != FileType.SYMLINK || before.linkTarget().equals(after.linkTarget()))
				&& (after.isFile() || before.mtimeNanos() == after.mtimeNanos());
	}

	/** A folder that gets empty would be an item by itself, which the source has not. */
	private void removeEmptied() {
		Map<MachinePath, Integer> left = new HashMap<>();
		Set<MachinePath> keep = new HashSet<>();
		wanted.forEach((path, change) -> {
			if (change.after() != null) {
				keep.add(path.parent());
			}
		});
		for (MachinePath path : List.copyOf(wanted.descendingKeySet())) {
			if (isRemoved(path)) {
				removeParents(path.parent(), left, keep);
			}
		}
	}

	private void removeParents(MachinePath folder, Map<MachinePath, Integer> left, Set<MachinePath> keep) {
		int remaining = left.merge(folder, -1, (known, one) -> known + one);
		if (remaining == -1) {
			remaining = children(folder).size() - 1;
			left.put(folder, remaining);
		}
		boolean goes = remaining == 0 && !keep.contains(folder) && !wanted.containsKey(folder)
				&& target.unfollowed(folder).map(FileEntry::isDirectory).orElse(false)
				&& folder.startsWith(targetHome) && !folder.equals(targetHome)
				&& known.mayGoEmpty(folder);
		if (goes) {
			wanted.put(folder, new Wanted(null, null));
			removeParents(folder.parent(), left, keep);
		}
	}
}
