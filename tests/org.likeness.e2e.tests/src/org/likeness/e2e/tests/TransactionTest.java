/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.FileChange;
import org.likeness.core.FileEntry;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.RecordPublisher;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Transaction;
import org.likeness.core.Want;
import org.likeness.guestfs.ImageMachine;
import org.likeness.laptop.FolderMachine;

/**
 * Makes a guest what a tree is, in one transaction, and asks find, sha256sum, debugfs, e2fsck and qemu-img whether it
 * has become that; and stops where it must, with the image byte by byte as it was.
 */
class TransactionTest {

	private static final IProgressMonitor MONITOR = new NullProgressMonitor();
	private static final String RECORD = "0123456789abcdef";
	private static final MachinePath HOME = MachinePath.of("/home/ann");

	/** What the guest has at first. */
	private static final String BEFORE = """
			cd home/ann
			for f in same changed mode time both gone 'odd '$'\\xff\\n'; do echo "old $f" > "$f"; done
			echo linked > hard-a; ln hard-a hard-b
			echo keep > attributes; setfattr -n user.note -v kept attributes
			mkdir -p going/deep turning kept; echo x > going/deep/x; echo x > turning/x; echo x > kept/x
			ln -s same link; ln -s /etc/hostname turned; echo file > becoming
			mkdir planted-to; ln -s planted-to planted
			for f in list-gone list-changed list-mode list-new; do echo $f > $f; done
			setfacl -m u:1234:rw list-gone list-changed list-mode; setfattr -n user.other -v x list-mode
			mkdir listed inheriting; setfacl -m u:1234:rx,d:u:1234:rwx listed; setfacl -d -m u:1234:rwx inheriting
			find . -exec touch -h -d @1600000000.123456789 {} +
			""";

	private static final String AFTER = """
			cd home/ann
			echo 'new and longer' > changed; chmod 4711 mode; touch -d @1500000000.5 time; echo new > both; chmod 600 both
			rm gone; echo new > 'odd '$'\\xff\\n'; rm hard-a; echo 'no more linked' > hard-a; echo changed > attributes
			touch -r same attributes
			rm -r going turning; ln -s kept turning; echo y > kept/y; touch -d @1400000000.25 kept
			ln -sfn nowhere link; rm turned; echo 'was a link' > turned; rm becoming; mkdir -m 2750 becoming; echo in > becoming/in
			touch -h -d @-1.25 link; touch -d @-1.25 changed
			mkdir -p $'new \\xe4'/a/b; chmod 700 $'new \\xe4'
			for n in $'emoji-\\xf0\\x9f\\x98\\x80' $'latin-\\xe4' $'new\\nline' -dash 'trailing ' $'bell\\a' 'back\\slash' '*' 'quote'\\''"$(id)`id`'; do
				printf 'I am %s' "$n" > $'new \\xe4'/a/"$n"
			done
			long=$(printf 'n%.0s' {1..255}); mkdir -p deep/$long/$long; echo long > deep/$long/$long/$long; ln -s /$long/$long deep/link
			: > empty; mkfifo pipe; mkdir empty-folder
			setfacl -b list-gone; setfacl -m u:1234:r,g:77:rwx list-changed; chmod 640 list-mode; setfacl -m g:5:x list-new
			setfattr -n user.empty list-gone; setfattr -n user.$'odd=\\xff\\n name' -v 0x000aff list-new
			setfacl -bk listed; setfattr -n user.folder -v "$(printf 'v%.0s' {1..500})" listed
			mkdir inheriting/in; echo plain > inheriting/in/plain
			setfacl -bk inheriting/in inheriting/in/plain; chmod 604 inheriting/in/plain
			truncate -s 230M sparse; printf data | dd of=sparse bs=1 seek=150000000 conv=notrunc status=none
			head -c 40000000 /dev/urandom > large-a; head -c 40000000 /dev/urandom > large-b
			ln large-a linked; ln large-a $'new \\xe4'/linked
			touch -d @1234567890.987654321 becoming/in large-a $'new \\xe4'/a . ..
			""";

