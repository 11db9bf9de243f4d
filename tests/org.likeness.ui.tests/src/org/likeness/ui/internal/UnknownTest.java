/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.likeness.ui.tests.bot.BotTree;

/** What could not be read, what makes no sense on the clone: neither looks like what is not there. */
class UnknownTest extends InTheWindow {

	private static final String SOURCES = "Package sources";
	private static final String SETTINGS = "Desktop settings (dconf)";

	@Test
	void tellsUnreadFromNotApplicable() throws IOException {
		systems.makeStrange();
		BotTree tree = compare();
		assertEquals("not applicable", tree.getTreeItem(SOURCES).cell(3));
		List<String> sources = tree.getTreeItem(SOURCES).expand().getNodes();
		assertTrue(sources.stream().anyMatch(text -> text.startsWith("Not applicable – ")), sources.toString());
		List<String> settings = tree.getTreeItem(SETTINGS).expand().getNodes();
		assertTrue(settings.stream().anyMatch(text -> text.startsWith("Could not be read – ")), settings.toString());
		assertEquals("unread", tree.getTreeItem(SETTINGS).cell(3));
		bot.screenshot("unknown");
	}
}
