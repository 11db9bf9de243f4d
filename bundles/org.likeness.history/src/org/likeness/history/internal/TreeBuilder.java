/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.TreeFormatter;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/** A folder of a Git tree in the making. */
final class TreeBuilder {

	/** By encoded name, folders with a slash at the end: Git sorts them so. */
	private final Map<String, Object> children = new TreeMap<>();

	/** @return the folder of that name in this one */
	TreeBuilder folder(String encoded) {
		children.remove(encoded);
		return (TreeBuilder) children.computeIfAbsent(encoded + "/", name -> new TreeBuilder());
	}

	/** @return the folder that stands for {@code path}, seen from this one as the root */
	TreeBuilder folder(MachinePath path) {
		TreeBuilder folder = this;
		String raw = path.raw();
		for (int start = 1; start < raw.length();) {
			int slash = raw.indexOf('/', start);
			int end = slash < 0 ? raw.length() : slash;
			folder = folder.folder(encode(raw.substring(start, end)));
			start = end + 1;
		}
		return folder;
	}

	private static String encode(String raw) {
		return TreeNames.encode(Name.ofBytes(raw.getBytes(StandardCharsets.ISO_8859_1)));
	}

	/** Puts a file into this folder, unless a folder of that name is there. */
	TreeBuilder file(String encoded, ObjectId blob) {
		if (!children.containsKey(encoded + "/")) {
			children.put(encoded, blob);
		}
		return this;
	}

	/** @return the tree's id; it and all below it have been added */
	ObjectId write(NewObjects objects) throws IOException {
		TreeFormatter formatter = new TreeFormatter();
		for (Map.Entry<String, Object> child : children.entrySet()) {
			boolean isFolder = child.getValue() instanceof TreeBuilder;
			String key = child.getKey();
			byte[] name = key.substring(0, key.length() - (isFolder ? 1 : 0)).getBytes(StandardCharsets.ISO_8859_1);
			ObjectId id = child.getValue() instanceof TreeBuilder folder ? folder.write(objects)
					: (ObjectId) child.getValue();
			formatter.append(name, 0, name.length, isFolder ? FileMode.TREE : FileMode.REGULAR_FILE, id);
		}
		return objects.add(Constants.OBJ_TREE, formatter.toByteArray());
	}
}
