/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.CloneFolder;
import org.likeness.core.Digest;
import org.likeness.core.FileChange;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.PackageChange;
import org.likeness.core.PackageData;
import org.likeness.core.PackageFile;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageRequest;
import org.likeness.core.PackageState;
import org.likeness.core.PackageWish;
import org.likeness.guestfs.internal.AptSettings;
import org.likeness.guestfs.internal.ThisProcess;

/** Runs the apt of this machine for a clone, against a package source of the test's own. */
class ClonePackagesTest {

	private static final String DPKG = AptRepository.paragraph("dpkg", "1.21.22", "amd64", "Essential: yes");
	private static final String OLD = AptRepository.paragraph("old", "1:1.0", "all");
	private static final String BASE = AptRepository.paragraph("base", "1.0", "amd64");
	private static final String NEEDS_BASE = AptRepository.paragraph("needs-base", "1.0", "all", "Depends: base");

	@TempDir
	Path folder;
	private AptRepository repository;
	private final AptClone clone = new AptClone().installed(DPKG, OLD, BASE, NEEDS_BASE);
	private Path image;
	private PackagePool pool;

	@BeforeEach
	void makeSource() throws Exception {
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x")); // apt's user has to get through
		repository = new AptRepository(Files.createDirectory(folder.resolve("source")));
		repository.add("app", "1.0", "all", "Depends: lib (>= 1)");
		repository.add("app", "2:2.0", "all", "Depends: lib (>= 1)");
		repository.add("lib", "1.0", "amd64", "Multi-Arch: same");
		repository.add("left", "1.0", "all", "Conflicts: right");
		repository.add("right", "1.0", "all");
		repository.add("lost", "1.0", "all", "Depends: nowhere");
		repository.add("old", "1:1.0", "all");
		repository.add("old", "1:2.0", "all");
		clone.put("/etc/apt/sources.list", repository.publish().line("[trusted=yes]"));
		image = Files.createFile(folder.resolve("clone.qcow2"));
		pool = PackagePool.of(CloneFolder.of(image));
	}

	@AfterEach
	void closeSource() throws Exception {
		repository.close();
	}

	private ClonePackages packages() {
		return new ClonePackages(clone, image, folder.resolve("apt"));
	}

	private PackageRequest request(List<PackageWish> wishes) {
		return new PackageRequest(wishes, List.of(), clone);
	}

	private PackagePlan resolve(PackageWish... wishes) throws MachineException {
		return packages().resolve(request(List.of(wishes)), new NullProgressMonitor());
	}

	private PackagePlan fetched(PackageWish... wishes) throws MachineException {
		ClonePackages packages = packages();
		PackagePlan plan = packages.resolve(request(List.of(wishes)), new NullProgressMonitor());
		packages.fetch(plan, new NullProgressMonitor());
		return plan;
	}

	private static PackageState state(String name, String version) {
		return new PackageState(name, "all", version, false, false);
	}

	private static PackageWish wish(PackageState now, PackageState wanted) {
		return new PackageWish("apt-packages", (now == null ? wanted : now).name(), now, wanted);
	}

	private static PackageWish add(String name, String version) {
		return wish(null, state(name, version));
	}

	/** @return the changes, one a line */
	private static String text(PackagePlan plan) {
		return plan.changes().stream()
				.map(change -> change.name() + ":" + change.architecture() + " " + change.from() + " " + change.to()
						+ (change.chosen() ? "" : " (needed)"))
				.collect(Collectors.joining("\n"));
	}

	/** @return why, by item */
	private static Map<String, String> refused(PackagePlan plan) {
		return plan.refused().entrySet().stream()
				.collect(Collectors.toMap(entry -> entry.getKey().key(), Map.Entry::getValue));
	}

	/** @return the file as a plan names it, when it has not been fetched */
	private PackageFile file(String name, String served) throws Exception {
		return new PackageFile(name, size(served), digest(served), false);
	}

	private Digest digest(String served) throws IOException {
		return Digest.of(Digest.computation().digest(Files.readAllBytes(repository.folder().resolve(served))));
	}

	private boolean holds(String archive, String served) throws IOException {
		return pool.holds(archive, digest(served));
	}

	private long size(String file) throws IOException {
		return Files.size(repository.folder().resolve(file));
	}

