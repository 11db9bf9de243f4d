/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;

/** Reads a few small files of the mounted system; symlinks are followed within the guest. */
final class SmallFiles {

	private final ImageAppliance appliance;

	SmallFiles(ImageAppliance appliance) {
		this.appliance = appliance;
	}

	/** @return the contents; what is missing, no regular file, or larger than {@code limit} has none */
	Map<MachinePath, byte[]> read(List<MachinePath> paths, long limit, IProgressMonitor monitor)
			throws MachineException {
		List<ContentTransfer.Item<MachinePath>> items = new ArrayList<>();
		new GuestPaths(appliance).resolve(paths, monitor).forEach((path, place) -> {
			if (place.isFile() && place.size() <= limit) {
				items.add(new ContentTransfer.Item<>(path, place.inAppliance(), place.size()));
			}
		});
		Map<MachinePath, byte[]> contents = new HashMap<>();
		new ContentTransfer(appliance).transfer(items, new ContentTransfer.Receiver<MachinePath>() {
			@Override
			public void receive(ContentTransfer.Item<MachinePath> item, InputStream content) throws IOException {
				contents.put(item.key(), content.readAllBytes());
			}

			@Override
			public void failed(ContentTransfer.Item<MachinePath> item) {
				contents.remove(item.key());
			}
		}, monitor);
		return contents;
	}
}
