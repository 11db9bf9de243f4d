/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a person gets who names the wrong thing: one message of four parts and exit code 3 (2 for wrong use), no stack
 * trace, and nothing is changed.
 */
class BadInputTest {

	@TempDir
	static Path folder;

	private static Shell shell;
	private static Product product;
	private static Path laptop;
	private static Path good;

	/** What is named, and words that the message must have. */
	private record Case(String name, Path image, String... words) {
	}

	@BeforeAll
	static void make() throws IOException, InterruptedException {
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
		shell = new Shell(folder);
		product = Product.make(folder.resolve("product"));
		laptop = SmallGuest.tree(folder.resolve("laptop"));
		good = SmallGuest.image(laptop, folder.resolve("good.raw"));
		shell.run("qemu-img convert -f raw -O qcow2 good.raw good.qcow2");
	}

	private static Run compare(Object... arguments) {
		List<Object> all = new ArrayList<>(List.of("compare", "--laptop-root", laptop, "--home",
				laptop.resolve(SmallGuest.HOME)));
		all.addAll(List.of(arguments));
		return product.run(all.toArray());
	}

	/** Runs it and checks the form of the message: which has what failed and where, the state, and what to do. */
	private static String failure(Run run, Path named, String... words) throws IOException, InterruptedException {
		String state = snapshot();
		String message = run.failure();
		assertEquals(state, snapshot(), "something was changed");
		List<String> lines = message.lines().filter(line -> !isProgress(line)).toList();
		assertEquals(3, lines.size(), message);
		assertTrue(lines.get(0).contains(": " + named) || lines.get(0).contains(named.toString()), message);
		assertTrue(
				lines.get(1).matches("(Nothing was changed|The image is as it was|It was not changed|.* as (it|they) "
						+ "(was|were))\\..*"),
				message);
		assertTrue(lines.get(2).endsWith(".") || lines.get(2).contains(":"), message);
		for (String word : words) {
			assertTrue(message.contains(word), () -> word + " is not in: " + message);
		}
		return message;
	}

	/** Lines of progress end without a full stop and name no image's path. */
	private static boolean isProgress(String line) {
		return line.matches("(Comparing|Starting|Looking|Walking|Reading|Preparing) [^:]*");
	}

	/** Names, sizes and digests of all that the runs could change. */
	private static String snapshot() throws IOException, InterruptedException {
		return shell
				.run("find . -path ./product -prune -o -type f -size -70M ! -perm 000 -exec sha256sum {} + | sort -k 2;"
						+ " find . -path ./product -prune -o -printf '%p %m %s %T@\\n' | sort");
	}

	@TestFactory
	List<DynamicTest> noImages() throws IOException, InterruptedException {
		shell.run(
				"""
						mkdir -p bad bad/empty-folder
						echo 'Dear diary' > bad/text.qcow2
						printf '\\211PNG\\r\\n\\032\\n\\0\\0\\0\\rIHDR' > bad/picture.png; head -c 100000 /dev/urandom >> bad/picture.png
						: > bad/empty.img
						head -c $(($(stat -c %s good.qcow2) / 2)) good.qcow2 > bad/truncated.qcow2
						cp good.qcow2 bad/garbled.qcow2
						head -c 65536 /dev/urandom | dd of=bad/garbled.qcow2 bs=65536 seek=1 conv=notrunc status=none
						qemu-img create -q -f qcow2 -b ../good.qcow2 -F qcow2 bad/orphan.qcow2
						qemu-img rebase -q -u -f qcow2 -b gone.qcow2 -F qcow2 bad/orphan.qcow2
						qemu-img create -q -f qcow2 bad/spy.qcow2 1M
						qemu-img rebase -q -u -f qcow2 -b /etc/shadow -F raw bad/spy.qcow2
						qemu-img create -q -f qcow2 bad/network.qcow2 1M
						qemu-img rebase -q -u -f qcow2 -b nbd://127.0.0.1:1/x -F raw bad/network.qcow2
						qemu-img create -q -f qcow2 bad/circle.qcow2 1M
						qemu-img rebase -q -u -f qcow2 -b circle.qcow2 -F qcow2 bad/circle.qcow2
						# It measures the processor for this, and gives up where others use it much.
						tries=0
						until qemu-img create -q -f qcow2 --object secret,id=s,data=secret \
								-o encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10 bad/encrypted.qcow2 4M; do
							((++tries < 100)); sleep 0.1
						done
						mkfifo bad/pipe.img
						ln -s loop.img bad/loop.img
						""");
		Path bad = folder.resolve("bad");
		return tests(new Case("text", bad.resolve("text.qcow2")), new Case("picture", bad.resolve("picture.png")),
				new Case("zero bytes", bad.resolve("empty.img"), "empty"),
				new Case("folder without a system", bad.resolve("empty-folder")),
				new Case("truncated", bad.resolve("truncated.qcow2"), "truncated or damaged"),
				new Case("garbled tables", bad.resolve("garbled.qcow2"), "truncated or damaged"),
				new Case("missing", bad.resolve("missing.qcow2"), "no such"),
				new Case("missing backing file", bad.resolve("orphan.qcow2"), "gone.qcow2", "missing"),
				new Case("backing file of the laptop", bad.resolve("spy.qcow2"), "/etc/shadow", "refused"),
				new Case("backing file on the network", bad.resolve("network.qcow2"), "nbd://127.0.0.1:1/x", "refused"),
				new Case("circle of backing files", bad.resolve("circle.qcow2"), "circle"),
				new Case("encrypted", bad.resolve("encrypted.qcow2"), "encrypted"),
				new Case("a pipe", bad.resolve("pipe.img"), "not a file"),
				new Case("a symlink to itself", bad.resolve("loop.img")));
	}

