/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Account;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;

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
