/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.likeness.core.MachineException;

class StarterUserTest {

	@TempDir
	Path root;

	@BeforeEach
	void makeAccounts() throws IOException {
		Files.createDirectory(root.resolve("etc"));
		Files.writeString(root.resolve("etc/passwd"), """
				root:x:0:0:root:/root:/bin/bash
				daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
				broken:x:here:be:dragons
				ann:x:1003:1004:Ann Élan,,,:/home/people/ann:/bin/zsh
				DOM.bob:x:70001:70000:Bob:/srv/homes/bob:/bin/bash
				""");
		Files.writeString(root.resolve("etc/group"), """
				root:x:0:
				sudo:x:27:bob,ann
				audio:x:29:ann
				staff:x:1004:
				domain users:x:70000:
				""");
	}

	@Test
	void userIsLikeTheLaptops() throws Exception {
		assertEquals(
				Optional.of(new StarterUser("ann", 1003, 1004, "staff", "Ann Élan,,,", "/home/people/ann", "/bin/zsh",
						List.of("sudo", "audio"))),
				choose("ann"));
	}

	@Test
	void homeAndGroupThatTheCloneCannotHaveAreReplaced() throws Exception {
		assertEquals(
				Optional.of(new StarterUser("DOM.bob", 70001, 70000, "DOM.bob", "Bob", "/home/DOM.bob", "/bin/bash",
						List.of())),
				choose("DOM.bob"));
	}

	@Test
	void unknownNameIsANewUser() throws Exception {
		assertEquals(
				Optional.of(new StarterUser("eve", 1000, 1000, "eve", "", "/home/eve", "/bin/bash", List.of())),
				choose("eve"));
	}

	@Test
	void rootMeansNoOtherUser() throws Exception {
		assertEquals(Optional.empty(), choose("root"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "-f", "a b", "a:b", "$(id)", "ann\n", "é", "0ann", "daemon",
			"abcdefghijklmnopqrstuvwxyz0123456" })
	void nameThatNobodyCanHaveIsRefused(String name) {
		assertThrows(MachineException.class, () -> choose(name));
	}

	private Optional<StarterUser> choose(String name) throws MachineException {
		return StarterUser.choose(new LaptopFiles(root), name);
	}
}