	private static final String IMAGE = """
			truncate -s 256M "$2"
			printf 'start=2048, type=83\\n' | sfdisk -q --label dos "$2"
			mke2fs -q -t ext4 -d "$1" -E offset=1048576 "$2" 254M
			""";

	@TempDir
	static Path folder;

	private static Shell shell;
	private static Path raw;
	private static Path after;

	@BeforeAll
	static void make() throws Exception {
		shell = new Shell(folder);
		Path before = SmallGuest.tree(folder.resolve("before"));
		new Shell(before).run(BEFORE);
		raw = folder.resolve("guest.raw");
		shell.run(IMAGE, before, raw);
		shell.run("cp -a before after");
		after = folder.resolve("after");
		new Shell(after).run(AFTER);
	}

	@Test
	void makesAGuestWhatATreeIs() throws Exception {
		Path real = folder.resolve("guest.qcow2");
		shell.run("qemu-img convert -O qcow2 guest.raw guest.qcow2; ln -s guest.qcow2 link.qcow2");
		List<String> published = new ArrayList<>();
		Map<String, String> expected;
		try (ChangeableMachine machine = new ImageMachine(folder.resolve("link.qcow2"), "");
				Machine source = new FolderMachine("after", "after", after);
				Transaction transaction = machine.begin(MONITOR)) {
			Machine clone = transaction.machine();
			assertEquals("small", clone.describe(MONITOR).hostname());
			Survey wanted = survey(source);
			Survey before = survey(machine); // through the transaction's appliance
			assertEquals(text(lines(before, false)), text(lines(survey(clone), false)));
			List<FileChange> changes = changes(before, wanted);
			expected = lines(wanted, true);
			transaction.write(changes, source, MONITOR);
			Survey written = survey(clone);
			assertEquals(text(expected), text(lines(written, false)));
			assertEquals(digests(source), digests(clone));
			assertEquals(List.of(), changes(written, wanted));
			// Who reads the machine itself still finds what it was, and does not stand in the way.
			assertEquals(text(lines(before, false)), text(lines(survey(machine), false)));
			transaction.commit(RECORD, published::add, MONITOR);
			assertThrows(IllegalStateException.class, () -> transaction.write(changes, source, MONITOR));
		}
		assertEquals(List.of(RECORD), published);
		shell.run("""
				[ -L link.qcow2 ]
				qemu-img check -q guest.qcow2
				qemu-img convert -O raw guest.qcow2 new.raw
				dd if=new.raw of=new.ext4 bs=1M skip=1 status=none
				e2fsck -fn new.ext4 >&2
				mkdir dumped; debugfs -R 'rdump / dumped' new.ext4 2>/dev/null
				rmdir dumped/lost+found
				""");
		// rdump leaves pipes out, and gives the owner after the mode, which takes the setuid bit.
		String list = "find . -mindepth 1 ! -type p ! -name mode -type f -printf '%P %m %s\\0' -o ! -type p ! -name mode -printf '%P %y %l\\0' | sort -z;"
				+ " find . -type f -print0 | sort -z | xargs -0 sha256sum -z";
		assertEquals(new Shell(after).run(list), new Shell(folder.resolve("dumped")).run(list));
		assertTrue(
				shell.run("debugfs -R 'ea_get /home/ann/attributes user.note' new.ext4 2>/dev/null").contains("kept"));
		// rdump leaves attributes out; debugfs tells those of one file at a time.
		for (String file : List.of("list-gone", "list-changed", "list-mode", "listed", "inheriting", "inheriting/in",
				"inheriting/in/plain", "attributes", "same")) {
			assertEquals(attributes(after.resolve("home/ann").resolve(file)), shell.run(
					"debugfs -R \"ea_list /home/ann/$1\" new.ext4 2>/dev/null | sed -n 's/^  \\([^ ]*\\) .*/\\1/p' | sort",
					file), file);
		}
		assertTrue(Integer.parseInt(shell.run("debugfs -R 'stat /home/ann/sparse' new.ext4 2>/dev/null"
				+ " | sed -n 's/.*Blockcount: //p'").strip()) <= 16, "its holes are none any more");
		String linked = shell.run("debugfs -R 'stat /home/ann/large-a' new.ext4 2>/dev/null");
		assertTrue(linked.contains("Links: 3"), linked);
		assertTrue(shell.run("debugfs -R 'stat /home/ann/mode' new.ext4 2>/dev/null").contains("Mode:  04711"));
		assertEquals("linked\n", shell.run("cat dumped/home/ann/hard-b"));
		assertEquals("lock", shell.run("ls guest.qcow2.likeness").strip());
		try (ChangeableMachine machine = new ImageMachine(real, "")) {
			assertTrue(machine.recover(refusing(), MONITOR).isEmpty());
			Survey last = survey(machine);
			assertEquals(text(expected), text(lines(last, false)));
			assertEquals(3, last.links(HOME.resolve("large-a")).size());
		}
	}

