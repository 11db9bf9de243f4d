/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.likeness.core.ComparedItem;
import org.likeness.core.Facet;
import org.likeness.core.FacetContext;
import org.likeness.core.FacetDraft;
import org.likeness.core.FacetSide;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Inventory;
import org.likeness.core.Item;
import org.likeness.core.MachinePath;
import org.likeness.core.OperatingSystem;
import org.likeness.core.PackageKeyrings;
import org.likeness.core.PathPattern;
import org.likeness.core.Rule;
import org.likeness.core.SecretMarks;
import org.likeness.core.Rule.Effect;
import org.likeness.core.Survey;
import org.likeness.core.Want;
import org.likeness.facets.internal.InventoryDraft;
import org.likeness.facets.internal.apt.DebianSystem;
import org.likeness.facets.internal.apt.Source;
import org.likeness.facets.internal.apt.SourceItems;
import org.likeness.facets.internal.apt.SourcesEdit;
import org.likeness.facets.internal.apt.SourcesFile;
import org.osgi.service.component.annotations.Component;

/** Where apt gets packages from, and the keys by which it knows them. */
@Component
public final class AptSources implements Facet {

	private static final int CONTENT_LIMIT = 1 << 20;
	private static final Want MAIN = new Want(MachinePath.of("/etc/apt/sources.list"), List.of(),
			List.of(PathPattern.of("")), CONTENT_LIMIT);
	private static final Want PARTS = new Want(MachinePath.of("/etc/apt/sources.list.d"),
			List.of(PathPattern.of("*/**")), List.of(PathPattern.of("*.{list,sources}")), CONTENT_LIMIT);
	private static final MachinePath OWN_KEYRINGS = MachinePath.of("/etc/apt/keyrings");
	private static final MachinePath TRUSTED_PARTS = MachinePath.of("/etc/apt/trusted.gpg.d");
	private static final List<Want> KEYRINGS = Stream
			.concat(Stream.of(PackageKeyrings.TRUSTED), PackageKeyrings.FOLDERS.stream())
			.map(place -> Want.tree(place, List.of())).toList();

	/** Apt passes over files with other names: {@code GetListOfFilesInDir()} in {@code apt-pkg/contrib/fileutl.cc}. */
	private static final Pattern PART_NAME = Pattern.compile("[A-Za-z0-9_:-][A-Za-z0-9_.:-]*\\.(list|sources)");
	private static final Pattern KEYRING_NAME = Pattern.compile("[^/]+\\.(gpg|asc)", Pattern.DOTALL);

	private static final String SIGNED_BY = "signed-by";
	/** What keys of sources are like. */
	private static final PathPattern SOURCES = PathPattern.of("{deb,deb-src} **");
	/** What keys of keyrings start with. */
	private static final String KEYRING = "keyring ";

	private static final List<Rule> RULES = List.of(Rule.of("installation-media",
			"Discs that a machine was installed from.", Effect.IGNORE, "{deb,deb-src} cdrom:**"));

	private final SecretMarks marks;

	/** Tells passwords apart by the user's own key. */
	public AptSources() {
		this(SecretMarks.ofUser());
	}

	AptSources(SecretMarks marks) {
		this.marks = marks;
	}

	@Override
	public String id() {
		return "apt-sources";
	}

	@Override
	public String label() {
		return "Package sources";
	}

	@Override
	public String help() {
		return "Where apt gets packages from, by type, address and suite, and the keyrings it trusts. Two sources are the "
				+ "same if they give the same components and options, in whichever file and style they are written. A "
				+ "password in an address is not shown; passwords in /etc/apt/auth.conf are not read.";
	}

	@Override
	public int defaultWeight() {
		return 1;
	}

	@Override
	public List<Rule> rules() {
		return RULES;
	}

	@Override
	public List<Want> wants(FacetContext context) {
		return Stream.concat(Stream.of(MAIN, PARTS, Want.tree(DebianSystem.STATUS, List.of())), KEYRINGS.stream())
				.toList();
	}

	@Override
	public boolean isOfDistribution() {
		return true;
	}

