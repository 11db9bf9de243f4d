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
import org.likeness.core.FileSystem;
import org.likeness.core.MachinePath;
import org.likeness.core.Digest;
import org.likeness.core.PackageChange;
import org.likeness.core.PackageData;
import org.likeness.core.PackageFile;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageRequest;
import org.likeness.core.PackageResolver;
import org.likeness.core.PackageState;
import org.likeness.core.PackageWish;

/** What is told of packages in plans, and when they are applied. */
class PackagesTest {

	private static final PackageWish WANTS_APP = new PackageWish("lines", "app", null, state("app"));
	private static final PackageChange APP = new PackageChange("app", "all", null, "2",
			file("app_2_all.deb", 1 << 20, false), null, 3 << 20, 0, WANTS_APP);
	private static final PackageChange GONE = new PackageChange("gone", "all", "1", null, null,
			file("gone_1_all.deb", 1 << 10, false), 0, 512 << 10,
			new PackageWish("lines", "gone", state("gone"), null));
	private static final PackageChange LIB = new PackageChange("lib", "amd64", null, "1:1.0",
			file("lib_1%3a1.0_amd64.deb", 512, false), null, 0, 0, null);
	private static final PackageChange BASE = new PackageChange("base", "amd64", "1", "2",
			file("base_2_amd64.deb", 2048, true), null, 4096, 3072, null);

	private static PackageFile file(String name, long size, boolean fetched) {
		return new PackageFile(name, size, Digest.of(new byte[Digest.LENGTH]), fetched);
	}

	private static PackageState state(String name) {
		return new PackageState(name, "all", "1", false, false);
	}

