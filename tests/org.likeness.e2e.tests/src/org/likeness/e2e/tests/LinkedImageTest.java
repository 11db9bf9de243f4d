/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Account;
import org.likeness.core.Applied;
import org.likeness.core.ApplyCommand;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachinePath;
import org.likeness.core.PlanCommand;
import org.likeness.core.State;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;
import org.likeness.facets.DconfSettings;
import org.likeness.facets.Dotfiles;
import org.likeness.facets.SystemSettings;
import org.likeness.facets.XfconfSettings;
import org.likeness.guestfs.ImageMachine;
import org.likeness.history.CloneHistory;
import org.likeness.laptop.FolderMachine;

/**
 * A guest whose settings are reached by way of symlinks: what is wanted of it is what is wanted of the tree that it was
 * made of, whatever else is, or was, asked for; and it is written where it leads.
 */
class LinkedImageTest {

	private static final IProgressMonitor MONITOR = new NullProgressMonitor();

	private static final String LINKS = """
			mkdir -p etc/default usr/share/i18n usr/sbin home/ann/dotfiles/xfconf/xfce-perchannel-xml data
			echo 'de_DE.UTF-8 UTF-8' > usr/share/i18n/SUPPORTED; ln -s /usr/share/i18n/SUPPORTED etc/locale.gen
			echo "LANG=$1" > etc/locale.conf; ln -s ../locale.conf etc/default/locale
			cd home/ann; mkdir -p .config/xfce4; echo "# $1" > .bashrc
			printf '[Default Applications]\\ntext/html=%s.desktop\\n' "$1" > dotfiles/mimeapps.list
			ln -s ../dotfiles/mimeapps.list .config/mimeapps.list
			printf '<channel name="t" version="1.0"><property name="a" type="string" value="%s"/></channel>\\n' "$1" \\
				> dotfiles/xfconf/xfce-perchannel-xml/t.xml
			ln -s /home/ann/dotfiles/xfconf .config/xfce4/xfconf; ln -s .loop .loop; ln -s nowhere .dangling
			cd ..; mv ann ../data/ann; ln -s ../data/ann ann
			cd ..; find . -exec touch -h -d @1700000000 {} +; chown -R 1000:1000 data/ann
			""";

	private final List<Facet> facets = List.of(new Dotfiles(), new DconfSettings(), new XfconfSettings(),
			new SystemSettings());

	@TempDir
	Path folder;

	private static List<Want> wants(String... roots) {
		return List.of(roots).stream().map(root -> Want.contents(MachinePath.of(root), "**", "")).toList();
	}

	private static String text(Machine machine, List<Want> wants) throws Exception {
		Survey survey = machine.survey(SurveyRequest.of(wants), MONITOR);
		StringBuilder text = new StringBuilder();
		for (Want want : wants) {
			text.append(want.root()).append(" at ").append(survey.places().of(want.root())).append(' ')
					.append(survey.knows(want.root())).append(' ').append(survey.problems(want).keySet()).append('\n');
			for (FileEntry entry : survey.entries(want)) {
				text.append(entry).append(' ').append(survey.content(entry.path()).map(String::new).orElse("-"))
						.append('\n');
			}
		}
		survey.entries().forEach(entry -> text.append(entry).append('\n'));
		return text.toString();
	}

	@Test
	void isReadAndWrittenWhereItLeads() throws Exception {
		Path laptopTree = SmallGuest.tree(folder.resolve("laptop"));
		Path cloneTree = SmallGuest.tree(folder.resolve("clone"));
		new Shell(laptopTree).run(LINKS, "laptop");
		new Shell(cloneTree).run(LINKS, "clone");
		Path image = SmallGuest.image(cloneTree, folder.resolve("clone.raw"));
		FolderMachine laptop = new FolderMachine("laptop", "laptop", laptopTree);
		FolderMachine tree = new FolderMachine("tree", "tree", cloneTree);
		List<Want> all = wants("/home/ann", "/home/ann/.config/mimeapps.list", "/home/ann/.config/xfce4/xfconf",
				"/etc/locale.gen", "/etc/default/locale", "/home/ann/.loop", "/home/ann/.dangling",
				"/home/ann/.config/dconf/user", "/etc/default", "/home");
		try (ChangeableMachine clone = ImageMachine.cached(image, "");
				CloneHistory history = CloneHistory.open(folder.resolve("clone.raw.likeness"))) {
			for (List<Want> some : List.of(all.subList(1, 4), all, all.subList(0, 1), all.subList(4, 8))) {
				assertEquals(text(tree, some), text(clone, some));
			}
			Account ann = laptop.describe(MONITOR).account("ann").orElseThrow();
			assertEquals(List.of("# clone"), text(clone, wants("/home/ann/.bashrc")).lines()
					.filter(line -> line.contains("# clone")).map(line -> line.replaceAll(".*# ", "# ")).toList());
			PlanCommand planning = new PlanCommand(laptop, clone).setFacets(facets).setSourceUser(ann)
					.setChoice((facet, item) -> item.keptBy() == null);
			Applied applied = new ApplyCommand(planning, laptop, clone, clone, history).call(MONITOR).orElseThrow();
			assertEquals(List.of(), applied.plan().notDone());
			assertEquals(
					List.of("/data/ann/.bashrc", "/data/ann/dotfiles/mimeapps.list",
							"/data/ann/dotfiles/xfconf/xfce-perchannel-xml/t.xml", "/etc/locale.conf"),
					applied.plan().changes().stream().map(change -> change.path().toString()).toList());
			Comparison after = new CompareCommand(laptop, clone).setFacets(facets).setLaptopUser(ann).call(MONITOR);
			assertTrue(after.facets().stream().flatMap(facet -> facet.items().stream())
					.noneMatch(item -> item.counts() && item.state() != State.SAME));
		}
	}
}