	private List<DynamicTest> tests(Case... cases) {
		return List.of(cases).stream().map(each -> DynamicTest.dynamicTest(each.name(),
				() -> failure(compare(each.image()), each.image(), each.words()))).toList();
	}

	@TestFactory
	List<DynamicTest> imagesWithoutASystem() throws IOException, InterruptedException {
		shell.run("""
				mkdir -p systemless documents
				echo holiday > documents/photo.txt
				cp good.raw systemless/zeroed.raw
				head -c 1048576 /dev/zero | dd of=systemless/zeroed.raw bs=1M seek=1 conv=notrunc status=none
				truncate -s 8M systemless/blank.raw
				head -c 300000 /dev/urandom | dd of=systemless/zeroed.raw conv=notrunc bs=1M seek=40 status=none
				truncate -s 16M systemless/documents.raw
				mke2fs -q -t ext4 -d documents systemless/documents.raw 16M
				""");
		Path images = folder.resolve("systemless");
		return tests(new Case("zeroed", images.resolve("zeroed.raw")), new Case("blank", images.resolve("blank.raw")),
				new Case("documents only", images.resolve("documents.raw"), "no operating system"));
	}

	/** All of it shows in the file's head: nobody waits for an appliance and a plan to hear it. */
	@TestFactory
	List<DynamicTest> imagesThatAreNotChanged() throws IOException, InterruptedException {
		shell.run("""
				mkdir -p unchanged
				qemu-img convert -O vmdk good.raw unchanged/other.vmdk
				qemu-img create -q -f qcow2 -o data_file=$PWD/unchanged/data unchanged/split.qcow2 16M
				cp good.raw unchanged/disc.iso
				printf '\\001CD001\\001' | dd of=unchanged/disc.iso bs=1 seek=32768 conv=notrunc status=none
				cp good.qcow2 unchanged/base.qcow2
				qemu-img create -q -f qcow2 -b base.qcow2 -F qcow2 unchanged/one.qcow2
				qemu-img create -q -f qcow2 -b $PWD/unchanged/base.qcow2 -F qcow2 unchanged/two.qcow2
				""");
		Path images = folder.resolve("unchanged");
		return List.of(new Case("vmdk", images.resolve("other.vmdk"), "vmdk", "qemu-img convert"),
				new Case("data elsewhere", images.resolve("split.qcow2"), "qemu-img convert"),
				new Case("disc", images.resolve("disc.iso"), "ISO"),
				new Case("base", images.resolve("base.qcow2"), "one.qcow2", "two.qcow2", "qemu-img rebase")).stream()
				.map(each -> DynamicTest.dynamicTest(each.name(), () -> {
					String message = failure(product.run("apply", "--all", "--yes", "--laptop-root", laptop, "--home",
							laptop.resolve(SmallGuest.HOME), each.image()), each.image(), each.words());
					assertFalse(message.contains("ppliance for"), message);
				})).toList();
	}

