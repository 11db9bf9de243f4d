/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Account;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.laptop.internal.Mounts;
import org.likeness.core.Want;
import org.likeness.core.UserMatch;
import org.likeness.core.SystemDescription;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Survey;
import org.likeness.core.OperatingSystem;
import org.likeness.core.Knowledge;
import org.eclipse.core.runtime.NullProgressMonitor;

class LaptopTest {

	private static final String ANN = "ann:x:4711:4711:Ann:/home/ann:/bin/bash\n";
	private static final String BOB = "bob:x:4712:4712:Bob:/home/bob:/bin/bash\n";

	@TempDir
	Path root;

	@BeforeEach
	void makeRoot() throws Exception {
		Shell.run(root, "mkdir -p etc home/ann home/bob srv/files; echo ID=debian > etc/os-release");
	}

	private void passwd(String lines) throws Exception {
		Shell.run(root, "printf '%s' 'root:x:0:0:root:/root:/bin/bash\n" + lines + "' > etc/passwd");
	}

	private Account user(Path home) throws MachineException {
		try (Laptop laptop = Laptop.open(root, home)) {
			return laptop.user();
		}
	}

	@Test
	void takesTheOnlyPersonOfAnotherRoot() throws Exception {
		passwd(ANN);
		assertEquals("ann", user(null).name());
	}

	@Test
	void asksWhereThereAreSeveralPeople() throws Exception {
		passwd(ANN + BOB);
		MachineException unclear = assertThrows(MachineException.class, () -> user(null));
		assertTrue(unclear.explanation().contains("ann, bob"), unclear.explanation());
		assertTrue(unclear.remedy().contains("--home"), unclear.explanation());
		passwd("");
		assertThrows(MachineException.class, () -> user(null));
	}

	@Test
	void takesTheHomeAsTheSystemOrAsThisOneNamesIt() throws Exception {
		passwd(ANN + BOB);
		assertEquals("bob", user(Path.of("/home/bob")).name());
		assertEquals("bob", user(root.resolve("home/bob")).name());
		assertEquals(MachinePath.of("/home/bob"), user(root.resolve("home/bob")).home());
	}

	@Test
	void takesTheOwnerOfAHomeThatNobodyHas() throws Exception {
		String uid = Shell.run(root, "id -u").strip();
		passwd(ANN + "me:x:" + uid + ":5:Me:/home/me:/bin/zsh\n");
		Shell.run(root, "sed -i '/^root/d' etc/passwd");
		Account user = user(Path.of("/srv/files"));
		assertEquals("me", user.name());
		assertEquals(MachinePath.of("/srv/files"), user.home());
		assertEquals("/bin/zsh", user.shell());
	}

	@Test
	void aHomeThatNoPasswdKnowsIsNeverTakenForRoots() throws Exception {
		passwd(ANN);
		Shell.run(root, "mkdir -p home/local/CORP/ann.smith");
		Account user = user(Path.of("/home/local/CORP/ann.smith"));
		assertEquals("ann.smith", user.name());
		assertEquals(MachinePath.of("/home/local/CORP/ann.smith"), user.home());
		SystemDescription clone = new SystemDescription(new OperatingSystem("debian", "12", "Debian", "bookworm"), "c",
				List.of(new Account("root", 0, 0, "", MachinePath.of("/root"), "/bin/bash"),
						new Account("ann", 1000, 1000, "", MachinePath.of("/home/ann"), "/bin/bash")));
		assertEquals("ann", UserMatch.find(user, clone).ofClone().name());
		Account named = new Account("root", 4711, 4711, "", MachinePath.of("/home/root"), "");
		assertEquals("ann", UserMatch.find(named, clone).ofClone().name());
	}

	@Test
	void aRemoteHomeIsLeftAloneAndAllElseIsRead() throws Exception {
		passwd(ANN);
		Shell.run(root,
				"mkdir -p net/ann; rmdir home/ann; ln -s /net/ann home/ann; echo x > net/ann/.x; echo k > etc/k");
		String real = root.toRealPath().toString();
		Mounts mounts = Mounts.parse("36 35 98:0 / " + real + "/net/ann rw - nfs4 server:/ann rw\n");
		SurveyRequest request = SurveyRequest
				.of(List.of(Want.tree(MachinePath.of("/home/ann"), List.of()), Want.file(MachinePath.of("/etc/k"))));
		try (Laptop laptop = Laptop.open(root, null, false, () -> mounts)) {
			assertEquals("ann", laptop.user().name());
			Survey survey = laptop.machine().survey(request, new NullProgressMonitor());
			assertEquals(
					"remote file system (nfs4), not entered unless it is asked for with --remote-home",
					survey.problem(MachinePath.of("/home/ann")).orElseThrow());
			assertEquals(Knowledge.UNKNOWN, survey.knows(MachinePath.of("/home/ann/.x")));
			assertTrue(survey.content(MachinePath.of("/etc/k")).isPresent());
		}
		try (Laptop laptop = Laptop.open(root, null, true, () -> mounts)) {
			Survey survey = laptop.machine().survey(request, new NullProgressMonitor());
			assertEquals(Knowledge.PRESENT, survey.knows(MachinePath.of("/home/ann/.x")));
			assertTrue(survey.problems().isEmpty());
		}
	}

	@Test
	void saysThatAHomeIsMissing() throws Exception {
		passwd(ANN);
		Shell.run(root, "rmdir home/ann; touch home/ann");
		assertEquals(4, assertThrows(MachineException.class, () -> user(null)).explanation().split("\n|: ").length);
		Shell.run(root, "rm home/ann");
		MachineException missing = assertThrows(MachineException.class, () -> user(null));
		assertTrue(missing.explanation().contains("/home/ann"), missing.explanation());
		assertThrows(MachineException.class, () -> user(Path.of("/home/nobody")));
	}

	@Test
	void takesWhoRunsItOnItsOwnRoot() throws Exception {
		String home = Shell.run(root, "getent passwd $(id -u) | cut -d: -f6").strip();
		try (Laptop laptop = Laptop.open(Path.of("/"), null)) {
			assertEquals("laptop", laptop.machine().id());
			if (System.getenv("SUDO_USER") == null) {
				assertEquals(MachinePath.of(home), laptop.user().home());
			}
		}
	}
}
