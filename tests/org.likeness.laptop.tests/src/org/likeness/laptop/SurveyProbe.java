/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.core.FileEntry;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

/** Surveys a folder, as a program of its own: in another locale, or as another user. */
final class SurveyProbe {

	private static final String TYPES = "fdlpscb";

	private SurveyProbe() {
	}

	/** Prints what {@link #describe(Survey)} gives for the folder named by the argument. */
	public static void main(String[] arguments) throws MachineException, IOException {
		System.out.write(describe(survey(Path.of(arguments[0])))
				.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
		System.out.flush();
	}

	static Survey survey(Path folder) throws MachineException {
		try (FolderMachine machine = new FolderMachine("test", "test", folder)) {
			return machine.survey(
					SurveyRequest.of(List.of(Want.contents(MachinePath.ROOT, "**/*.wanted", "*.wanted"))),
					new NullProgressMonitor());
		}
	}

	/** @return the form in which {@link #FIND} prints a tree, with the digest-free contents and the problems after it */
	static String describe(Survey survey) {
		StringBuilder out = new StringBuilder();
		for (FileEntry entry : survey.entries()) {
			long seconds = Math.floorDiv(entry.mtimeNanos(), 1_000_000_000L);
			out.append(entry.path().isRoot() ? "" : entry.path().raw().substring(1)).append('\t')
					.append(TYPES.charAt(entry.type().ordinal())).append('\t')
					.append(Integer.toOctalString(entry.mode())).append('\t').append(entry.uid()).append('\t')
					.append(entry.gid()).append('\t').append(entry.isFile() ? entry.size() : 0).append('\t')
					.append(String.format("%d.%09d0", seconds, Math.floorMod(entry.mtimeNanos(), 1_000_000_000L)))
					.append('\t').append(entry.linkTarget() == null ? "" : entry.linkTarget().raw()).append('\0');
		}
		survey.contents().keySet().stream().sorted().forEach(
				path -> out.append("content ").append(path.raw()).append('=')
						.append(new String(survey.content(path).orElseThrow(),
								java.nio.charset.StandardCharsets.ISO_8859_1))
						.append('\0'));
		survey.problems().keySet().stream().sorted().forEach(path -> out.append("problem ").append(path.raw())
				.append(": ").append(survey.problem(path).orElseThrow()).append('\0'));
		return out.toString();
	}

	/** Prints a tree, with \001 after the path and \002 for slashes until it is sorted: both come before other bytes. */
	static final String FIND = "find . '(' -type f -printf '%P\\001%y\\t%m\\t%U\\t%G\\t%s\\t%T@\\t%l\\0' ')' "
			+ "-o -printf '%P\\001%y\\t%m\\t%U\\t%G\\t0\\t%T@\\t%l\\0' | "
			+ "tr '/' '\\002' | sort -z | tr '\\001\\002' '\\t/'";
}
