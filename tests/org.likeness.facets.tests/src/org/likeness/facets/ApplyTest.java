/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Applied;
import org.likeness.core.ApplyCommand;
import org.likeness.core.Choice;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Digest;
import org.likeness.core.Facet;
import org.likeness.core.FacetComparison;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.MachineWrapper;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.core.PlanStep;
import org.likeness.core.RecordedState;
import org.likeness.core.RecordedStep;
import org.likeness.core.Recorder;
import org.likeness.core.State;
import org.likeness.core.SystemCommand;

/** Applies what facets plan to a folder; dconf, rsync and the comparison itself tell whether it came out right. */
class ApplyTest {

	private static final Choice ALL = (facet, item) -> true;
	private static final String CHANNEL = """
			<?xml version="1.0" encoding="UTF-8"?>

			<channel name="xfwm4" version="1.0">
			  <!-- how windows look -->
			  <property name="general" type="empty">
			    <property name="theme" type="string" value="%s"/>
			    <property name="workspaces" type="array">
			      <value type="string" value="%s"/>
			    </property>%s
			  </property>
			</channel>
			""";

	private final List<Facet> facets = List.of(new Dotfiles(), new DconfSettings(), new XfconfSettings(),
			new SystemSettings());
	private final NotingRecorder recorder = new NotingRecorder();

	@TempDir
	Path temporary;
	private FolderClone laptop;
	private FolderClone clone;
	private Path laptopRoot;
	private Path cloneRoot;

	/** Notes what it is told. */
	private static final class NotingRecorder implements Recorder {

		private final List<String> kept = new ArrayList<>();
		private RecordedStep step;
		private RecordedState before;
		private RecordedState after;
		private String published;

		@Override
		public Digest keep(long size, InputStream content) throws IOException {
			byte[] bytes = content.readAllBytes();
			assertEquals(size, bytes.length);
			kept.add(new String(bytes, StandardCharsets.ISO_8859_1));
			return Digest.of(Digest.computation().digest(bytes));
		}

		@Override
		public String prepare(RecordedStep what, RecordedState was, RecordedState is, IProgressMonitor monitor) {
			step = what;
			before = was;
			after = is;
			return "record";
		}

		@Override
		public void publish(String record) {
			published = record;
		}
	}

