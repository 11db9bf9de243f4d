/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.junit.jupiter.api.Test;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.tests.bot.BotShell;
import org.likeness.ui.tests.bot.BotText;

/** The wizard that makes a starter clone: what it refuses, and that a creation can be cancelled. */
class StarterWizardTest extends InTheWindow {

	private static final String TITLE = "New Starter Clone";

	private BotShell open() {
		bot.pressShortcut(SWT.CTRL, 'n');
		return bot.shell(TITLE).activate();
	}

	private void refuses(BotShell wizard, String message, String screenshot) {
		bot.waitUntil("the wizard says: " + message, () -> wizard.contents().contains(message));
		assertFalse(bot.button("Finish").isEnabled());
		bot.screenshot(screenshot);
	}

	@Test
	void saysWhatIsWrong() throws IOException {
		Path there = Files.writeString(folder.resolve("there.qcow2"), "mine\n");
		BotShell wizard = open();
		BotText image = bot.textWithId("starter.image");
		image.typeText(there.toString());
		refuses(wizard, "There is a file of that name already", "starter-exists");
		image.typeText(folder + "/nowhere/clone.qcow2");
		refuses(wizard, "There is no folder " + folder + "/nowhere", "starter-no-folder");
		image.typeText("clone.qcow2");
		refuses(wizard, "Give the whole path", "starter-relative");
		image.typeText(folder + "/clone.qcow2");
		bot.waitUntil("the path is good", () -> bot.button("Finish").isEnabled());
		BotText user = bot.textWithId("starter.user");
		user.typeText("1st user");
		refuses(wizard, "A user's name starts with a letter", "starter-bad-user");
		user.typeText("ann");
		bot.waitUntil("the name is good", () -> bot.button("Finish").isEnabled());
		// The field takes no smaller disk: what is typed becomes the smallest that will do.
		BotText size = bot.textWithId("starter.size");
		size.typeText("1");
		bot.pressKey(0, SWT.TAB);
		bot.waitUntil("the size is one that will do", () -> size.getText().equals("2"));
		bot.screenshot("starter-size");
		bot.button("Cancel").click();
		wizard.waitUntilClosed();
		assertEquals("mine\n", Files.readString(there));
		assertEquals(List.of("clone", "laptop", "there.qcow2"), names());
	}

	@Test
	void leavesNothingBehindWhenCancelled() throws IOException {
		// The starter clone is made of the real laptop's release and package sources.
		Machines.set(new Machines());
		BotShell wizard = open();
		bot.textWithId("starter.image").typeText(folder + "/clone.qcow2");
		bot.textWithId("starter.user").typeText("ann");
		bot.button("Finish").click();
		wizard.waitUntilClosed();
		try {
			cancelOnceBegun();
		} finally {
			Arrays.stream(jobs()).forEach(Job::cancel);
		}
		assertEquals(List.of("clone", "laptop"), names());
		assertEquals(List.of(), bot.ask(() -> CloneList.get().entries()));
		assertFalse(bot.isOpen(TITLE), "nothing is to be said about what a person cancelled");
	}

	private void cancelOnceBegun() {
		bot.waitUntil("it has begun", () -> Files.exists(folder.resolve(".clone.qcow2.likeness-part")));
		bot.waitUntil("its progress shows", () -> progress() != null);
		bot.screenshot("starter-making");
		bot.button("Cancel").click();
		bot.waitUntil("it has ended", Duration.ofMinutes(10), () -> jobs().length == 0);
		bot.waitUntil("the progress is closed", () -> progress() == null);
		bot.screenshot("starter-cancelled");
	}

	private static Job[] jobs() {
		return Arrays.stream(Job.getJobManager().find(null))
				.filter(job -> job.getName().startsWith("Make the starter clone")).toArray(Job[]::new);
	}

	private static Shell progress() {
		return Arrays.stream(Display.getCurrent().getShells())
				.filter(shell -> shell.isVisible() && shell.getParent() != null).findFirst().orElse(null);
	}

	private List<String> names() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(path -> path.getFileName().toString()).sorted().toList();
		}
	}
}
