/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.CachingMachine;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Machine;
import org.likeness.core.MachinePath;
import org.likeness.core.MachineWrapper;
import org.likeness.core.PathPattern;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/** What is asked for by way of symlinks is told the same, whatever else is asked for or was before. */
class LinkedWalkTest {

	private static final List<Want> WANTS = List.of(
			tree("/home/ann", "[!.]*", ".config/mimeapps.list", ".config/dconf", ".config/xfce4"),
			file("/home/ann/.config/mimeapps.list"), file("/home/ann/.config/dconf/user"),
			Want.contents(path("/home/ann/.config/xfce4/xfconf"), "**"), file("/etc/locale.gen"),
			file("/etc/default/locale"), file("/etc/locale.conf"), tree("/etc", "?*"), tree("/home", "*"),
			tree("/home/ann/.config", "*"), file("/home/ann/.dangling"), file("/home/ann/.loop"),
			file("/home/ann/.config/none/there"), tree("/usr/share/i18n"), tree("/"),
			Want.contents(path("/home/ann/dotfiles"), "*"), file("/home/ann/.config/app/new"));

	@TempDir
	Path scratch;
	private Path root;
	private Machine machine;

	@BeforeEach
	void makeRoot() throws Exception {
		root = scratch.resolve("root");
		Shell.run(scratch, """
				mkdir -p root/{home,data/ann,etc/default,usr/lib,usr/share/i18n,mnt/fast/cfg/dconf}; cd root
				ln -s ../data/ann home/ann; cd data/ann; mkdir -p dotfiles/xfconf .x
				ln -s /mnt/fast/cfg .config; ln -s nothing .dangling; ln -s .loop .loop; echo b > .x/b; ln -s .x .y
				echo m > dotfiles/mimeapps.list; echo x > dotfiles/xfconf/t.xml; echo doc > document
				cd ../../mnt/fast/cfg; echo d > ../dconf-user; ln -s ../../dconf-user dconf/user; mkdir xfce4 app
				ln -s /home/ann/dotfiles/mimeapps.list .; ln -s /home/ann/dotfiles/xfconf xfce4/xfconf; echo n > app/new
				cd ../../../etc; ln -s /usr/share/i18n/SUPPORTED locale.gen; ln -s ../locale.conf default/locale
				echo ID=debian > os-release; echo LANG=C > locale.conf; echo de_DE > ../usr/share/i18n/SUPPORTED
				""");
		machine = new FolderMachine("test", "test", root);
	}

	private static MachinePath path(String text) {
		return MachinePath.of(text);
	}

	private static Want file(String path) {
		return Want.file(path(path));
	}

	private static Want tree(String path, String... leaveOut) {
		return Want.tree(path(path), List.of(leaveOut).stream().map(PathPattern::of).toList());
	}

	private static Survey survey(Machine of, List<Want> wants) throws Exception {
		return of.survey(SurveyRequest.of(wants), new NullProgressMonitor());
	}

	private static String content(Survey survey, MachinePath path) {
		return survey.content(path).map(bytes -> new String(bytes, StandardCharsets.UTF_8).strip()).orElse("-");
	}

	/** All that anyone can ask a survey. */
	private static String text(Survey survey) {
		StringBuilder text = new StringBuilder();
		for (Want want : survey.request().wants()) {
			text.append(want.root()).append(" at ").append(survey.places().of(want.root())).append(' ')
					.append(survey.knows(want.root())).append(' ').append(survey.problems(want)).append('\n');
			for (FileEntry entry : survey.entries(want)) {
				text.append(entry).append(' ').append(content(survey, entry.path())).append('\n');
			}
			survey.leftOut(want).forEach(entry -> text.append("left out ").append(entry).append('\n'));
		}
		survey.entries().forEach(entry -> text.append(entry).append(survey.content(entry.path()).isPresent())
				.append(survey.problem(entry.path())).append('\n'));
		return text.toString();
	}

	@Test
	void tellsWhatARootLeadsToAndTheLinkBesideIt() throws Exception {
		Survey survey = survey(machine, WANTS);
		assertEquals("m", content(survey, path("/home/ann/.config/mimeapps.list")));
		assertEquals("d", content(survey, path("/home/ann/.config/dconf/user")));
		assertEquals("x", content(survey, path("/home/ann/.config/xfce4/xfconf/t.xml")));
		assertEquals("de_DE", content(survey, path("/etc/locale.gen")));
		assertEquals("LANG=C", content(survey, path("/etc/default/locale")));
		assertEquals("n", content(survey, path("/home/ann/.config/app/new")));
		assertEquals(path("/usr/share/i18n/SUPPORTED"), survey.places().of(path("/etc/locale.gen")));
		assertEquals(path("/data/ann/dotfiles/mimeapps.list"),
				survey.places().of(path("/home/ann/.config/mimeapps.list")));
		assertEquals(Optional.of(FileType.FILE), survey.entry(path("/etc/locale.gen")).map(FileEntry::type));
		assertEquals(Optional.of(FileType.SYMLINK), survey.unfollowed(path("/etc/locale.gen")).map(FileEntry::type));
		assertEquals(Optional.of(FileType.SYMLINK), survey.unfollowed(path("/home/ann/.config")).map(FileEntry::type));
		assertEquals(List.of("/home/ann", "/home/ann/.config", "/home/ann/.dangling", "/home/ann/.loop", "/home/ann/.x",
				"/home/ann/.x/b", "/home/ann/.y"),
				survey.entries(WANTS.get(0)).stream().map(entry -> entry.path().toString()).toList());
	}

	@Test
	void whatIsRememberedNeverChangesAnAnswer() throws Exception {
		Random random = new Random(50);
		for (int i = 0; i < 60; i++) {
			List<Want> before = some(random);
			List<Want> wants = some(random);
			CachingMachine caching = new CachingMachine(new MachineWrapper(machine) {
				@Override
				public Optional<String> stateProof() {
					return Optional.of("proof");
				}
			}, scratch.resolve("memory" + i), List.of(WANTS.get(random.nextInt(WANTS.size()))));
			survey(caching, before);
			assertEquals(text(survey(machine, wants)), text(survey(caching, wants)), before + " then " + wants);
			assertEquals(text(survey(machine, before)), text(survey(caching, before)), wants + " then " + before);
		}
	}

	private static List<Want> some(Random random) {
		List<Want> wants = new ArrayList<>(WANTS);
		java.util.Collections.shuffle(wants, random);
		return wants.subList(0, 1 + random.nextInt(6));
	}
}
