/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.PackageChange;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageRequest;
import org.likeness.core.PackageResolver;
import org.likeness.core.PackageState;

/** What is told of packages in plans, and when they are applied. */
class PackagesTest {

	private static final PackageChange APP = new PackageChange("app", "all", null, "2", "app_2_all.deb", 1 << 20, false,
			true);
	private static final PackageChange GONE = new PackageChange("gone", "all", "1", null, null, 0, true, true);
	private static final PackageChange LIB = new PackageChange("lib", "amd64", null, "1:1.0", "lib_1%3a1.0_amd64.deb",
			512, false, false);
	private static final PackageChange BASE = new PackageChange("base", "amd64", "1", "2", "base_2_amd64.deb", 2048,
			true, false);

	@TempDir
	Path folder;
	private Trees trees;
	private Cli cli;
	private TreeClone clone;
	private PackagePlan plan = PackagePlan.NONE;
	private PackagePlan fetched;

	/** Gives one answer to all wishes. */
	private final class Answer implements PackageResolver {

		@Override
		public PackagePlan resolve(PackageRequest request, IProgressMonitor monitor) {
			return plan;
		}

		@Override
		public void fetch(PackagePlan packages, IProgressMonitor monitor) {
			fetched = packages;
		}
	}

	@BeforeEach
	void makeTrees() throws Exception {
		trees = new Trees(folder);
		clone = new TreeClone(folder.resolve("clone")).packages(new Answer());
		cli = new Cli(folder.resolve("user")).machines((image, root) -> clone)
				.facets(() -> List.of(new PackageLines(), new HomeFiles("files")));
		trees.shell("qemu-img create -q -f qcow2 clone.qcow2 1M; printf 'app=1\\nlost=1\\n' > laptop/packages; "
				+ "printf 'gone=1\\n' > clone/packages");
	}

	private Cli.Result run(String command, String... more) {
		List<String> arguments = new ArrayList<>(List.of(command, folder.resolve("clone.qcow2").toString(), "-q",
				"--all", "--laptop-root", trees.laptop()));
		arguments.addAll(Arrays.asList(more));
		Cli.Result result = cli.run(arguments.toArray(String[]::new));
		assertEquals(0, result.exitCode(), result.err());
		return result;
	}

	private void answer(PackageChange... changes) {
		plan = new PackagePlan(List.of(changes), List.of(), Map.of("app", "2"), Map.of("lost", "no source has it"));
	}

	@Test
	void aPlanTellsWhatBecomesOfPackages() {
		answer(APP, BASE, GONE, LIB);
		assertEquals("""
				Installed packages  apt-packages
				  add      app                                  1  gets 2, the other can't be had
				  remove   gone                                 1

				Packages that others need
				  change   base                                 1 → 2
				  add      lib                                  1:1.0, 512 B to fetch

				Stays as it is
				  apt-packages:lost                             can't be done: no source has it

				2 items: 1 to add, 1 to remove
				3 packages installed (1.0 MiB to fetch), 1 package removed
				""", run("plan").out());
	}

	@Test
	void longListsAreCut() {
		PackageChange[] many = new PackageChange[300];
		for (int i = 0; i < many.length; i++) {
			many[i] = new PackageChange("lib" + i, "all", null, "1", "lib.deb", 1, false, false);
		}
		answer(many);
		String out = run("plan").out();
		assertTrue(out.contains("more  (-v lists them)\n"), out);
		assertFalse(out.contains("  lib299 "), out);
		String all = run("plan", "-v").out();
		assertTrue(all.contains("  lib299 "), all);
		assertTrue(all.endsWith("300 packages installed (300 B to fetch)\n"), all);
	}

	@Test
	void totalsAreOfWhatThereIs() throws Exception {
		answer(GONE);
		assertTrue(run("plan").out().endsWith("\n1 package removed\n"));
		answer(BASE);
		assertTrue(run("plan").out().endsWith("\n1 package installed (all fetched already)\n"));
		plan = new PackagePlan(List.of(), List.of(new PackageState("gone", "all", "1", true, false)), Map.of(),
				Map.of());
		assertTrue(run("plan").out().endsWith("\npackages marked\n"));
		answer(APP, GONE);
		trees.shell("echo a > $L/new");
		assertTrue(run("plan").out().endsWith("""

				1 file written (2 B)
				1 package installed (1.0 MiB to fetch), 1 package removed
				"""), run("plan").out());
	}

	@Test
	void whereNothingCanBeHadThereIsNothingToDo() {
		plan = new PackagePlan(List.of(), List.of(), Map.of(),
				Map.of("app", "no", "gone", "no", "lost", "no source has it"));
		String out = run("plan").out();
		assertTrue(out.contains("apt-packages:lost ") && out.endsWith("\nThere is nothing to do.\n"), out);
	}

	@Test
	void aPlanIsDocumentedJson() throws Exception {
		answer(APP, BASE, GONE);
		Map<String, Object> json = Json.object(run("plan", "--json").out());
		List<Map<String, Object>> packages = Json.list(json.get("packages"));
		assertEquals(
				List.of("name", "architecture", "action", "from", "to", "chosen", "bytesToFetch"),
				List.copyOf(packages.get(0).keySet()));
		assertEquals(Arrays.asList("app", "all", "add", null, "2", true, 1 << 20),
				new ArrayList<>(packages.get(0).values()));
		assertEquals(Arrays.asList("base", "amd64", "change", "1", "2", false, 0),
				new ArrayList<>(packages.get(1).values()));
		assertEquals(Arrays.asList("gone", "all", "remove", "1", null, true, 0),
				new ArrayList<>(packages.get(2).values()));
		assertEquals(3, packages.size());
		assertEquals(List.of("app", "gone"),
				Json.list(json.get("items")).stream().map(item -> item.get("key")).toList());
		assertEquals("no source has it", Json.list(json.get("notDone")).get(0).get("reason"));
		plan = PackagePlan.NONE;
		assertEquals(List.of(), Json.object(run("plan", "--json").out()).get("packages"));
	}

	@Test
	void applyingInstallsWhatThePlanShowed() throws Exception {
		answer(APP, GONE, LIB);
		Map<String, Object> applied = Json.object(run("apply", "--yes", "--json").out());
		assertEquals(List.of("app", "gone", "lib"),
				Json.list(applied.get("packages")).stream().map(each -> each.get("name")).toList());
		assertEquals(plan, fetched);
		assertEquals("app null 2\ngone 1 null\nlib null 1:1.0\n", trees.shell("cat clone/installed"));
	}

	@Test
	void aFolderGetsNoPackages() {
		Cli.Result result = cli.run("plan", trees.cloned(), "--laptop-root", trees.laptop(), "-q", "--all");
		assertEquals(0, result.exitCode(), result.err());
		assertTrue(result.out().contains("packages can be installed on a disk image only"), result.out());
	}
}