	@BeforeEach
	void makeBothSides() throws Exception {
		laptopRoot = Files.createDirectories(temporary.resolve("laptop"));
		cloneRoot = Files.createDirectories(temporary.resolve("clone"));
		laptop = new FolderClone(laptopRoot, "/home/ann");
		clone = new FolderClone(cloneRoot, "/home/ann");
		put(laptopRoot, "home/ann/.bashrc", "alias ll='ls -l'\n");
		put(cloneRoot, "home/ann/.bashrc", "# default\n");
		put(laptopRoot, "home/ann/.config/app/new/deep.conf", "a = 1\n");
		put(laptopRoot, "home/ann/.config/app/same.conf", "same\n");
		put(cloneRoot, "home/ann/.config/app/same.conf", "same\n");
		put(cloneRoot, "home/ann/.config/old/only/here.conf", "b = 2\n");
		put(laptopRoot, "home/ann/.file-then-folder", "a file\n");
		put(cloneRoot, "home/ann/.file-then-folder/inside/deep", "in a folder\n");
		put(laptopRoot, "home/ann/.folder-then-file/inside/deep", "in a folder\n");
		put(cloneRoot, "home/ann/.folder-then-file", "a file\n");
		Files.createSymbolicLink(laptopRoot.resolve("home/ann/.vimrc"), Path.of(".config/app/same.conf"));
		put(cloneRoot, "home/ann/.vimrc", "set nocp\n");
		Files.createDirectories(laptopRoot.resolve("home/ann/.local/bin"));
		put(laptopRoot, "home/ann/.config/xfce4/xfconf/xfce-perchannel-xml/xfwm4.xml",
				CHANNEL.formatted("Daloa", "one", "<property name=\"wrap\" type=\"bool\" value=\"true\"/>"));
		put(cloneRoot, "home/ann/.config/xfce4/xfconf/xfce-perchannel-xml/xfwm4.xml",
				CHANNEL.formatted("Default", "1", "<property name=\"shade\" type=\"bool\" value=\"true\"/>"));
		put(laptopRoot, "etc/default/locale", "# set by the installer\nLANG=de_DE.UTF-8\nLC_TIME=\"en_GB.UTF-8\"\n");
		put(cloneRoot, "etc/default/locale", "#  File generated by update-locale\nLANG=\"C.UTF-8\"\nLC_PAPER=C\n");
		put(laptopRoot, "etc/default/keyboard", "XKBLAYOUT=\"de\"\nXKBOPTIONS=\"compose:caps\"\n");
		put(cloneRoot, "etc/default/keyboard", "# KEYBOARD CONFIGURATION FILE\nXKBLAYOUT=\"us\"\nXKBOPTIONS=\"\"\n");
		put(laptopRoot, "etc/timezone", "Europe/Berlin\n");
		put(cloneRoot, "etc/timezone", "Etc/UTC\n");
		Files.createSymbolicLink(laptopRoot.resolve("etc/localtime"), Path.of("/usr/share/zoneinfo/Europe/Berlin"));
		Files.createSymbolicLink(cloneRoot.resolve("etc/localtime"), Path.of("/usr/share/zoneinfo/Etc/UTC"));
		put(laptopRoot, "etc/hostname", "thinkpad\n");
		put(cloneRoot, "etc/hostname", "clone\n");
		put(laptopRoot, "home/ann/.config/mimeapps.list", "[Default Applications]\ntext/html=firefox.desktop\n");
		dconf(laptopRoot,
				"[org/example]\nsize=12\nname='laptop'\nlist=['a', '/home/ann/x']\n[top/deep/er]\nk=(1, <'v'>)\n");
		dconf(cloneRoot, "[org/example]\nname='clone'\nonly-here=uint32 5\n");
	}

	@Test
	void makesTheCloneLikeTheLaptop() throws Exception {
		String before = dump(laptopRoot);
		Applied applied = apply(ALL).orElseThrow();
		for (FacetComparison facet : applied.after().facets()) {
			assertEquals(List.of(), facet.items().stream().filter(item -> item.counts())
					.filter(item -> item.state() != State.SAME).map(item -> item.key()).toList());
		}
		assertEquals(before, dump(laptopRoot), "the laptop is only read");
		assertEquals(before, dump(cloneRoot));
		assertEquals("record", recorder.published);
		assertEquals(1.0, recorder.step.likeness().orElseThrow());
		assertEquals("clone\n", Files.readString(cloneRoot.resolve("etc/hostname")));
		assertTrue(applied.plan().notDone().stream().anyMatch(item -> "hostname".equals(item.rule())));
		assertEquals("""
				#  File generated by update-locale
				LANG="de_DE.UTF-8"
				LC_TIME=en_GB.UTF-8
				""", Files.readString(cloneRoot.resolve("etc/default/locale")));
		assertEquals("""
				<?xml version="1.0" encoding="UTF-8"?>

				<channel name="xfwm4" version="1.0">
				  <!-- how windows look -->
				  <property name="general" type="empty">
				    <property name="theme" type="string" value="Daloa"/>
				    <property name="workspaces" type="array">
				      <value type="string" value="one"/>
				    </property>
				    <property name="wrap" type="bool" value="true"/>
				  </property>
				</channel>
				""", Files.readString(cloneRoot
				.resolve("home/ann/.config/xfce4/xfconf/xfce-perchannel-xml/xfwm4.xml")));
		assertFalse(Files.exists(cloneRoot.resolve("home/ann/.config/old")), "a folder that got empty goes too");
		assertEquals(Optional.empty(), apply(ALL).map(Applied::record), "there is nothing left to do");
	}

