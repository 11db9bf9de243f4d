/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Tells a file that is not there from one that can't be looked at. Java has one exception for most of the system's
 * errors, with a text in the user's language, so the path is walked.
 */
final class Absence {

	/** As many as Linux follows (path_resolution(7)). */
	private static final int MOST_LINKS = 40;

	private Absence() {
	}

	/**
	 * @param file    which could not be looked at
	 * @param failure what was said then
	 * @return whether it surely is not there: a part of its path is missing, no folder, or links that lead in a circle
	 */
	static boolean isSure(Path file, IOException failure) {
		try {
			return failure instanceof NoSuchFileException || leadsNowhere(file.toAbsolutePath());
		} catch (NoSuchFileException e) {
			return true;
		} catch (IOException | SecurityException e) {
			return false;
		}
	}

	private static boolean leadsNowhere(Path file) throws IOException {
		Deque<Path> names = new ArrayDeque<>();
		push(file, names);
		Path at = file.getRoot();
		int links = 0;
		while (!names.isEmpty()) {
			Path name = names.pop();
			if (name.toString().equals("..")) {
				at = at.getParent() == null ? at : at.getParent();
				continue;
			}
			Path next = at.resolve(name);
			BasicFileAttributes attributes = Files.readAttributes(next, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (attributes.isSymbolicLink()) {
				if (++links > MOST_LINKS) {
					return true;
				}
				Path target = Files.readSymbolicLink(next);
				at = target.isAbsolute() ? target.getRoot() : at;
				push(target, names);
			} else if (!attributes.isDirectory() && !names.isEmpty()) {
				return true;
			} else {
				at = next;
			}
		}
		return false;
	}

	private static void push(Path path, Deque<Path> names) {
		List<Path> added = new ArrayList<>();
		path.forEach(added::add);
		Collections.reverse(added);
		added.forEach(names::push);
	}
}