	@Test
	void heldByARunningMachine() throws IOException, InterruptedException {
		Process machine = new ProcessBuilder("qemu-system-x86_64", "-machine", "pc,accel=tcg", "-m", "16", "-display",
				"none", "-S", "-nodefaults", "-drive", "file=" + folder.resolve("good.qcow2") + ",format=qcow2,if=ide")
				.redirectErrorStream(true).redirectOutput(folder.resolve("machine.log").toFile()).start();
		try {
			String lock = ":" + Files.getAttribute(folder.resolve("good.qcow2"), "unix:ino") + " ";
			while (!Files.readString(Path.of("/proc/locks")).contains(lock)) {
				assertFalse(machine.waitFor(50, TimeUnit.MILLISECONDS), () -> "qemu ended: " + machine.exitValue());
			}
			failure(compare(folder.resolve("good.qcow2")), folder.resolve("good.qcow2"), "running virtual machine");
		} finally {
			machine.destroy();
			machine.waitFor();
			Files.delete(folder.resolve("machine.log"));
		}
	}

	/** Root may read anything; so it takes another user then. */
	@Test
	void notReadable() throws IOException, InterruptedException {
		shell.run(
				"mkdir -p closed; cp good.qcow2 closed/image.qcow2; chmod 0 closed/image.qcow2; chmod -R a+rX laptop");
		Path image = folder.resolve("closed/image.qcow2");
		failure(asStranger(compare(image)), image, "may not read");
		failure(asStranger(compare(folder.resolve("closed/other.qcow2"))), folder.resolve("closed/other.qcow2"),
				"no such");
	}

	@Test
	void homeThatCannotBeRead() throws IOException, InterruptedException {
		shell.run("cp -a laptop private; chmod 0 private/home/ann");
		Path tree = folder.resolve("private");
		Run run = product.run("compare", "--laptop-root", tree, "--home", tree.resolve(SmallGuest.HOME), good);
		String message = failure(asStranger(run), Path.of("/", SmallGuest.HOME), "permission denied");
		assertTrue(message.contains("--home"), message);
	}

	private static Run asStranger(Run run) throws IOException, InterruptedException {
		if (!System.getProperty("user.name").equals("root")) {
			return run;
		}
		shell.run(
				"mkdir -p product/user; chown -R 65534:65534 product; touch product/out product/err; chmod -R a+rwX product");
		return run.by("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
	}

	@Test
	void missingHome() throws IOException, InterruptedException {
		Run run = product.run("compare", "--laptop-root", laptop, "--home", laptop.resolve("home/bob"), good);
		failure(run, Path.of("/home/bob"), "--home");
	}

	@Test
	void noLibguestfs() throws IOException, InterruptedException {
		failure(compare(good).flag("-Djava.library.path=" + folder.resolve("laptop")), good, "libguestfs",
				"apt install");
		failure(compare(good).with("LIBGUESTFS_PATH", folder.resolve("laptop")), good, "libguestfs");
	}

	/** In a mount namespace of its own /boot is empty; and the appliance that was built before does not count. */
	@Test
	void noKernelForTheAppliance() throws IOException, InterruptedException {
		Run run = compare(good).with("LIBGUESTFS_CACHEDIR", Files.createDirectories(folder.resolve("product/fresh")));
		failure(run.by("unshare", "--mount", "--map-root-user", "sh", "-c", "mount -t tmpfs none /boot; exec \"$@\"",
				"sh"),
				good, "kernel", "/boot");
	}

	@Test
	void noMemoryForTheAppliance() throws IOException, InterruptedException {
		failure(compare(good).with("LIBGUESTFS_MEMSIZE", "1000000000"), good, "appliance", "memory");
	}

	@Test
	void wrongUse() throws IOException, InterruptedException {
		wrong(compare("--facet", "apt-pakcages", good), "apt-packages");
		wrong(compare("--state", "odd", good), "changed");
		wrong(compare("--colour", good), "--colour");
		wrong(compare(), "IMAGE");
		wrong(product.run("compaer", good), "compaer");
	}

	private static void wrong(Run run, String word) throws IOException, InterruptedException {
		assertEquals(2, run.status(), run.errors());
		assertEquals("", run.output());
		assertTrue(run.errors().contains(word) && !run.errors().contains("Exception"), run.errors());
		assertTrue(run.errors().lines().count() <= 4, run.errors());
	}
}