	@Test
	void aFolderThatOneFacetEmptiesAndAnotherFillsStays() throws Exception {
		Oracle.run("rm", "-r", cloneRoot.resolve("home/ann").toString(), laptopRoot.resolve("home/ann").toString());
		Files.createDirectories(cloneRoot.resolve("home/ann/.config"));
		Files.createDirectories(laptopRoot.resolve("home/ann"));
		dconf(laptopRoot, "[org/example]\nsize=12\n");
		for (List<Facet> order : List.of(List.of(new Dotfiles(), new DconfSettings()),
				List.<Facet>of(new DconfSettings(), new Dotfiles()))) {
			Plan plan = new PlanCommand(laptop, clone).setFacets(order).setSourceUser(laptop.user()).setChoice(ALL)
					.call(new NullProgressMonitor());
			assertEquals(List.of("/home/ann/.config/dconf", "/home/ann/.config/dconf/user"),
					plan.changes().stream().map(change -> change.path().toString()).toList());
			assertEquals(2, plan.items().size());
		}

		Applied applied = apply(ALL).orElseThrow();

		assertEquals(dump(laptopRoot), dump(cloneRoot));
		assertEquals(List.of(), applied.plan().notDone().stream().filter(item -> item.rule() == null).toList());
		assertTrue(applied.after().facets().stream().flatMap(facet -> facet.items().stream())
				.noneMatch(item -> item.counts() && item.state() != State.SAME));
	}

	@Test
	void bringsBackEveryByteModeAndTime() throws Exception {
		Path copy = temporary.resolve("was");
		Oracle.run("cp", "-a", cloneRoot.toString(), copy.toString());
		assertTrue(apply(ALL).isPresent());
		assertFalse(rsync(copy, cloneRoot).isEmpty());
		FolderClone was = new FolderClone(copy, "/home/ann");
		PlanCommand planning = new PlanCommand(was, clone).setFacets(facets).setSourceUser(was.user()).setExact();
		new ApplyCommand(planning, was, clone, clone, recorder).setKind(RecordedStep.Kind.ROLLED_BACK)
				.call(new NullProgressMonitor()).orElseThrow();
		assertEquals("", rsync(copy, cloneRoot));
	}

	@Test
	void doesNotPromiseWhatWasNotKept() throws Exception {
		Path copy = temporary.resolve("was");
		Oracle.run("cp", "-a", cloneRoot.toString(), copy.toString());
		assertTrue(apply(ALL).isPresent());
		MachinePath gone = MachinePath.of("/home/ann/.bashrc");
		Machine was = new MachineWrapper(new FolderClone(copy, "/home/ann")) {
			@Override
			public Collection<MachinePath> withoutContents(Collection<MachinePath> files) {
				return files.stream().filter(gone::equals).toList();
			}
		};
		Plan plan = new PlanCommand(was, clone).setFacets(facets).setSourceUser(clone.user()).setExact()
				.call(new NullProgressMonitor());
		assertEquals(List.of(new Plan.NotDone("dotfiles", ".bashrc", null,
				"its contents were not kept: Likeness had not changed it by then")), plan.notDone());
		assertFalse(plan.items().stream().anyMatch(item -> item.key().equals(".bashrc")), plan.items().toString());
		assertTrue(plan.items().contains(new Plan.PlannedItem("dotfiles", ".vimrc", Plan.Action.CHANGE)),
				plan.items().toString());
		assertFalse(plan.changes().stream().anyMatch(change -> change.path().equals(gone)));
	}

