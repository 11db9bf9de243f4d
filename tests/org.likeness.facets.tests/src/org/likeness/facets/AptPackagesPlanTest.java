/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.Likeness;
import org.likeness.core.MachineWrapper;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageRequest;
import org.likeness.core.PackageResolver;
import org.likeness.core.PackageState;
import org.likeness.core.PackageWish;
import org.likeness.core.Plan;
import org.likeness.core.PlanCommand;
import org.likeness.core.Preferences;
import org.likeness.core.RecordPublisher;
import org.likeness.core.Transaction;

/** Tells what packages the facet wishes of two dpkg status files. */
class AptPackagesPlanTest {

	private static final String INSTALLED = "install ok installed";

	@TempDir
	Path temporary;
	private final AptPackages facet = new AptPackages();
	private final List<PackageWish> wishes = new ArrayList<>();
	private FolderClone laptop;
	private FolderClone clone;

	/** Takes wishes, and grants them all. */
	private final class WishedOf extends MachineWrapper implements ChangeableMachine, PackageResolver {

		private final FolderClone folder;

		WishedOf(FolderClone folder) {
			super(folder);
			this.folder = folder;
		}

		@Override
		public Optional<PackageResolver> packages() {
			return Optional.of(this);
		}

		@Override
		public PackagePlan resolve(PackageRequest request, IProgressMonitor monitor) {
			wishes.addAll(request.wishes());
			return new PackagePlan(List.of(), List.of(), Map.of(), Map.of());
		}

		@Override
		public void fetch(PackagePlan plan, IProgressMonitor monitor) {
			throw new AssertionError("a plan fetches nothing");
		}

		@Override
		public Transaction begin(IProgressMonitor monitor) {
			return folder.begin(monitor);
		}

		@Override
		public Optional<String> recover(RecordPublisher recorder, IProgressMonitor monitor) {
			return Optional.empty();
		}
	}

	@BeforeEach
	void makeBothSides() throws Exception {
		laptop = new FolderClone(Files.createDirectories(temporary.resolve("laptop")), "/home/ann");
		clone = new FolderClone(Files.createDirectories(temporary.resolve("clone")), "/home/ann");
	}

	private static String paragraph(String name, String status, String architecture, String version) {
		return "Package: " + name + "\nStatus: " + status + "\nArchitecture: " + architecture + "\nVersion: " + version
				+ "\n\n";
	}

	private void installed(String side, String paragraphs, String automatic) throws Exception {
		Path root = temporary.resolve(side);
		Files.createDirectories(root.resolve("var/lib/dpkg"));
		Files.createDirectories(root.resolve("var/lib/apt"));
		Files.writeString(root.resolve("var/lib/dpkg/status"),
				paragraph("dpkg", INSTALLED, "amd64", "1.21.22") + paragraphs);
		Files.writeString(root.resolve("var/lib/apt/extended_states"), automatic);
	}

	private static String automatic(String name, String architecture) {
		return "Package: " + name + "\nArchitecture: " + architecture + "\nAuto-Installed: 1\n\n";
	}

	private Plan plan() throws Exception {
		return plan(new Preferences());
	}

	private Plan plan(Preferences preferences) throws Exception {
		return new PlanCommand(laptop, new WishedOf(clone)).setFacets(List.of(facet)).setSourceUser(laptop.user())
				.setPreferences(preferences).setChoice((of, item) -> true).call(new NullProgressMonitor());
	}

	private static PackageWish wish(String key, PackageState now, PackageState wanted) {
		return new PackageWish("apt-packages", key, now, wanted);
	}

	@Test
	void packagesComeAndGoAndChange() throws Exception {
		installed("laptop", paragraph("new", INSTALLED, "all", "1:2.0-1") + paragraph("newer", INSTALLED, "amd64", "2")
				+ paragraph("same", INSTALLED, "all", "1") + paragraph("libc6", INSTALLED, "i386", "2.36"),
				automatic("new", "amd64"));
		installed("clone", paragraph("newer", INSTALLED, "amd64", "1") + paragraph("same", INSTALLED, "all", "1")
				+ paragraph("gone", INSTALLED, "all", "3"), automatic("newer", "amd64"));
		Plan plan = plan();
		assertEquals(List.of(
				wish("gone", new PackageState("gone", "all", "3", false, false), null),
				wish("libc6:i386", null, new PackageState("libc6", "i386", "2.36", false, false)),
				wish("new", null, new PackageState("new", "all", "1:2.0-1", true, false)),
				wish("newer", new PackageState("newer", "amd64", "1", true, false),
						new PackageState("newer", "amd64", "2", false, false))),
				wishes);
		assertEquals(List.of("remove gone", "add libc6:i386", "add new", "change newer"),
				plan.items().stream().map(item -> item.action().word() + " " + item.key()).toList());
		assertEquals(List.of(), plan.notDone());
		assertEquals(List.of(), plan.changes(), "dpkg and apt write their files themselves");
		assertEquals(List.of(false, true, true, true), wishes.stream().map(PackageWish::isInstalled).toList());
	}