	private static PackageWish wants(String name) {
		return new PackageWish("lines", name, null, state(name));
	}

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
		plan = new PackagePlan(List.of(changes), List.of(), Map.of(WANTS_APP, "2"),
				Map.of(wants("lost"), "no source has it"));
	}

	@Test
	void aPlanTellsWhatBecomesOfPackages() {
		answer(APP, BASE, GONE, LIB);
		assertEquals(
				"""
						Installed packages  lines
						  add      app                                  1, 1.0 MiB to fetch, 3.0 MiB installed  gets 2, the other can't be had
						  remove   gone                                 1, 1.0 KiB to fetch of what goes

						Packages that others need
						  change   base                                 1 → 2, 4.0 KiB installed
						  add      lib                                  1:1.0, 512 B to fetch

						Stays as it is
						  lines:lost                                    can't be done: no source has it

						2 items: 1 to add, 1 to remove

						In this order, all of it or nothing
						  1  fetch 3 packages (1.0 MiB)
						  2  install 3 packages (3.0 MiB unpacked)
						  3  remove 1 package (512.0 KiB freed)
						""",
				run("plan").out());
	}

	@Test
	void longListsAreCut() {
		PackageChange[] many = new PackageChange[300];
		for (int i = 0; i < many.length; i++) {
			many[i] = new PackageChange("lib" + i, "all", null, "1", file("lib.deb", 1, false), null, 0, 0, null);
		}
		answer(many);
		String out = run("plan").out();
		assertTrue(out.contains("more  (-v lists them)\n"), out);
		assertFalse(out.contains("  lib299 "), out);
		String all = run("plan", "-v").out();
		assertTrue(all.contains("  lib299 "), all);
		assertTrue(all.endsWith("  1  fetch 300 packages (300 B)\n  2  install 300 packages (0 B unpacked)\n"), all);
	}

	@Test
	void whatMayBeLostWithAPackageIsToldByName() throws Exception {
		answer(GONE);
		plan = plan.with(Map.of(GONE, List.of(new PackageData(MachinePath.of("/var/lib/gone"), 2, 2048))));
		String out = run("plan").out();
		assertTrue(out.contains(
				"           its own scripts may remove /var/lib/gone (2 files, 2.0 KiB), which is not kept\n"), out);
		Map<String, Object> json = Json.object(run("plan", "--json").out());
		assertEquals(List.of(Map.of("folder", "/var/lib/gone", "files", 2, "bytes", 2048)),
				((Map<?, ?>) Json.list(json.get("packages")).get(0)).get("dataNotKept"));
	}

	@Test
	void totalsAreOfWhatThereIs() throws Exception {
		answer(GONE);
		assertTrue(run("plan").out()
				.endsWith("\n  1  fetch 1 package (1.0 KiB)\n  2  remove 1 package (512.0 KiB freed)\n"));
		answer(BASE);
		assertTrue(run("plan").out().endsWith("\n  1  install 1 package (4.0 KiB unpacked)\n"));
		plan = new PackagePlan(List.of(), List.of(new PackageState("gone", "all", "1", true, false)), Map.of(),
				Map.of());
		assertTrue(run("plan").out().endsWith("\n  1  mark 1 package as chosen or needed, held or not\n"));
		answer(APP, GONE);
		trees.shell("echo a > $L/new");
		assertTrue(run("plan").out().endsWith("""
				  1  fetch 2 packages (1.0 MiB)
				  2  write 1 file (2 B)
				  3  install 1 package (3.0 MiB unpacked)
				  4  remove 1 package (512.0 KiB freed)
				"""), run("plan").out());
	}

	@Test
	void whereNothingCanBeHadThereIsNothingToDo() {
		plan = new PackagePlan(List.of(), List.of(), Map.of(),
				Map.of(WANTS_APP, "no", GONE.wish(), "no", wants("lost"), "no source has it"));
		String out = run("plan").out();
		assertTrue(out.contains("lines:lost ") && out.endsWith("\nThere is nothing to do.\n"), out);
	}

	@Test
	void aPlanIsDocumentedJson() throws Exception {
		answer(APP, BASE, GONE);
		Map<String, Object> json = Json.object(run("plan", "--json").out());
		List<Map<String, Object>> packages = Json.list(json.get("packages"));
		assertEquals(
				List.of("name", "architecture", "action", "from", "to", "chosen", "bytesToFetch", "bytesToKeep",
						"bytesInstalled",
						"bytesFreed", "dataNotKept"),
				List.copyOf(packages.get(0).keySet()));
		assertEquals(Arrays.asList("app", "all", "add", null, "2", true, 1 << 20, 0, 3 << 20, 0, List.of()),
				new ArrayList<>(packages.get(0).values()));
		assertEquals(Arrays.asList("base", "amd64", "change", "1", "2", false, 0, 0, 4096, 3072, List.of()),
				new ArrayList<>(packages.get(1).values()));
		assertEquals(Arrays.asList("gone", "all", "remove", "1", null, true, 0, 1 << 10, 0, 512 << 10, List.of()),
				new ArrayList<>(packages.get(2).values()));
		assertEquals(3, packages.size());
		assertEquals(List.of("app", "gone"),
				Json.list(json.get("items")).stream().map(item -> item.get("key")).toList());
		assertEquals(Arrays.asList("2", null),
				Json.list(json.get("items")).stream().map(item -> item.get("instead")).toList());
		assertEquals(List.of("fetch 2 1049600", "install 2 3149824", "uninstall 1 524288"),
				Json.list(json.get("steps")).stream()
						.map(step -> step.get("step") + " " + step.get("count") + " " + step.get("bytes")).toList());
		assertEquals("no source has it", Json.list(json.get("notDone")).get(0).get("reason"));
		plan = PackagePlan.NONE;
		assertEquals(List.of(), Json.object(run("plan", "--json").out()).get("packages"));
	}

	@Test
	void aPlanTellsTheFreeSpaceBeforeAndAfter() throws Exception {
		clone.fileSystem(new FileSystem(List.of(MachinePath.of("/")), 4096, 9 << 20, 8 << 20))
				.fileSystem(new FileSystem(List.of(MachinePath.of("/home")), 1024, 2 << 20, 1 << 20));
		answer(APP, GONE);
		trees.shell("echo a > $L/new");
		assertTrue(run("plan").out().endsWith("""

				Free space in the clone         now         afterwards
				  /                             8.0 MiB     5.5 MiB
				  /home                         1.0 MiB     1023.0 KiB
				"""), run("plan").out());
		List<Map<String, Object>> rooms = Json.list(Json.object(run("plan", "--json").out()).get("fileSystems"));
		assertEquals(List.of("folders", "size", "free", "needed", "freeAfter", "fits"),
				List.copyOf(rooms.get(0).keySet()));
		assertEquals(List.of(List.of("/"), 9 << 20, 8 << 20, 5 << 19, 11 << 19, true),
				List.copyOf(rooms.get(0).values()));
		assertEquals(List.of(List.of("/home"), 2 << 20, 1 << 20, 1024, (1 << 20) - 1024, true),
				List.copyOf(rooms.get(1).values()));
	}

	@Test
	void whatHasNoRoomIsRefusedBeforeAnythingIsAsked() throws Exception {
		clone.fileSystem(new FileSystem(List.of(MachinePath.of("/")), 4096, 9 << 20, 2 << 20));
		answer(APP);
		assertTrue(run("plan").out().endsWith("""
				  /                             2.0 MiB     there is no room: 3.0 MiB are needed
				"""), run("plan").out());
		Cli.Result result = cli.run("apply", folder.resolve("clone.qcow2").toString(), "-q", "--all", "--yes",
				"--laptop-root", trees.laptop());
		assertEquals(3, result.exitCode());
		assertEquals("There is no room for the change in the clone's file system /: it takes 3 MB, and 2 MB are free: "
				+ clone.label() + "\nNothing was changed.\nFree space in the clone or enlarge it, or choose less.\n",
				result.err());
		assertEquals(null, fetched);
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
