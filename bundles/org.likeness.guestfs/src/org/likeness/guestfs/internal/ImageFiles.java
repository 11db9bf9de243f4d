/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.SecretContents;

/** The contents of many files of the mounted system, in one pass. */
public final class ImageFiles {

	private final MountedSystem system;

	public ImageFiles(MountedSystem system) {
		this.system = system;
	}

	/** Streams contents; what can't be read, or is no regular file, is passed over. */
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		List<ContentTransfer.Item<MachinePath>> items = new ArrayList<>();
		locate(files, progress.split(20)).forEach((path, place) -> items
				.add(new ContentTransfer.Item<>(path, place.inAppliance(), place.size())));
		new Contents(system).transfer(items, new ContentTransfer.Receiver<MachinePath>() {
			@Override
			public void receive(ContentTransfer.Item<MachinePath> item, InputStream content) throws IOException {
				receiver.receive(item.key(), item.size(), content);
			}

			@Override
			public void failed(ContentTransfer.Item<MachinePath> item) {
				// It is passed over.
			}
		}, progress.split(80));
	}

	/**
	 * @param files what is known of them; one that has another size now has no digest
	 * @return the digests; what can't be read, is no regular file or a secret, has none
	 */
	public Map<MachinePath, Digest> digest(Collection<FileEntry> files, IProgressMonitor monitor)
			throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, 100);
		List<ContentTransfer.Item<MachinePath>> items = new ArrayList<>();
		Map<MachinePath, FileEntry> entries = new HashMap<>();
		files.forEach(file -> entries.put(file.path(), file));
		locate(entries.keySet(), progress.split(20)).forEach((path, place) -> {
			if (place.size() == entries.get(path).size()) {
				items.add(new ContentTransfer.Item<>(path, place.inAppliance(), place.size()));
			}
		});
		Map<MachinePath, Digest> digests = new HashMap<>();
		MessageDigest computation = Digest.computation();
		byte[] buffer = new byte[1 << 18];
		new Contents(system).transfer(items, new ContentTransfer.Receiver<MachinePath>() {
			@Override
			public void receive(ContentTransfer.Item<MachinePath> item, InputStream content) throws IOException {
				SecretContents.Looked looked = new SecretContents.Looked(entries.get(item.key()), content);
				if (looked.secret().isPresent()) {
					return;
				}
				computation.reset();
				InputStream all = looked.content();
				for (int count = all.read(buffer); count >= 0; count = all.read(buffer)) {
					computation.update(buffer, 0, count);
				}
				digests.put(item.key(), Digest.of(computation.digest()));
			}

			@Override
			public void failed(ContentTransfer.Item<MachinePath> item) {
				digests.remove(item.key());
			}
		}, progress.split(80));
		return digests;
	}

	private Map<MachinePath, GuestPaths.Place> locate(Collection<MachinePath> files, IProgressMonitor monitor)
			throws MachineException {
		Map<MachinePath, GuestPaths.Place> places = new GuestPaths(system.appliance())
				.resolve(new LinkedHashSet<>(files), monitor);
		places.values().removeIf(place -> !place.isFile());
		return places;
	}
}