	/** @return the names of a file's attributes as getfattr tells them, all but the machine's own */
	private static String attributes(Path file) throws Exception {
		return shell.run(
				"getfattr -h -d --absolute-names -m '^(user|system)' \"$1\" | sed -n 's/=.*//; /^[us]/p' | sort",
				file);
	}

	@Test
	void stopsBeforeASymlinkOnTheWay() throws Exception {
		assertStops("leads over a symlink, /home/ann/planted", survey -> List
				.of(new FileChange(HOME.resolve("planted/x"), null, file(HOME.resolve("planted/x")), made("x"))));
	}

	@Test
	void stopsIfAPathIsNotWhatWasPlanned() throws Exception {
		assertStops("not any more what the plan shows: /home/ann/changed, /home/ann/same", survey -> {
			FileEntry entry = survey.entry(HOME.resolve("changed")).orElseThrow();
			FileEntry other = new FileEntry(entry.path(), entry.type(), entry.mode(), entry.uid(), entry.gid(),
					entry.size(), entry.mtimeNanos() + 1, null);
			return List.of(new FileChange(entry.path(), other, null, null),
					new FileChange(HOME.resolve("new"), null, file(HOME.resolve("new")), made("new")),
					new FileChange(HOME.resolve("same"), null, file(HOME.resolve("same")), made("new")));
		});
	}

	@Test
	void stopsIfTheGuestIsFull() throws Exception {
		byte[] much = new byte[100 << 20];
		java.util.Arrays.fill(much, (byte) 1);
		assertStops("A file system of the clone is full", survey -> List.of(
				new FileChange(HOME.resolve("a"), null, file(HOME.resolve("a")), new FileChange.Made(much)),
				new FileChange(HOME.resolve("b"), null, file(HOME.resolve("b")), new FileChange.Made(much)),
				new FileChange(HOME.resolve("c"), null, file(HOME.resolve("c")), new FileChange.Made(much))));
	}

	@Test
	void stopsWhenItIsCancelled() throws Exception {
		String before = shell.run("sha256sum guest.raw");
		NullProgressMonitor monitor = new NullProgressMonitor();
		try (ChangeableMachine machine = new ImageMachine(raw, "");
				Machine source = new FolderMachine("after", "after", after);
				Transaction transaction = machine.begin(MONITOR)) {
			List<FileChange> changes = changes(survey(transaction.machine()), survey(source));
			Machine cancelling = new CancellingMachine(source, monitor);
			assertThrows(OperationCanceledException.class, () -> transaction.write(changes, cancelling, monitor));
		}
		assertEquals(before, shell.run("sha256sum guest.raw"));
		assertEquals("lock", shell.run("ls guest.raw.likeness").strip());
	}

	private interface Planner {
		List<FileChange> plan(Survey survey);
	}

	private static void assertStops(String what, Planner planner) throws Exception {
		String before = shell.run("sha256sum guest.raw");
		try (ChangeableMachine machine = new ImageMachine(raw, "");
				Machine source = new FolderMachine("after", "after", after)) {
			try (Transaction transaction = machine.begin(MONITOR)) {
				List<FileChange> changes = planner.plan(survey(transaction.machine()));
				MachineException stopped = assertThrows(MachineException.class,
						() -> transaction.write(changes, source, MONITOR));
				assertTrue(stopped.what().contains(what), stopped.explanation());
				assertFalse(stopped.state().isBlank() || stopped.remedy().isBlank());
				assertThrows(IllegalStateException.class, () -> transaction.commit(RECORD, refusing(), MONITOR));
			}
			assertEquals(before, shell.run("sha256sum guest.raw"));
			assertEquals("lock", shell.run("ls guest.raw.likeness").strip());
		}
	}

