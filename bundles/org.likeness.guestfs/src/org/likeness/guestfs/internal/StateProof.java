/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.likeness.core.MachineException;

/**
 * Proves that an image is what it was: by device, inode, size, time of the last change of its contents and of its inode,
 * of the image and of each file that it rests on. The kernel alone sets the last of these (st_ctime), so no program can
 * set it back. There is no proof on file systems that keep no such time, while a virtual machine may write, and for
 * some moments after a change: within one tick of the kernel's clock a second change would not show (what Git calls
 * racily clean).
 */
public final class StateProof {

	/** Some times the longest tick that kernels are built with (10 ms). */
	private static final Duration TICK = Duration.ofMillis(50);

	private final Path image;
	private final String root;
	private final Path mounts;
	private final Path locks;
	private List<Path> files;
	private String stamps;

	/** @param root which of the image's systems is meant; part of the proof */
	public StateProof(Path image, String root) {
		this(image, root, Path.of("/proc/self/mountinfo"), Path.of("/proc/locks"));
	}

	StateProof(Path image, String root, Path mounts, Path locks) {
		this.image = image;
		this.root = root;
		this.mounts = mounts;
		this.locks = locks;
	}

	/** @return the proof; empty if there is none */
	public synchronized Optional<String> take() {
		try {
			if (files == null || !stamps(files).equals(stamps)) {
				files = ImageChain.open(image).files();
				stamps = stamps(files);
			}
			Instant now = Instant.now();
			for (Path file : files) {
				FileTime changed = (FileTime) Files.getAttribute(file, "unix:ctime");
				if (changed.toInstant().plus(TICK).isAfter(now)) {
					return Optional.empty();
				}
			}
			LocalMounts mounted = new LocalMounts(mounts);
			if (!mounted.keepChangeTimes(files) || new ImageLocks(locks, mounted).isWritten(files)) {
				return Optional.empty();
			}
			return Optional.of(root + "\n" + stamps);
		} catch (IOException | MachineException e) {
			files = null;
			return Optional.empty();
		}
	}

	/** The image's own path may be a symlink, and lead elsewhere next time: real paths are part of it. */
	private String stamps(List<Path> of) throws IOException {
		StringBuilder text = new StringBuilder();
		if (!image.toRealPath().equals(of.get(0))) {
			return "";
		}
		for (Path file : of) {
			Map<String, Object> stat = Files.readAttributes(file, "unix:dev,ino,size,lastModifiedTime,ctime",
					LinkOption.NOFOLLOW_LINKS);
			text.append(file).append(' ').append(stat.get("dev")).append(' ').append(stat.get("ino")).append(' ')
					.append(stat.get("size")).append(' ').append(nanos(stat.get("lastModifiedTime"))).append(' ')
					.append(nanos(stat.get("ctime"))).append('\n');
		}
		return text.toString();
	}

	private static String nanos(Object time) {
		Instant instant = ((FileTime) time).toInstant();
		return instant.getEpochSecond() + "." + instant.getNano();
	}
}
