/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

import org.likeness.core.LeaveOut;
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
	record Tree(String operand, LeaveOut leaveOut) {

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
			List<List<PathPattern>> each = tree.leaveOut().each();
			for (int i = 0; i < each.size(); i++) {
				arguments.addAll(List.of(i == 0 ? "-o" : "-a", "-regex",
						expression(tree.operand(), PathPattern.anyOf(each.get(i)), each.size() > 1)));
			}
		}
		arguments.addAll(List.of(")", "-prune"));
		return arguments;
	}

	/** @param below whether a folder above may match: where one alone leaves it out it is not entered for another */
	private static String expression(String operand, PathPattern leaveOut, boolean below) {
		String start = quote(operand);
		String end = below ? "(/.*)?" : "";
		return leaveOut.matches(WalkRecord.name("")) ? start + "(/.*)?" : start + "/" + leaveOut.expression() + end;
	}

	/** Quotes what has a meaning in a POSIX extended regular expression. */
	private static String quote(String literal) {
		return literal.replaceAll("[\\\\.\\[\\]{}()*+?^$|]", "\\\\$0");
	}
}