	@Test
	void letsTheCloneGenerateItsLocales() throws Exception {
		Choice locales = (facet, item) -> item.key().startsWith("generated-locale ");
		put(laptopRoot, "etc/locale.gen", "de_DE.UTF-8 UTF-8\nen_GB.UTF-8 UTF-8\nen_US.UTF-8 UTF-8\n");
		assertTrue(apply(locales).isEmpty(), "the clone has nothing that generates them");
		String list = "# A list\n# de_DE.UTF-8 UTF-8\nen_US ISO-8859-1\nen_US.UTF-8 UTF-8\n";
		put(cloneRoot, "etc/locale.gen", list);
		assertTrue(apply(locales).isEmpty(), "a list may be left of what generated them");
		put(cloneRoot, "usr/sbin/locale-gen", "#!/bin/sh\n");
		Plan plan = apply(locales).orElseThrow().plan();
		assertEquals("# A list\nde_DE.UTF-8 UTF-8\n# en_US ISO-8859-1\nen_US.UTF-8 UTF-8\nen_GB.UTF-8 UTF-8\n",
				Files.readString(cloneRoot.resolve("etc/locale.gen")));
		SystemCommand generate = new SystemCommand(List.of("locale-gen"), 3 << 20);
		assertEquals(List.of(generate), clone.ran(), "three locales instead of two");
		assertEquals(new PlanStep(PlanStep.Kind.RUN, 1, 0), plan.steps().get(plan.steps().size() - 1));
		assertTrue(apply(locales).isEmpty());
		Path copy = temporary.resolve("was");
		Oracle.run("cp", "-a", cloneRoot.toString(), copy.toString());
		put(cloneRoot, "etc/locale.gen", list);
		FolderClone was = new FolderClone(copy, "/home/ann");
		new ApplyCommand(new PlanCommand(was, clone).setFacets(facets).setSourceUser(was.user()).setExact(), was, clone,
				clone, recorder).call(new NullProgressMonitor()).orElseThrow();
		assertEquals(2, clone.ran().size(), "a rollback has them generated, too");
	}

	@Test
	void looksAgainAtWhatProgramsMayHaveChanged() throws Exception {
		put(laptopRoot, "etc/locale.gen", "de_DE.UTF-8 UTF-8\n");
		put(cloneRoot, "etc/locale.gen", "");
		put(cloneRoot, "usr/sbin/locale-gen", "#!/bin/sh\n");
		put(cloneRoot, "etc/default/grub", "GRUB_TIMEOUT=5\n");
		clone.setProgram(() -> {
			try {
				Path file = cloneRoot.resolve("etc/default/grub");
				FileTime time = Files.getLastModifiedTime(file);
				Files.writeString(file, "GRUB_TIMEOUT=9\n");
				Files.setLastModifiedTime(file, time);
			} catch (IOException e) {
				throw new UncheckedIOException(e);
			}
		});
		apply((facet, item) -> item.key().startsWith("generated-locale ")).orElseThrow();
		MachinePath changed = MachinePath.of("/etc/default/grub");
		assertEquals(digest("GRUB_TIMEOUT=5\n"), recorder.before.digests().get(changed));
		assertEquals(digest("GRUB_TIMEOUT=9\n"), recorder.after.digests().get(changed));
	}

	@Test
	void takesOneItemAndLeavesAllOthers() throws Exception {
		Applied applied = apply((facet, item) -> item.key().equals("/org/example/name")).orElseThrow();
		assertEquals("[org/example]\nname='laptop'\nonly-here=uint32 5", dump(cloneRoot).strip());
		assertEquals(Map.of("dconf", 1), applied.plan().counts());
		assertEquals(List.of("/home/ann/.config/dconf/user"),
				applied.plan().changes().stream().map(change -> change.path().toString()).toList());
	}

	@Test
	void writesNothingThroughASymlink() throws Exception {
		Files.delete(cloneRoot.resolve("home/ann/.config/app/same.conf"));
		Files.delete(cloneRoot.resolve("home/ann/.config/app"));
		Files.createSymbolicLink(cloneRoot.resolve("home/ann/.config/app"), temporary.resolve("elsewhere"));
		Applied applied = apply(
				(facet, item) -> item.key().startsWith(".config/app/new") || item.key().equals(".bashrc"))
				.orElseThrow();
		assertEquals(List.of(".bashrc"), applied.plan().items().stream().map(Plan.PlannedItem::key).toList());
		assertEquals("clone: .config/app is a symlink, and what it leads to is not compared",
				applied.plan().notDone().get(0).reason());
		assertFalse(Files.exists(temporary.resolve("elsewhere")));
	}