	@Override
	public Inventory inventory(Survey survey, FacetContext context) {
		InventoryDraft draft = new InventoryDraft(context);
		SourceItems items = new SourceItems(marks);
		Set<String> signers = new HashSet<>();
		read(survey, MAIN.root(), items, signers, draft);
		survey.problem(PARTS.root()).ifPresent(reason -> {
			addUnread(PARTS.root(), reason, draft);
			draft.unread(SOURCES, PARTS.root() + ": " + reason);
		});
		for (FileEntry entry : survey.entries(PARTS)) {
			boolean direct = entry.path().parent().equals(PARTS.root());
			if (direct && PART_NAME.matcher(entry.path().name().raw()).matches()) {
				read(survey, entry.path(), items, signers, draft);
			}
		}
		items.items().forEach(draft::add);
		addKeyrings(survey, signers, draft);
		Inventory inventory = draft.build();
		return inventory.items().isEmpty() ? DebianSystem.notApplicable(survey).orElse(inventory) : inventory;
	}

	private static void read(Survey survey, MachinePath path, SourceItems items, Set<String> signers,
			InventoryDraft draft) {
		byte[] content = survey.content(path).orElse(null);
		if (content == null) {
			if (survey.problem(path).isPresent()) {
				addUnread(path, survey.problem(path).get(), draft);
				// Any source may stand in it.
				draft.unread(SOURCES, path + ": " + survey.problem(path).get());
			} else if (survey.entry(path).isPresent()) {
				addUnread(path, "it is not a plain file", draft);
			}
			return;
		}
		SourcesFile file = path.raw().endsWith(".sources") ? SourcesFile.ofStanzas(content)
				: SourcesFile.ofLines(new String(content, StandardCharsets.UTF_8));
		file.remarks().forEach(remark -> draft.remark(path + ": " + remark));
		if (!file.remarks().isEmpty()) {
			// Whatever it means may be one that stands elsewhere; apt reads no list at all then.
			draft.unread(SOURCES, path + ": " + file.remarks().get(0));
		}
		for (Source source : file.sources()) {
			items.add(source);
			Collections.addAll(signers, source.options().getOrDefault(SIGNED_BY, "").split(","));
		}
	}

	private static void addUnread(MachinePath path, String reason, InventoryDraft draft) {
		draft.add(Item.unread("file " + path, path + ": " + reason));
	}

	private static void addKeyrings(Survey survey, Set<String> signers, InventoryDraft draft) {
		for (Want want : KEYRINGS) {
			if (survey.problem(want.root()).isPresent()) {
				String reason = want.root() + ": " + survey.problem(want.root()).get();
				draft.unread(PathPattern.of(KEYRING + want.root() + "{,/**}"), reason);
				draft.remark(reason);
			}
		}
		Set<FileEntry> read = new LinkedHashSet<>();
		for (Want want : KEYRINGS) {
			for (FileEntry entry : survey.entries(want)) {
				boolean part = entry.path().parent().equals(TRUSTED_PARTS)
						&& KEYRING_NAME.matcher(entry.path().name().raw()).matches();
				if (part || want.root().equals(OWN_KEYRINGS) || want.root().equals(PackageKeyrings.TRUSTED)) {
					read.addAll(PackageKeyrings.way(survey, entry.path()));
				}
			}
		}
		signers.stream().flatMap(AptSources::keyrings).forEach(signer -> {
			read.addAll(PackageKeyrings.way(survey, signer));
			if (!isKnown(signer, survey)) {
				draft.remark("the key " + signer + " that a source names lies, or leads, where keys are not looked at: "
						+ "it is not compared");
			}
		});
		read.forEach(entry -> addKeyring(entry, survey, draft));
	}

	private static void addKeyring(FileEntry entry, Survey survey, InventoryDraft draft) {
		String key = KEYRING + entry.path();
		if (survey.problem(entry.path()).isPresent()) {
			draft.add(Item.unread(key, entry.path() + ": " + survey.problem(entry.path()).get()));
		} else if (entry.isFile()) {
			draft.add(Item.file(key, Collections.emptySortedMap(), entry));
		} else if (entry.type() == FileType.SYMLINK) {
			draft.add(Item.of(key, Map.of("type", "symlink", "target", entry.linkTarget().toString())));
		}
	}

