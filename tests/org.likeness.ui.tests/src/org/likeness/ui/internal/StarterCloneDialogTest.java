/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.guestfs.StarterClone;
import org.likeness.ui.internal.wizards.StarterCloneDialog;

/** The dialog that tells the only copy of a password, from before there is an image. */
class StarterCloneDialogTest extends InTheWindow {

	private StarterCloneDialog open() {
		StarterClone made = new StarterClone(folder.resolve("clone.qcow2"), "ann", "bixodufe");
		return bot.ask(() -> {
			StarterCloneDialog dialog = new StarterCloneDialog(made, new KnownClone(made.image(), "", ""));
			dialog.open();
			return dialog;
		});
	}

	private boolean isOpen(StarterCloneDialog dialog) {
		return bot.ask(() -> dialog.getShell() != null && !dialog.getShell().isDisposed());
	}

	@Test
	void itClosesOnlyWhenThePasswordIsNoted() {
		StarterCloneDialog dialog = open();
		assertEquals("bixodufe", bot.textWithId("password.password").getText());
		assertFalse(bot.buttonWithId("password.compare").isEnabled(), "there is no image yet");
		bot.run(dialog::ready);
		assertTrue(bot.buttonWithId("password.compare").isEnabled());
		bot.screenshot("starter-password");
		bot.buttonWithId("password.close").click();
		bot.waitUntil("it asks", () -> bot.isOpen("Password of the Starter Clone"));
		bot.button("No").click();
		bot.waitUntil("it has asked", () -> !bot.isOpen("Password of the Starter Clone"));
		assertTrue(isOpen(dialog));
		bot.buttonWithId("password.copy").click();
		bot.buttonWithId("password.close").click();
		bot.waitUntil("it is closed", () -> !isOpen(dialog));
	}

	@Test
	void itGoesWithoutAQuestionWhereThereIsNoImageAfterAll() {
		StarterCloneDialog dialog = open();
		bot.run(dialog::withdraw);
		assertFalse(isOpen(dialog));
	}
}