	@Test
	void stopsWhereThePlanIsNotTrueAnyMore() throws Exception {
		PlanCommand planning = planning(ALL);
		Plan shown = planning.call(new NullProgressMonitor());
		put(cloneRoot, "home/ann/.bashrc", "# changed by somebody else\n");
		MachineException moved = assertThrows(MachineException.class,
				() -> new ApplyCommand(planning, laptop, clone, clone, recorder).setShown(shown)
						.call(new NullProgressMonitor()));
		assertTrue(moved.what().contains("/home/ann/.bashrc"), moved.what());
		assertEquals("Nothing was changed.", moved.state());
		assertEquals("# changed by somebody else\n", Files.readString(cloneRoot.resolve("home/ann/.bashrc")));
	}

	/** The laptop is in use: what changes there meanwhile is left out, and the rest goes on. */
	@Test
	void whatChangesOnTheLaptopSinceThePlanIsLeftOut() throws Exception {
		PlanCommand planning = planning(ALL);
		Plan shown = planning.call(new NullProgressMonitor());
		put(laptopRoot, "home/ann/.bashrc", "alias ll='ls -la'\n");
		put(laptopRoot, "home/ann/.config/app/new/came.conf", "new\n");
		Files.delete(laptopRoot.resolve("home/ann/.vimrc"));
		put(laptopRoot, "etc/default/keyboard", "XKBLAYOUT=\"fr\"\nXKBOPTIONS=\"compose:caps\"\n");
		ApplyCommand strict = new ApplyCommand(planning, laptop, clone, clone, recorder).setShown(shown)
				.setAllOrNothing(true);
		assertThrows(MachineException.class, () -> strict.call(new NullProgressMonitor()));
		assertEquals("# default\n", Files.readString(cloneRoot.resolve("home/ann/.bashrc")));

		Applied applied = new ApplyCommand(planning, laptop, clone, clone, recorder).setShown(shown)
				.call(new NullProgressMonitor()).orElseThrow();

		assertEquals(List.of(".bashrc", ".vimrc", "keyboard XKBLAYOUT", "keyboard XKBOPTIONS"),
				applied.plan().leftOutSince(shown).stream()
						.map(Plan.NotDone::key).sorted().toList());
		assertEquals("# default\n", Files.readString(cloneRoot.resolve("home/ann/.bashrc")));
		assertEquals("set nocp\n", Files.readString(cloneRoot.resolve("home/ann/.vimrc")));
		assertFalse(Files.exists(cloneRoot.resolve("home/ann/.config/app/new/came.conf")));
		assertEquals("a = 1\n", Files.readString(cloneRoot.resolve("home/ann/.config/app/new/deep.conf")));
		assertEquals("# KEYBOARD CONFIGURATION FILE\nXKBLAYOUT=\"us\"\nXKBOPTIONS=\"\"\n",
				Files.readString(cloneRoot.resolve("etc/default/keyboard")));
		assertTrue(recorder.step.message().contains("\n\nLeft out:\n"), recorder.step.message());
		assertEquals(digest("# default\n"), recorder.after.digests().get(MachinePath.of("/home/ann/.bashrc")));
	}