	/** A source is written into the file of the same name as there, in that file's style; what else stands there stays. */
	@Override
	public void plan(List<ComparedItem> chosen, FacetSide source, FacetSide target, FacetDraft draft) {
		Set<String> keys = chosen.stream().map(ComparedItem::key).collect(Collectors.toSet());
		OperatingSystem from = source.context().system().os();
		OperatingSystem to = target.context().system().os();
		for (ComparedItem item : chosen) {
			if (item.key().startsWith(KEYRING)) {
				planKeyring(item, source.survey(), target.survey(), draft);
			} else if (from.isOtherRelease(to) && (isOf(item, from) || isOf(item, to))) {
				draft.refuse(item.key(), "it is of another release: the source is " + from.codename() + ", the target "
						+ to.codename() + "; what mixes them breaks a system");
			} else {
				Optional<String> obstacle = item.ofLaptop() == null ? Optional.empty()
						: conflict(item, source.survey(), target.survey(), keys)
								.or(() -> withoutKey(item, source.survey()));
				obstacle.ifPresentOrElse(reason -> draft.refuse(item.key(), reason),
						() -> planSource(item, source.survey(), target.survey(), draft));
			}
		}
	}

	/** @return whether the suite of a source is of that release: "bookworm-security", "bookworm/updates" */
	private static boolean isOf(ComparedItem item, OperatingSystem release) {
		String suite = item.key().substring(item.key().lastIndexOf(' ') + 1);
		return suite.matches(Pattern.quote(release.codename()) + "([-/].*)?");
	}

	/** @return why apt would read no list at all of the clone any more, were the item taken over */
	private static Optional<String> conflict(ComparedItem item, Survey source, Survey target, Set<String> chosen) {
		List<Source> staying = sources(target).filter(other -> !chosen.contains(SourceItems.key(other))).toList();
		return sources(source).filter(one -> SourceItems.key(one).equals(item.key()))
				.flatMap(one -> staying.stream().map(other -> conflict(one, other)).filter(Objects::nonNull))
				.findFirst();
	}

	private static String conflict(Source one, Source other) {
		String option = SourceItems.conflict(one, other);
		return option == null ? null : "apt could read no list of sources any more: the clone's "
				+ SourceItems.key(other) + " has another value of the option " + option + ", so choose that too";
	}

	private static Stream<Source> sources(Survey survey) {
		return files(survey).stream()
				.flatMap(file -> new SourcesEdit(file.path(), survey.content(file.path()).get()).sources().stream());
	}

	/** @return why the keys that a source names can't go along with it */
	private static Optional<String> withoutKey(ComparedItem item, Survey source) {
		return signers(item).filter(signer -> !isKnown(signer, source)).findFirst()
				.map(signer -> "its key " + signer + " lies, or leads, where Likeness does not look for keys: "
						+ "keep it in /etc/apt/keyrings");
	}

	/** @return whether what apt opens there is known, be it that nothing is there */
	private static boolean isKnown(MachinePath keyring, Survey survey) {
		List<FileEntry> way = PackageKeyrings.way(survey, keyring);
		MachinePath last = way.isEmpty() ? keyring : end(way);
		return PackageKeyrings.isLookedAt(last) && survey.problem(last).isEmpty();
	}

	/** @return where a way leads */
	private static MachinePath end(List<FileEntry> way) {
		FileEntry last = way.get(way.size() - 1);
		return last.type() == FileType.SYMLINK ? PackageKeyrings.target(last) : last.path();
	}

	/** @return the keyrings that a source names */
	private static Stream<MachinePath> signers(ComparedItem item) {
		return keyrings(item.ofLaptop().attributes().getOrDefault(SIGNED_BY, ""));
	}