	private static RecordPublisher refusing() {
		return record -> {
			throw new IllegalStateException("nothing is to be published");
		};
	}

	private static FileEntry file(MachinePath path) {
		return new FileEntry(path, org.likeness.core.FileType.FILE, 0644, 0, 0, 0, 0, null);
	}

	private static FileChange.Content made(String text) {
		return new FileChange.Made(text.getBytes(StandardCharsets.UTF_8));
	}

	private static Survey survey(Machine machine) throws MachineException {
		return machine.survey(SurveyRequest.of(List.of(Want.tree(MachinePath.ROOT, List.of()))), MONITOR);
	}

	private static Map<String, String> digests(Machine machine) throws MachineException {
		Map<String, String> digests = new TreeMap<>();
		List<FileEntry> files = survey(machine).entries().stream().filter(FileEntry::isFile).toList();
		machine.digest(files, MONITOR).forEach((path, digest) -> digests.put(path.raw(), digest.toString()));
		assertEquals(files.size(), digests.size());
		return digests;
	}

	/** What makes the clone what the tree is; a file with other times or another size has other contents. */
	private static List<FileChange> changes(Survey clone, Survey tree) {
		TreeSet<MachinePath> paths = new TreeSet<>();
		clone.entries().forEach(entry -> paths.add(entry.path()));
		tree.entries().forEach(entry -> paths.add(entry.path()));
		paths.remove(MachinePath.of("/lost+found"));
		List<FileChange> changes = new ArrayList<>();
		for (MachinePath path : paths) {
			FileEntry before = clone.entry(path).orElse(null);
			FileEntry found = tree.entry(path).orElse(null);
			FileEntry after = found == null ? null : owned(found);
			boolean same = before != null && after != null && line(before).equals(line(after));
			boolean attributes = path.equals(HOME.resolve("mode")) || path.equals(HOME.resolve("time"))
					|| path.equals(HOME.resolve("same")) || path.parent().equals(HOME)
							&& path.name().toString().startsWith("list-");
			if (!same) {
				changes.add(new FileChange(path, before, after,
						after != null && after.isFile() && !attributes ? copied(tree, found) : null));
			}
		}
		return changes;
	}

	private static FileChange.Copied copied(Survey tree, FileEntry found) {
		MachinePath first = tree.links(found.path()).stream().findFirst().orElse(found.path());
		return first.equals(found.path()) || !first.name().toString().startsWith("large")
				? new FileChange.Copied(found)
				: new FileChange.Copied(found, 0, first);
	}

	/** Owners that need not exist here: one has a number that no plain tar header holds. */
	private static FileEntry owned(FileEntry entry) {
		boolean home = entry.path().startsWith(HOME);
		return new FileEntry(entry.path(), entry.type(), entry.mode(), home ? 1000 : 0, home ? 3_000_000 : 0,
				entry.size(),
				entry.mtimeNanos(), entry.linkTarget(), entry.attributes());
	}

	private static Map<String, String> lines(Survey survey, boolean own) {
		Map<String, String> lines = new TreeMap<>();
		for (FileEntry entry : survey.entries()) {
			if (!entry.path().raw().equals("/lost+found")) {
				lines.put(entry.path().toString(), line(own ? owned(entry) : entry));
			}
		}
		return lines;
	}

	private static String line(FileEntry entry) {
		return entry.type() + " " + Integer.toOctalString(entry.mode()) + " " + entry.uid() + " " + entry.gid() + " "
				+ entry.size() + " " + entry.mtimeNanos() + " " + entry.linkTarget() + " " + entry.attributes() + " "
				+ entry.attributes().hashCode();
	}

	private static String text(Map<String, String> lines) {
		StringBuilder text = new StringBuilder();
		lines.forEach((path, line) -> text.append(path).append(' ').append(line).append('\n'));
		return text.toString();
	}
}