	/** The transaction finds it only when it reads: it is begun again without that item, and its other names. */
	@Test
	void whatChangesWhileItIsReadIsLeftOut() throws Exception {
		put(laptopRoot, "home/ann/.busy", "busy\n");
		put(laptopRoot, "home/ann/.folder/busy", "busy\n");
		List<MachinePath> read = new ArrayList<>();
		Machine live = new MachineWrapper(laptop) {
			@Override
			public void readAsFound(Collection<FileEntry> files, ContentReceiver receiver, IProgressMonitor monitor)
					throws MachineException {
				List<FileEntry> still = files.stream().filter(file -> !file.path().name().raw().endsWith("busy"))
						.toList();
				files.stream().filter(file -> !still.contains(file)).forEach(file -> read.add(file.path()));
				super.readAsFound(still, receiver, monitor);
			}
		};
		PlanCommand planning = new PlanCommand(live, clone).setFacets(facets).setSourceUser(laptop.user())
				.setChoice(ALL);
		Plan shown = planning.call(new NullProgressMonitor());
		ApplyCommand strict = new ApplyCommand(planning, live, clone, clone, recorder).setShown(shown)
				.setAllOrNothing(true);
		assertThrows(MachineException.class, () -> strict.call(new NullProgressMonitor()));

		Applied applied = new ApplyCommand(planning, live, clone, clone, recorder).setShown(shown)
				.call(new NullProgressMonitor()).orElseThrow();

		assertEquals(List.of(".busy", ".folder/busy"), applied.plan().leftOutSince(shown).stream()
				.map(Plan.NotDone::key).sorted().toList());
		assertFalse(Files.exists(cloneRoot.resolve("home/ann/.busy")));
		assertFalse(Files.exists(cloneRoot.resolve("home/ann/.folder")), "no folder is left of what was not done");
		assertEquals("alias ll='ls -l'\n", Files.readString(cloneRoot.resolve("home/ann/.bashrc")));
		assertTrue(recorder.step.message().contains("Left out:"), recorder.step.message());
		assertEquals(Optional.empty(), recorder.after.survey().entry(MachinePath.of("/home/ann/.busy")));
	}

	@Test
	void recordsWhatWasAndWhatIs() throws Exception {
		apply((facet, item) -> item.key().equals(".bashrc")).orElseThrow();
		assertEquals(Map.of("dotfiles", 1), recorder.step.counts());
		assertEquals("Apply 1 dotfiles", recorder.step.message());
		MachinePath path = MachinePath.of("/home/ann/.bashrc");
		assertEquals(digest("# default\n"), recorder.before.digests().get(path));
		assertEquals(digest("alias ll='ls -l'\n"), recorder.after.digests().get(path));
	}

	@Test
	void keepsWhatPassesByWithoutReadingItBack() throws Exception {
		String large = "large ".repeat(500_000);
		put(laptopRoot, "home/ann/.large", large);
		apply(ALL).orElseThrow();
		assertTrue(recorder.kept.contains(large));
		assertTrue(recorder.kept.contains("alias ll='ls -l'\n"));
		assertTrue(recorder.kept.contains(Files.readString(cloneRoot.resolve("etc/default/locale"))),
				"what was made for the plan is kept too");
		assertEquals(digest(large), recorder.after.digests().get(MachinePath.of("/home/ann/.large")));
		assertFalse(clone.read().contains(MachinePath.of("/home/ann/.large")));
		assertFalse(clone.read().contains(MachinePath.of("/home/ann/.config/app/new/deep.conf")));
	}

	/** The laptop is in use meanwhile. */
	@Test
	void keepsWhatCameToTheCloneAndNotWhatTheLaptopHasSince() throws Exception {
		String large = "large ".repeat(500_000);
		MachinePath path = MachinePath.of("/home/ann/.large");
		put(laptopRoot, "home/ann/.large", large);
		Machine changing = new MachineWrapper(laptop) {
			@Override
			public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
					throws MachineException {
				super.read(files, receiver, monitor);
				if (files.contains(path)) {
					try {
						put(laptopRoot, "home/ann/.large", large.toUpperCase());
					} catch (IOException e) {
						throw new AssertionError(e);
					}
				}
			}
		};
		PlanCommand planning = new PlanCommand(changing, clone).setFacets(facets).setSourceUser(laptop.user())
				.setChoice((facet, item) -> item.key().equals(".large"));
		new ApplyCommand(planning, changing, clone, clone, recorder).call(new NullProgressMonitor()).orElseThrow();
		assertEquals(large, Files.readString(cloneRoot.resolve("home/ann/.large")));
		assertEquals(digest(large), recorder.after.digests().get(path));
		assertTrue(recorder.kept.contains(large));
	}