	@Test
	void passwordsOfSourcesLieOnTheDiskOnlyWhileAptRuns() throws Exception {
		clone.put("/etc/apt/sources.list", "# nothing\n");
		clone.put("/etc/apt/sources.list.d/own.list",
				repository.line("[trusted=yes]").replace("://", "://ann:hunter2@"));
		ClonePackages packages = packages();
		PackagePlan plan = packages.resolve(request(List.of(add("app", "1.0"))), new NullProgressMonitor());
		assertEquals(Map.of(), refused(plan));
		assertNoPassword();
		packages.fetch(plan, new NullProgressMonitor());
		assertTrue(holds("app_1.0_all.deb", "app-1.0-all.deb"), "apt had the password");
		assertNoPassword();
		clone.put("/etc/apt/sources.list.d/own.list", "deb [trusted=yes] http://ann:hunter2@127.0.0.1:1/ ./\n");
		PackagePlan failed = packages.resolve(request(List.of(add("lib", "1.0"))), new NullProgressMonitor());
		assertFalse(failed.refused().toString().contains("hunter2"), failed.refused().toString());
		assertNoPassword();
	}

	private void assertNoPassword() throws Exception {
		try (Stream<Path> files = Files.walk(folder.resolve("apt"))) {
			for (Path file : files.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)).toList()) {
				assertFalse(Files.readString(file, StandardCharsets.ISO_8859_1).contains("hunter2"), file.toString());
			}
		}
	}

	@Test
	void theVersionThatIsWishedComesWithWhatItNeeds() throws Exception {
		PackagePlan plan = resolve(add("app", "1.0"));
		assertEquals(List.of(
				new PackageChange("app", "all", null, "1.0", file("app_1.0_all.deb", "app-1.0-all.deb"), null, 0, 0,
						add("app", "1.0")),
				new PackageChange("lib", "amd64", null, "1.0", file("lib_1.0_amd64.deb", "lib-1.0-amd64.deb"), null, 0,
						0, null)),
				plan.changes());
		assertEquals(List.of(state("app", "1.0"), new PackageState("lib", "amd64", "1.0", true, false)), plan.marks());
		assertEquals(Map.of(), plan.instead());
		assertEquals(Map.of(), refused(plan));
		assertEquals(size("app-1.0-all.deb") + size("lib-1.0-amd64.deb"), plan.bytesToFetch());
	}

	@Test
	void anotherVersionComesWhereTheWishedOneCannotBeHad() throws Exception {
		PackagePlan plan = resolve(add("app", "1.5"));
		assertEquals("app:all null 2:2.0\nlib:amd64 null 1.0 (needed)", text(plan));
		assertEquals("app_2%3a2.0_all.deb", plan.changes().get(0).comes().name());
		assertEquals(size("app-2.2.0-all.deb"), plan.changes().get(0).comes().size());
		assertEquals(Map.of(add("app", "1.5"), "2:2.0"), plan.instead());
		assertEquals(Map.of(), refused(plan));
	}

	@Test
	void installedSizesAreToldAsThePackagesTellThem() throws Exception {
		repository.add("big", "2.0", "all", "Installed-Size: 3000", "Depends: lib (>= 1)");
		repository.add("big", "1:3.0", "all", "Installed-Size: 5000", "Depends: lib (>= 1)");
		clone.put("/etc/apt/sources.list", repository.publish().line("[trusted=yes]")).installed(DPKG,
				AptRepository.paragraph("big", "1.0", "all", "Installed-Size: 700"),
				AptRepository.paragraph("old", "1:1.0", "all", "Installed-Size: 20"));
		PackageWish[] wishes = { wish(state("big", "1.0"), state("big", "2.0")), wish(state("old", "1:1.0"), null) };
		List<PackagePlan> plans = List.of(resolve(wishes), fetched(wishes), resolve(wishes));
		for (PackagePlan plan : plans) {
			assertEquals("big:all 1.0 2.0\nlib:amd64 null 1.0 (needed)\nold:all 1:1.0 null", text(plan));
			assertEquals(List.of(3000L << 10, 0L, 0L),
					plan.changes().stream().map(PackageChange::unpacked).toList());
			assertEquals(List.of(700L << 10, 0L, 20L << 10),
					plan.changes().stream().map(PackageChange::freed).toList());
		}
		assertEquals(List.of(0L, 0L, size("old-1.1.0-all.deb")),
				plans.get(0).changes().stream().map(PackageChange::toKeep).toList(), "no source has the first one");
		assertEquals(3, plans.get(0).filesToFetch());
		assertEquals(size("big-2.0-all.deb") + size("lib-1.0-amd64.deb") + size("old-1.1.0-all.deb"),
				plans.get(0).bytesToFetch());
		assertEquals(0, plans.get(2).filesToFetch());
		assertEquals(0, plans.get(2).bytesToFetch());
		assertTrue(holds("old_1%3a1.0_all.deb", "old-1.1.0-all.deb"));
	}

	@Test
	void nobodyElseSeesWithWhatAptWorks() throws Exception {
		Files.createDirectory(folder.resolve("apt"));
		resolve(add("app", "1.0"));
		Path work = folder.resolve("apt");
		assertEquals(ThisProcess.userId() == 0 ? "rwx--x--x" : "rwx------",
				PosixFilePermissions.toString(Files.getPosixFilePermissions(work)));
		for (String secret : List.of("root/apt.conf", "root/etc/apt/sources.list")) {
			assertEquals("rw-------",
					PosixFilePermissions.toString(Files.getPosixFilePermissions(work.resolve(secret))));
		}
	}

	@Test
	void whatNoSourceHasIsRefused() throws Exception {
		clone.installed(DPKG, AptRepository.paragraph("old", "1:2.0", "all"));
		PackagePlan plan = resolve(add("nosuch", "1.0"), wish(state("old", "1:2.0"), state("old", "1:3.0")),
				add("lost", "1.0"), add("app", "1.0"));
		assertEquals("app:all null 1.0\nlib:amd64 null 1.0 (needed)", text(plan));
		assertEquals(Map.of("nosuch", "none of the clone's package sources has it", "old",
				"version 1:3.0 can't be had any more", "lost",
				"lost : Depends: nowhere but it is not installable"), refused(plan));
		assertEquals(List.of("app", "lib"), plan.marks().stream().map(PackageState::name).toList());
	}

	@Test
	void whatOthersNeedDoesNotGo() throws Exception {
		PackageState base = new PackageState("base", "amd64", "1.0", false, false);
		PackagePlan plan = resolve(wish(base, null), wish(state("old", "1:1.0"), null), add("app", "1.0"));
		assertEquals("app:all null 1.0\nlib:amd64 null 1.0 (needed)\nold:all 1:1.0 null", text(plan));
		assertEquals(Map.of("base", "the clone would lose needs-base, which was not chosen"), refused(plan));
		PackagePlan both = resolve(wish(base, null), wish(state("needs-base", "1.0"), null));
		assertEquals("base:amd64 1.0 null\nneeds-base:all 1.0 null", text(both));
		assertEquals(Map.of(), refused(both));
		PackagePlan essential = resolve(wish(new PackageState("dpkg", "amd64", "1.21.22", false, false), null));
		assertEquals("", text(essential));
		assertEquals(Set.of("dpkg"), refused(essential).keySet());
		assertTrue(refused(essential).get("dpkg").contains("ssential"), refused(essential).toString());
	}

	@Test
	void ofTwoThatConflictOneIsRefused() throws Exception {
		PackagePlan plan = resolve(add("app", "1.0"), add("left", "1.0"), add("right", "1.0"),
				wish(state("old", "1:1.0"), state("old", "1:2.0")));
		assertEquals("app:all null 1.0\nleft:all null 1.0\nlib:amd64 null 1.0 (needed)\nold:all 1:1.0 1:2.0",
				text(plan));
		assertEquals(Set.of("right"), refused(plan).keySet());
		assertTrue(refused(plan).get("right").contains("Conflicts: right"), refused(plan).toString());
	}

	@Test
	void whatComesTrueOnlyWithALaterWishIsTriedAgain() throws Exception {
		PackagePlan plan = resolve(wish(new PackageState("base", "amd64", "1.0", false, false), null),
				add("left", "1.0"), add("right", "1.0"), wish(state("needs-base", "1.0"), null));
		assertEquals("base:amd64 1.0 null\nleft:all null 1.0\nneeds-base:all 1.0 null", text(plan));
		assertEquals(Set.of("right"), refused(plan).keySet());
	}

	@Test
	void aSourceThatIsAwayIsTheReason() throws Exception {
		repository.close();
		PackagePlan plan = resolve(add("app", "1.0"), wish(state("old", "1:1.0"), null));
		assertEquals("old:all 1:1.0 null", text(plan), "for a removal no source is needed");
		assertTrue(refused(plan).get("app").matches(
				"none of the clone's package sources has it, and not all could be reached: .*127\\.0\\.0\\.1.*"),
				refused(plan).toString());
	}

	@Test
	void whatASourceHadServesWhileItIsAway() throws Exception {
		resolve(add("app", "1.0"));
		repository.close();
		assertEquals("app:all null 1.0\nlib:amd64 null 1.0 (needed)", text(resolve(add("app", "1.0"))));
		MachineException failure = assertThrows(MachineException.class, () -> fetched(add("app", "1.0")));
		assertEquals("The clone is as it was.", failure.state());
		assertFalse(Files.exists(pool.file("app_1.0_all.deb")));
	}

	@Test
	void sourcesAreAskedOnceInAWhile() throws Exception {
		ClonePackages packages = packages();
		packages.resolve(request(List.of(wish(state("old", "1:1.0"), null))), new NullProgressMonitor());
		assertEquals(List.of(), repository.requests(), "for a removal no source is needed");
		packages.resolve(request(List.of(add("app", "1.0"))), new NullProgressMonitor());
		List<String> asked = repository.requests();
		assertTrue(asked.contains("/./Packages") || asked.contains("/Packages"), asked.toString());
		packages.resolve(request(List.of(add("app", "1.0"))), new NullProgressMonitor());
		assertEquals(asked, repository.requests());
		clone.put("/etc/apt/sources.list.d/more.list", "# other sources\n");
		packages.resolve(request(List.of(add("app", "1.0"))), new NullProgressMonitor());
		assertTrue(repository.requests().size() > asked.size());
	}

	@Test
	void filesOfTheLaptopAreNoSource() throws Exception {
		try (AptRepository local = new AptRepository(Files.createDirectory(folder.resolve("local")))) {
			local.add("local", "1.0", "all");
			local.publish();
			for (String scheme : List.of("file:", "copy:", "file://")) {
				clone.put("/etc/apt/sources.list.d/local.list",
						"deb [trusted=yes] " + scheme + local.folder() + " ./\n");
				PackagePlan plan = resolve(add("local", "1.0"), add("app", "1.0"));
				assertEquals("app:all null 1.0\nlib:amd64 null 1.0 (needed)", text(plan), scheme);
				assertTrue(refused(plan).get("local").contains("packages are not fetched by "),
						refused(plan).toString());
			}
		}
	}

	@Test
	void fetchedFilesAreWholeAndTheReplacedOnesAreKept() throws Exception {
		PackagePlan plan = fetched(add("app", "2:2.0"), wish(state("old", "1:1.0"), state("old", "1:2.0")));
		for (PackageChange change : plan.changes()) {
			Path served = repository.folder().resolve(
					change.name() + "-" + change.to().replace(":", ".") + "-" + change.architecture() + ".deb");
			assertArrayEquals(Files.readAllBytes(served), Files.readAllBytes(pool.file(change.comes().name())));
		}
		assertArrayEquals(Files.readAllBytes(repository.folder().resolve("old-1.1.0-all.deb")),
				Files.readAllBytes(pool.file("old_1%3a1.0_all.deb")));
		try (Stream<Path> files = Files.list(pool.folder())) {
			assertEquals(List.of("app_2%3a2.0_all.deb", "lib_1.0_amd64.deb", "old_1%3a1.0_all.deb",
					"old_1%3a2.0_all.deb"), files.map(file -> file.getFileName().toString()).sorted().toList());
		}
		PackagePlan again = resolve(add("app", "2:2.0"), wish(state("old", "1:1.0"), state("old", "1:2.0")));
		assertEquals(text(plan), text(again));
		assertTrue(again.changes().stream().allMatch(change -> change.comes().fetched()));
		assertEquals(0, again.bytesToFetch());
	}

	@Test
	void whatWasFetchedIsNotFetchedAgain() throws Exception {
		fetched(add("app", "1.0"));
		long before = repository.requests().stream().filter(path -> path.endsWith(".deb")).count();
		assertEquals(2, before);
		fetched(add("app", "1.0"));
		assertEquals(before, repository.requests().stream().filter(path -> path.endsWith(".deb")).count());
	}

	@Test
	void aRemovedPackageIsKept() throws Exception {
		fetched(wish(state("old", "1:1.0"), state("old", "1:2.0")));
		Files.delete(pool.file("old_1%3a1.0_all.deb"));
		fetched(wish(state("old", "1:1.0"), null));
		assertTrue(Files.exists(pool.file("old_1%3a1.0_all.deb")));
	}

	@Test
	void aReplacedPackageThatCannotBeHadIsNoObstacle() throws Exception {
		Files.delete(repository.folder().resolve("old-1.1.0-all.deb"));
		fetched(wish(state("old", "1:1.0"), state("old", "1:2.0")));
		assertTrue(Files.exists(pool.file("old_1%3a2.0_all.deb")));
		assertFalse(Files.exists(pool.file("old_1%3a1.0_all.deb")));
	}

	@Test
	void whatNoSourceHasAnyMoreComesBackFromThePool() throws Exception {
		fetched(add("app", "1.0"), wish(state("old", "1:1.0"), state("old", "1:2.0")));
		clone.installed(DPKG, AptRepository.paragraph("old", "1:2.0", "all"));
		Map<String, Digest> digests = new HashMap<>();
		for (String gone : List.of("old-1.1.0-all.deb", "app-1.0-all.deb", "lib-1.0-amd64.deb")) {
			digests.put(gone.replace("-1.1.0-", "_1%3a1.0_").replace("-", "_"), digest(gone));
			Files.delete(repository.folder().resolve(gone));
		}
		repository.publish();
		assertEquals(Set.of("app"), refused(resolve(add("app", "1.0"))).keySet(),
				"nobody knows what its file is to hold");
		clone.packageFiles(digests);
		PackageWish lib = wish(null, new PackageState("lib", "amd64", "1.0", true, false));
		PackagePlan plan = fetched(wish(state("old", "1:2.0"), state("old", "1:1.0")), add("app", "1.0"), lib);
		assertEquals(Map.of(), refused(plan));
		assertEquals("app:all null 1.0\nlib:amd64 null 1.0\nold:all 1:2.0 1:1.0", text(plan));
		assertEquals(List.of("app_1.0_all.deb", "lib_1.0_amd64.deb", "old_1%3a1.0_all.deb"),
				plan.changes().stream().map(change -> change.comes().name()).toList());
		assertEquals(0, plan.bytesToFetch());
		repository.close();
		assertEquals(text(plan), text(
				fetched(wish(state("old", "1:2.0"), state("old", "1:1.0")), add("app", "1.0"), lib)));
	}

	@Test
	void whatIsNotWhatWasFetchedIsFetchedAgain() throws Exception {
		fetched(add("app", "1.0"));
		byte[] other = Files.readAllBytes(pool.file("app_1.0_all.deb"));
		other[other.length - 20] ^= 1;
		Files.write(pool.file("app_1.0_all.deb"), other);
		PackagePlan plan = resolve(add("app", "1.0"));
		assertEquals(List.of(false, true), plan.changes().stream().map(change -> change.comes().fetched()).toList());
		fetched(add("app", "1.0"));
		assertTrue(holds("app_1.0_all.deb", "app-1.0-all.deb"));
	}

	@Test
	void aPackageThatSomebodyPutThereIsNoPackage() throws Exception {
		repository.add("extra", "1.0", "all");
		pool.prepare();
		Files.move(repository.folder().resolve("extra-1.0-all.deb"), pool.file("extra_1.0_all.deb"));
		clone.packageFiles(Map.of("extra_1.0_all.deb", digest("app-1.0-all.deb")));
		assertEquals(Map.of("extra", "none of the clone's package sources has it"),
				refused(resolve(add("extra", "1.0"))));
	}

	@Test
	void whatSpeaksWithTheNetworkIsNotRoot() throws Exception {
		byte[] key = sign("right");
		clone.put("/etc/apt/sources.list", repository.line("[signed-by=/usr/share/keyrings/test.gpg]"))
				.put("/usr/share/keyrings/test.gpg", key);
		assertEquals("app:all null 1.0\nlib:amd64 null 1.0 (needed)", text(fetched(add("app", "1.0"))));
		int user = ThisProcess.userId();
		assertEquals(Set.of(user != 0 ? user : Integer.parseInt(AptRepository.run("id", "-u", "_apt").strip())),
				repository.users());
	}

	@Test
	void aFolderThatAptsUserCannotGetToIsRefused() throws Exception {
		assumeTrue(ThisProcess.userId() == 0, "others fetch as themselves");
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
		MachineException failure = assertThrows(MachineException.class, () -> resolve(add("app", "1.0")));
		assertEquals("The clone is as it was.", failure.state());
		assertEquals(List.of(), repository.requests());
		assertEquals(Path.of("/var/cache/likeness/apt/x"), ClonePackages.folder(folder, "x"));
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
		assertEquals(folder.resolve("apt/x"), ClonePackages.folder(folder, "x"));
	}

	/** @return a folder of methods of which each says that it was run */
	private Path methods(Path said) throws Exception {
		Path methods = Files.createDirectory(folder.resolve("methods"));
		for (Path method : files(AptSettings.ofThisComputer().methods())) {
			Files.createSymbolicLink(methods.resolve(method.getFileName()), method);
		}
		for (String name : List.of("file", "copy", "cdrom", "ssh", "rsh", "ftp", "mirror", "mirror+file", "mirror+http",
				"tor+http", "s3", "thirdparty")) {
			Path method = methods.resolve(name);
			Files.deleteIfExists(method);
			Files.writeString(method, "#!/bin/sh\necho " + name + " >> " + said + "\n");
			Files.setPosixFilePermissions(method, PosixFilePermissions.fromString("rwxr-xr-x"));
		}
		return methods;
	}

	private static List<Path> files(Path folder) throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.toList();
		}
	}

	@Test
	void noOtherMethodIsRunThanThoseThatAreAllowed() throws Exception {
		Path said = Files.createFile(folder.resolve("said"));
		Files.setPosixFilePermissions(said, PosixFilePermissions.fromString("rw-rw-rw-"));
		Path methods = methods(said);
		for (String scheme : List.of("file:/tmp", "copy:/tmp", "cdrom:/tmp", "ssh://example.org", "rsh://example.org",
				"ftp://example.org", "mirror://example.org/x", "mirror+file:/tmp/x", "mirror+http://example.org/x",
				"tor+http://example.org", "s3://bucket", "thirdparty://x", "../file:/tmp", "./thirdparty://x")) {
			clone.put("/etc/apt/sources.list.d/other.list", "deb [trusted=yes] " + scheme + " ./\n");
			ClonePackages packages = new ClonePackages(clone, image, folder.resolve("apt"),
					() -> new AptSettings(List.of(), methods, List.of()));
			PackagePlan plan = packages.resolve(request(List.of(add("nosuch", "1.0"))), new NullProgressMonitor());
			assertEquals(Set.of("nosuch"), refused(plan).keySet(), scheme);
			assertEquals("", Files.readString(said), scheme);
		}
		clone.put("/etc/apt/sources.list.d/other.list", "deb [trusted=yes] thirdparty://x ./\n");
		new ClonePackages(clone, image, folder.resolve("apt"),
				() -> new AptSettings(List.of(), methods, List.of("thirdparty")))
				.resolve(request(List.of(add("nosuch", "1.0"))), new NullProgressMonitor());
		assertTrue(Files.readString(said).startsWith("thirdparty\n"), "the user allows it");
	}

	@Test
	void whatIsNotWhatTheSourcePromisedIsNotTaken() throws Exception {
		Path file = repository.folder().resolve("app-1.0-all.deb");
		byte[] other = Files.readAllBytes(file);
		other[other.length - 20] ^= 1;
		Files.write(file, other);
		MachineException failure = assertThrows(MachineException.class, () -> fetched(add("app", "1.0")));
		assertEquals("The clone is as it was.", failure.state());
		assertFalse(Files.exists(pool.file("app_1.0_all.deb")));
	}

	@Test
	void aPackageOfAForeignArchitectureIsReplacedAndKept() throws Exception {
		repository.add("foreign", "1.0", "i386");
		repository.add("foreign", "2.0", "i386");
		repository.publish();
		clone.put("/var/lib/dpkg/arch", "amd64\ni386\n").installed(DPKG,
				AptRepository.paragraph("foreign", "1.0", "i386"));
		PackageState now = new PackageState("foreign", "i386", "1.0", false, false);
		PackageState wanted = new PackageState("foreign", "i386", "2.0", false, false);
		PackagePlan plan = fetched(new PackageWish("apt-packages", "foreign:i386", now, wanted));
		assertEquals("foreign:i386 1.0 2.0", text(plan));
		assertEquals(List.of(wanted), plan.marks());
		assertTrue(Files.exists(pool.file("foreign_2.0_i386.deb")));
		assertTrue(Files.exists(pool.file("foreign_1.0_i386.deb")), "for a rollback");
		PackagePlan gone = resolve(new PackageWish("apt-packages", "foreign:i386", now, null));
		assertEquals("foreign:i386 1.0 null", text(gone));
	}

	@Test
	void aPackageThatIsHeldCanBeChosen() throws Exception {
		clone.put("/var/lib/dpkg/status",
				(DPKG + "\n" + OLD).replace("\nVersion", "\nStatus: install ok installed\nVersion")
						.replace("Package: old\nStatus: install", "Package: old\nStatus: hold"));
		PackageState held = new PackageState("old", "all", "1:1.0", false, true);
		PackagePlan plan = resolve(wish(held, state("old", "1:2.0")));
		assertEquals(Map.of(), refused(plan));
		assertEquals("old:all 1:1.0 1:2.0", text(plan));
	}

	@Test
	void aSourceThatIsWrittenBeforeServesAlready() throws Exception {
		String source = new String(clone.content("/etc/apt/sources.list"), StandardCharsets.UTF_8);
		clone.put("/etc/apt/sources.list", "# none yet\n");
		assertEquals(Set.of("app"), refused(resolve(add("app", "1.0"))).keySet());
		AptClone laptop = new AptClone().put("/etc/apt/sources.list.d/new.list", source);
		MachinePath path = MachinePath.of("/etc/apt/sources.list.d/new.list");
		FileEntry entry = new FileEntry(path, FileType.FILE, 0644, 0, 0, source.length(), 0, null);
		FileChange made = new FileChange(path, null, entry,
				new FileChange.Made(source.getBytes(StandardCharsets.UTF_8)));
		FileChange copied = new FileChange(path, null, entry, new FileChange.Copied(entry));
		for (FileChange change : List.of(made, copied)) {
			PackagePlan plan = packages().resolve(
					new PackageRequest(List.of(add("app", "1.0")), List.of(change), laptop),
					new NullProgressMonitor());
			assertEquals(Map.of(), refused(plan));
		}
	}

	@Test
	void aMarkNeedsNoSource() throws Exception {
		PackageState automatic = new PackageState("old", "all", "1:1.0", true, true);
		PackagePlan plan = resolve(wish(state("old", "1:1.0"), automatic));
		assertEquals(List.of(), plan.changes());
		assertEquals(List.of(automatic), plan.marks());
		assertEquals(List.of(), repository.requests());
	}

	@Test
	void theKeyringsAreThoseOfTheClone() throws Exception {
		byte[] key = sign("right");
		clone.put("/etc/apt/sources.list", repository.line("[signed-by=/usr/share/keyrings/test.gpg]"));
		assertEquals(Set.of("app"), refused(resolve(add("app", "1.0"))).keySet(), "without a key");
		clone.put("/usr/share/keyrings/test.gpg", key);
		assertEquals(Map.of(), refused(resolve(add("app", "1.0"))));
		clone.put("/usr/share/keyrings/test.gpg", key("wrong"));
		Path other = folder.resolve("other");
		PackagePlan plan = new ClonePackages(clone, image, other).resolve(request(List.of(add("app", "1.0"))),
				new NullProgressMonitor());
		assertEquals(Set.of("app"), refused(plan).keySet(), "with another's key");
	}

	/** @return the public key with which the source is signed now */
	private byte[] sign(String name) throws Exception {
		byte[] key = key(name);
		gpg(name, "--clearsign", "-o", repository.folder().resolve("InRelease").toString(),
				repository.folder().resolve("Release").toString());
		return key;
	}

	private byte[] key(String name) throws Exception {
		Files.createDirectory(folder.resolve(name), PosixFilePermissions.asFileAttribute(
				PosixFilePermissions.fromString("rwx------")));
		gpg(name, "--passphrase", "", "--quick-generate-key", name + "@example.org", "ed25519", "sign", "never");
		Path exported = folder.resolve(name + ".gpg");
		gpg(name, "-o", exported.toString(), "--export");
		return Files.readAllBytes(exported);
	}

	private void gpg(String home, String... words) throws Exception {
		List<String> all = new ArrayList<>(
				List.of("gpg", "--homedir", folder.resolve(home).toString(), "--batch", "-q"));
		all.addAll(List.of(words));
		try {
			AptRepository.run(all.toArray(String[]::new));
		} finally {
			AptRepository.run("gpgconf", "--homedir", folder.resolve(home).toString(), "--kill", "all");
		}
	}

	@Test
	void aCloneWithoutDpkgHasNoPackages() {
		clone.put("/var/lib/dpkg/status", "");
		MachineException failure = assertThrows(MachineException.class, () -> resolve(add("app", "1.0")));
		assertEquals("clone.qcow2", failure.where());
	}

	@Test
	void whatScriptsOfAPackageMayRemoveIsTold() throws Exception {
		clone.installed(DPKG, AptRepository.paragraph("pg", "1.0", "amd64"),
				AptRepository.paragraph("old", "1:1.0", "all"))
				.put("/var/lib/dpkg/info/pg:amd64.list",
						"/.\n/var\n/var/lib\n/var/lib/pgdata\n/var/lib/pgdata/README\n")
				.put("/var/lib/dpkg/info/pg:amd64.postrm", "rm -rf /var/lib/pgdata")
				.put("/var/lib/pgdata/README", "of the package").put("/var/lib/pgdata/main/base", "rows")
				.put("/var/lib/pgdata/main/wal", "more").put("/var/log/pg/pg.log", "said")
				.put("/var/lib/dpkg/info/old.list", "/.\n/var\n/var/lib\n/var/lib/old\n")
				.put("/var/lib/old/data", "no script removes it").put("/var/lib/other/x", "x");
		PackagePlan plan = resolve(wish(new PackageState("pg", "amd64", "1.0", false, false), null),
				wish(state("old", "1:1.0"), null));
		assertEquals("old:all 1:1.0 null\npg:amd64 1.0 null", text(plan));
		assertEquals(List.of(), plan.dataOf(plan.changes().get(0)));
		assertEquals(List.of(new PackageData(MachinePath.of("/var/lib/pgdata"), 2, 8),
				new PackageData(MachinePath.of("/var/log/pg"), 1, 4)), plan.dataOf(plan.changes().get(1)));
	}

	@Test
	void cancellingEndsIt() {
		NullProgressMonitor monitor = new NullProgressMonitor();
		monitor.setCanceled(true);
		assertThrows(OperationCanceledException.class,
				() -> packages().resolve(request(List.of(add("app", "1.0"))), monitor));
	}

	/** The laptop's own apt may run meanwhile: what counts is what can only be of ours, which knows this source. */
	@Test
	void theLaptopsOwnStateStays() throws Exception {
		String source = "127.0.0.1:" + repository.line("").replaceAll(".*127.0.0.1:(\\d+)/.*\n", "$1");
		fetched(add("app", "1.0"), wish(state("old", "1:1.0"), state("old", "1:2.0")));
		assertNotEquals("", knowing(source, folder.toString()), "ours has asked it, and has kept what it learned");
		assertEquals("", knowing(source, "/var/lib/apt /var/lib/dpkg /var/cache/apt /var/log/apt /etc/apt"));
	}

	/** @return the files below these folders that name a package source, in their own name or in their contents */
	private static String knowing(String source, String folders) throws Exception {
		return AptRepository.run("sh", "-c", "{ find " + folders + " -name '*" + source + "*'; grep -rlaF " + source
				+ " " + folders + "; } 2>/dev/null || :");
	}
}