	@Test
	void whatIsLeftOfAPackageIsNeitherInstalledNorLost() throws Exception {
		String removed = "deinstall ok config-files";
		installed("laptop", paragraph("both", INSTALLED, "all", "1") + paragraph("there", removed, "all", "1"), "");
		installed("clone", paragraph("both", removed, "all", "1") + paragraph("here", removed, "all", "1"), "");
		Plan plan = plan();
		assertEquals(List.of(wish("both", null, new PackageState("both", "all", "1", false, false))), wishes);
		assertEquals(List.of("both/config-files left-configuration", "here/config-files left-configuration",
				"there/config-files left-configuration"),
				plan.notDone().stream().map(item -> item.key() + " " + item.rule()).toList());
		assertEquals(new Likeness(1, 0, 1, 0), plan.comparison().facets().get(0).likeness());
		Preferences preferences = new Preferences();
		preferences.setOn(facet, preferences.rules(facet).stream()
				.filter(rule -> rule.name().equals("left-configuration")).findFirst().orElseThrow(), false);
		plan = plan(preferences);
		assertEquals(List.of("both/config-files", "here/config-files", "there/config-files"),
				plan.notDone().stream().map(Plan.NotDone::key).toList());
		assertTrue(plan.notDone().get(1).reason().startsWith("nothing is purged"), plan.notDone().toString());
	}

	/** Where another facet asks whether that file is there; its packages would be there still, and dpkg not know them. */
	@Test
	void aRollBackLeavesTheStatusOfDpkgToDpkg() throws Exception {
		installed("laptop", paragraph("same", INSTALLED, "all", "1"), "");
		installed("clone", paragraph("same", INSTALLED, "all", "1") + paragraph("later", INSTALLED, "all", "3"), "");
		Plan plan = new PlanCommand(laptop, new WishedOf(clone)).setFacets(List.of(facet, new AptSources()))
				.setSourceUser(laptop.user()).setExact().call(new NullProgressMonitor());
		assertEquals(List.of(wish("later", new PackageState("later", "all", "3", false, false), null)), wishes);
		assertEquals(List.of(), plan.changes().stream().map(change -> change.path().toString())
				.filter(path -> path.startsWith("/var/lib/dpkg")).toList());
	}

	@Test
	void marksAndHoldsAreWishedWithoutInstalling() throws Exception {
		installed("laptop",
				paragraph("held", "hold ok installed", "all", "1") + paragraph("free", INSTALLED, "all", "1")
						+ paragraph("asked", INSTALLED, "all", "1") + paragraph("along", INSTALLED, "all", "1"),
				automatic("along", "amd64"));
		installed("clone", paragraph("held", INSTALLED, "all", "1") + paragraph("free", "hold ok installed", "all", "1")
				+ paragraph("asked", INSTALLED, "all", "1") + paragraph("along", INSTALLED, "all", "1"),
				automatic("asked", "amd64"));
		assertEquals(4, plan().items().size());
		assertEquals(List.of(
				wish("along", new PackageState("along", "all", "1", false, false),
						new PackageState("along", "all", "1", true, false)),
				wish("asked", new PackageState("asked", "all", "1", true, false),
						new PackageState("asked", "all", "1", false, false)),
				wish("free", new PackageState("free", "all", "1", false, true),
						new PackageState("free", "all", "1", false, false)),
				wish("held", new PackageState("held", "all", "1", false, false),
						new PackageState("held", "all", "1", false, true))),
				wishes);
		assertTrue(wishes.stream().noneMatch(PackageWish::isInstalled));
	}

	@Test
	void anotherArchitectureIsInstalled() throws Exception {
		installed("laptop", paragraph("tool", INSTALLED, "all", "1"), "");
		installed("clone", paragraph("tool", INSTALLED, "amd64", "1"), "");
		plan();
		assertEquals(List.of(wish("tool", new PackageState("tool", "amd64", "1", false, false),
				new PackageState("tool", "all", "1", false, false))), wishes);
		assertTrue(wishes.get(0).isInstalled());
	}

	@Test
	void whatIsNotSettledThereIsRefused() throws Exception {
		installed("laptop", paragraph("half", "install ok half-configured", "all", "1")
				+ paragraph("again", "install reinstreq installed", "all", "2")
				+ paragraph("mended", INSTALLED, "all", "1"), "");
		installed("clone", paragraph("again", INSTALLED, "all", "1")
				+ paragraph("mended", "install ok half-installed", "all", "1")
				+ paragraph("broken", "install ok unpacked", "all", "1"), "");
		Plan plan = plan();
		assertEquals(List.of("broken", "mended"), wishes.stream().map(PackageWish::key).toList());
		assertEquals(List.of("broken", "mended"), plan.items().stream().map(Plan.PlannedItem::key).toList());
		assertEquals(
				List.of("again it is not settled there: reinstallation required",
						"half it is not settled there: half-configured"),
				plan.notDone().stream().map(item -> item.key() + " " + item.reason()).toList());
	}

	@Test
	void whatARuleKeepsIsNotWished() throws Exception {
		installed("laptop", paragraph("linux-image-amd64", INSTALLED, "amd64", "2")
				+ paragraph("vim", INSTALLED, "amd64", "2"), "");
		installed("clone", paragraph("linux-image-amd64", INSTALLED, "amd64", "1")
				+ paragraph("firmware-iwlwifi", INSTALLED, "all", "1"), "");
		Plan plan = plan();
		assertEquals(List.of("vim"), wishes.stream().map(PackageWish::key).toList());
		assertEquals(List.of("firmware", "kernel"), plan.notDone().stream().map(Plan.NotDone::rule).toList());
		assertFalse(facet.isHeldByFiles());
	}
}