	@Test
	void keepsNoPasswordInTheHistory() throws Exception {
		put(cloneRoot, "etc/apt/sources.list", "deb http://ann:hunter2@example.org/debian stable main\n");
		put(cloneRoot, "etc/apt/sources.list.d/plain.list", "deb http://example.org/debian stable main\n");
		List<Facet> all = new ArrayList<>(facets);
		all.add(new AptSources());
		PlanCommand planning = planning((facet, item) -> item.key().equals(".bashrc")).setFacets(all);
		new ApplyCommand(planning, laptop, clone, clone, recorder).call(new NullProgressMonitor()).orElseThrow();
		for (RecordedState state : List.of(recorder.before, recorder.after)) {
			MachinePath secret = MachinePath.of("/etc/apt/sources.list");
			assertEquals(Optional.empty(), state.survey().content(secret));
			assertEquals("it holds a password, and was not kept", state.survey().problem(secret).orElseThrow());
			assertTrue(state.survey().content(MachinePath.of("/etc/apt/sources.list.d/plain.list")).isPresent());
			assertFalse(state.inventories().get("apt-sources").items().toString().contains("hunter2"));
		}
	}

	@Test
	void keepsNoPasswordThatItWritesOrReplaces() throws Exception {
		put(laptopRoot, "etc/apt/sources.list", "deb http://ann:new-secret@example.org/debian stable main\n");
		put(cloneRoot, "etc/apt/sources.list", "deb http://ann:old-secret@example.org/debian stable main\n");
		PlanCommand planning = planning((facet, item) -> facet.id().equals("apt-sources"))
				.setFacets(List.of(new AptSources()));
		new ApplyCommand(planning, laptop, clone, clone, recorder).call(new NullProgressMonitor()).orElseThrow();
		assertEquals(Files.readString(laptopRoot.resolve("etc/apt/sources.list")),
				Files.readString(cloneRoot.resolve("etc/apt/sources.list")));
		assertFalse(recorder.kept.toString().contains("secret"), recorder.kept.toString());
		for (RecordedState state : List.of(recorder.before, recorder.after)) {
			assertEquals(Optional.empty(), state.survey().content(MachinePath.of("/etc/apt/sources.list")));
		}
	}

	private static Digest digest(String text) {
		return Digest.of(Digest.computation().digest(text.getBytes(StandardCharsets.UTF_8)));
	}

	private PlanCommand planning(Choice choice) {
		return new PlanCommand(laptop, clone).setFacets(facets).setSourceUser(laptop.user()).setChoice(choice);
	}

	private Optional<Applied> apply(Choice choice) throws MachineException {
		return new ApplyCommand(planning(choice), laptop, clone, clone, recorder).call(new NullProgressMonitor());
	}

	private static void put(Path root, String path, String content) throws IOException {
		Path file = root.resolve(path);
		Files.createDirectories(file.getParent());
		Files.writeString(file, content);
	}

	private static Map<String, String> environment(Path root) throws IOException {
		Path profile = Files.writeString(root.getParent().resolve("profile"), "user-db:user\n");
		return Map.of("DCONF_PROFILE", profile.toString(), "XDG_CONFIG_HOME",
				root.resolve("home/ann/.config").toString(), "XDG_RUNTIME_DIR", root.getParent().toString());
	}

	private static void dconf(Path root, String keyFile) throws Exception {
		Oracle.run(environment(root), keyFile, "dbus-run-session", "--", "dconf", "load", "/");
	}

	private static String dump(Path root) throws Exception {
		return Oracle.run(environment(root), "", "dconf", "dump", "/");
	}

	/** What rsync would do to make one like the other. */
	private static String rsync(Path from, Path to) throws Exception {
		return Oracle.run("rsync", "-nac", "--delete", "--itemize-changes", from + "/", to + "/").lines()
				.filter(line -> !line.endsWith(" ./")).collect(Collectors.joining("\n"));
	}
}
