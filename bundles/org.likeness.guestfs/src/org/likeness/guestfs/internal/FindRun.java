/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.likeness.core.PathPattern;

/**
 * One run of find for many trees, of which none lies in another: what is left out of one could not be told from what is
 * left out of the other.
 */
record FindRun(List<FindRun.Tree> trees) {

	/**
	 * A tree to be walked.
	 *
	 * @param operand  where it is in the appliance, one character for each byte
	 * @param leaveOut what is left out below: folders are told, and not entered
	 */
	record Tree(String operand, List<PathPattern> leaveOut) {

		private boolean overlaps(Tree other) {
			return (operand + "/").startsWith(other.operand + "/") || (other.operand + "/").startsWith(operand + "/");
		}
	}

	/** @return as few runs as walk all trees, nearly */
	static List<FindRun> of(Collection<Tree> trees) {
		List<FindRun> runs = new ArrayList<>();
		for (Tree tree : trees) {
			FindRun free = runs.stream().filter(run -> run.trees.stream().noneMatch(tree::overlaps)).findFirst()
					.orElse(null);
			if (free == null) {
				free = new FindRun(new ArrayList<>());
				runs.add(free);
			}
			free.trees.add(tree);
		}
		return runs;
	}

	/**
	 * @param names a file in which find notes each file and folder, ended with NUL
	 * @return what find is to be called with; it prints {@link WalkRecord}s
	 */
	List<String> arguments(String names) {
		List<String> arguments = new ArrayList<>();
		trees.forEach(tree -> arguments.add(tree.operand()));
		arguments.addAll(
				List.of("-regextype", "posix-extended", "-printf", WalkRecord.FORMAT, "(", "(", "-type", "f", "-o",
						"-type", "d", ")", "-fprint0", names, "-o", "-true", ")", "-type", "d", "(", "-false"));
		for (Tree tree : trees) {
			if (!tree.leaveOut().isEmpty()) {
				PathPattern leaveOut = PathPattern.anyOf(tree.leaveOut());
				arguments.addAll(List.of("-o", "-regex", quote(tree.operand()) + "/" + leaveOut.expression()));
				if (leaveOut.matches(WalkRecord.name(""))) {
					arguments.addAll(List.of("-o", "-regex", quote(tree.operand())));
				}
			}
		}
		arguments.addAll(List.of(")", "-prune"));
		return arguments;
	}

	/** Quotes what has a meaning in a POSIX extended regular expression. */
	private static String quote(String literal) {
		return literal.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0");
	}
}
