/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.nio.file.Path;

/** Small images without a file system. */
final class Images {

	private Images() {
	}

	/**
	 * @param kind "qcow2", "raw" or "qcow2 on qcow2"
	 * @return an image whose first 4 MB are ones, the rest zeros; with a name that QEMU would give a meaning to
	 */
	static Path create(Path folder, String kind) throws Exception {
		if (kind.equals("raw")) {
			return fill(folder.resolve("a,b c.raw"), "raw", "-f", "raw");
		}
		if (kind.equals("qcow2")) {
			return fill(folder.resolve("a,b c.qcow2"), "qcow2", "-f", "qcow2");
		}
		fill(folder.resolve("base.qcow2"), "qcow2", "-f", "qcow2");
		Path image = folder.resolve("top.qcow2");
		Tools.run("qemu-img", "create", "-q", "-f", "qcow2", "-b", "base.qcow2", "-F", "qcow2", image.toString());
		return image;
	}

	static String format(Path image) {
		String name = image.getFileName().toString();
		return name.substring(name.lastIndexOf('.') + 1);
	}

	private static Path fill(Path image, String format, String... options) throws Exception {
		Tools.run("qemu-img", "create", "-q", options[0], options[1], image.toString(), "16M");
		Tools.run("qemu-io", "-f", format, "-c", "write -P 1 0 4M", image.toString());
		return image;
	}
}