	/** @return the files among the values of the option; others are fingerprints, or the key itself */
	private static Stream<MachinePath> keyrings(String signers) {
		return Stream.of(signers.split(",")).filter(signer -> signer.matches("(/[^/\0]+)+"))
				.filter(signer -> !(signer + "/").contains("/../") && !(signer + "/").contains("/./"))
				.map(MachinePath::of);
	}

	private static void planKeyring(ComparedItem item, Survey source, Survey target, FacetDraft draft) {
		if (item.ofLaptop() == null) {
			keyring(target, item.key()).ifPresent(entry -> draft.remove(item.key(), entry.path()));
		} else {
			keyring(source, item.key()).ifPresent(entry -> draft.copy(item.key(), entry.path(), entry));
		}
	}

	private static Optional<FileEntry> keyring(Survey survey, String key) {
		return KEYRINGS.stream().flatMap(want -> survey.entries(want).stream())
				.filter(entry -> key.equals(KEYRING + entry.path())).findFirst();
	}

	private static void planSource(ComparedItem item, Survey source, Survey target, FacetDraft draft) {
		Predicate<Source> which = one -> SourceItems.key(one).equals(item.key());
		List<FileEntry> from = item.ofLaptop() == null ? List.of() : files(source).stream()
				.filter(file -> new SourcesEdit(file.path(), source.content(file.path()).get()).names(which)).toList();
		if (item.ofLaptop() != null && from.isEmpty()) {
			draft.refuse(item.key(), "how it is written there is not known");
			return;
		}
		for (FileEntry file : files(target)) {
			SourcesEdit edit = new SourcesEdit(file.path(), draft.content(file.path()).orElse(new byte[0]));
			if (edit.names(which)) {
				byte[] left = edit.without(which);
				boolean empty = new String(left, StandardCharsets.ISO_8859_1).isBlank();
				if (empty && source.entry(file.path()).isEmpty()) {
					draft.remove(item.key(), file.path());
				} else {
					draft.write(item.key(), file.path(), left, null);
				}
			}
		}
		for (FileEntry file : from) {
			byte[] written = new SourcesEdit(file.path(), source.content(file.path()).get()).only(which);
			byte[] there = draft.content(file.path()).orElse(new byte[0]);
			draft.write(item.key(), file.path(), new SourcesEdit(file.path(), there).with(written), file);
		}
		if (item.ofLaptop() != null) {
			copySigners(item, source, target, draft);
		}
	}

	/** A source is of no use without the keys that it names, and the links by which it names them. */
	private static void copySigners(ComparedItem item, Survey source, Survey target, FacetDraft draft) {
		signers(item).flatMap(signer -> PackageKeyrings.way(source, signer).stream())
				.filter(entry -> !target.entry(entry.path()).filter(there -> isAlike(entry, there)).isPresent())
				.forEach(entry -> draft.copy(item.key(), entry.path(), entry));
	}

	/** What has the same size and time holds the same keys. */
	private static boolean isAlike(FileEntry one, FileEntry other) {
		return one.type() == other.type() && one.size() == other.size()
				&& (one.type() == FileType.SYMLINK ? one.linkTarget().equals(other.linkTarget())
						: one.mtimeNanos() == other.mtimeNanos());
	}

	/** @return the files of sources whose contents were read */
	private static List<FileEntry> files(Survey survey) {
		return List.of(MAIN, PARTS).stream().flatMap(want -> survey.entries(want).stream())
				.filter(entry -> entry.path().equals(MAIN.root()) || entry.path().parent().equals(PARTS.root())
						&& PART_NAME.matcher(entry.path().name().raw()).matches())
				.filter(entry -> survey.content(entry.path()).isPresent()).toList();
	}

	@Override
	public Set<MachinePath> secrets(Survey survey, FacetContext context) {
		Set<MachinePath> secrets = new HashSet<>();
		for (Want want : List.of(MAIN, PARTS)) {
			for (FileEntry entry : survey.entries(want)) {
				if (survey.content(entry.path()).filter(SourceItems::holdsCredentials).isPresent()) {
					secrets.add(entry.path());
				}
			}
		}
		return secrets;
	}
}
