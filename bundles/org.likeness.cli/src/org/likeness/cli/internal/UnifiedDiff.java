/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.eclipse.jgit.diff.DiffFormatter;
import org.eclipse.jgit.diff.EditList;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;

/** Two texts as a unified diff, as {@code diff -u} prints it. */
final class UnifiedDiff {

	private UnifiedDiff() {
	}

	/** @return the diff; empty if the texts are the same */
	static String of(String leftLabel, String left, String rightLabel, String right) {
		RawText a = new RawText(left.getBytes(StandardCharsets.UTF_8));
		RawText b = new RawText(right.getBytes(StandardCharsets.UTF_8));
		EditList edits = new HistogramDiff().diff(RawTextComparator.DEFAULT, a, b);
		if (edits.isEmpty()) {
			return "";
		}
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (DiffFormatter formatter = new DiffFormatter(out)) {
			formatter.format(edits, a, b);
		} catch (IOException e) {
			throw new IllegalStateException("writing to memory can't fail", e);
		}
		return "--- " + leftLabel + "\n+++ " + rightLabel + "\n" + out.toString(StandardCharsets.UTF_8);
	}
}
