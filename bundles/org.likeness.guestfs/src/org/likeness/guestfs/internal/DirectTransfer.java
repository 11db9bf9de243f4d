/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;

/**
 * Reads contents from the image on this computer, past the appliance, which only tells where they lie: its kernel alone
 * gives the untrusted file system a meaning. Measured emulated it takes a tenth of the time that the contents
 * themselves would take through the appliance, and a hole costs nothing. It is done where places on the disk are
 * certain: on an ext file system that lies in a partition and had no journal to replay. What it can't do is left to
 * {@link ContentTransfer}.
 */
final class DirectTransfer {

	private static final int BATCH_FILES = 4096;

	/** What filefrag may say of one batch. */
	private static final int ANSWER_LIMIT = 64 << 20;

	private final ImageAppliance appliance;
	private final MountedSystem system;

	DirectTransfer(MountedSystem system) {
		this.appliance = system.appliance();
		this.system = system;
	}

	/** @return the items that can't be read this way, of which the receiver was told nothing */
	<K> List<ContentTransfer.Item<K>> transfer(List<ContentTransfer.Item<K>> items,
			ContentTransfer.Receiver<K> receiver, IProgressMonitor monitor) throws MachineException {
		List<ContentTransfer.Item<K>> left = new ArrayList<>();
		List<ContentTransfer.Item<K>> direct = new ArrayList<>();
		items.forEach(item -> (start(item.operand()) == null ? left : direct).add(item));
		if (direct.isEmpty()) {
			return left;
		}
		ByteProgress progress = new ByteProgress(SubMonitor.convert(monitor),
				direct.stream().mapToLong(ContentTransfer.Item::size).sum());
		GuestDisk disk;
		try {
			disk = GuestDisk.open(appliance.chain(), appliance.folder());
		} catch (IOException e) {
			return items;
		}
		try {
			for (int from = 0; from < direct.size(); from += BATCH_FILES) {
				List<ContentTransfer.Item<K>> batch = direct.subList(from, Math.min(direct.size(), from + BATCH_FILES));
				left.addAll(transfer(disk, batch, receiver, progress));
			}
		} finally {
			close(disk);
		}
		return left;
	}

	private static void close(GuestDisk disk) {
		try {
			disk.close();
		} catch (IOException e) {
			return; // it was only read
		}
	}

	private <K> List<ContentTransfer.Item<K>> transfer(GuestDisk disk, List<ContentTransfer.Item<K>> batch,
			ContentTransfer.Receiver<K> receiver, ByteProgress progress) throws MachineException {
		Map<String, List<Extent>> extents = extents(batch, progress.monitor());
		List<ContentTransfer.Item<K>> left = new ArrayList<>();
		List<ContentTransfer.Item<K>> found = new ArrayList<>();
		batch.forEach(item -> (extents.containsKey(item.operand()) ? found : left).add(item));
		found.sort(Comparator.comparingLong(item -> first(extents.get(item.operand()))));
		for (ContentTransfer.Item<K> item : found) {
			ExtentStream stream = new ExtentStream(disk, extents.get(item.operand()), item.size(), progress);
			try {
				receiver.receive(item, stream);
				stream.skip(Long.MAX_VALUE);
			} catch (IOException e) {
				if (stream.failure() == null) {
					throw ContentTransfer.notTaken(appliance, item, e);
				}
				receiver.failed(item);
			}
		}
		return left;
	}

	private static long first(List<Extent> extents) {
		return extents.isEmpty() ? 0 : extents.get(0).physical();
	}

	private <K> Map<String, List<Extent>> extents(List<ContentTransfer.Item<K>> batch, IProgressMonitor monitor)
			throws MachineException {
		Mailbox.Request request = new Mailbox.Request().section();
		Map<String, Long> sizes = new LinkedHashMap<>();
		for (ContentTransfer.Item<K> item : batch) {
			if (sizes.put(item.operand(), item.size()) == null) {
				request.add(item.operand());
			}
		}
		String text = appliance.ask(request, "section 0 | xargs -0 -s 1000000 filefrag -e -b1 2>/dev/null",
				(answer, length) -> length > ANSWER_LIMIT ? "" : text(answer), monitor);
		Map<String, List<Extent>> onDisk = new HashMap<>();
		new ExtentReader(text).read(sizes).forEach((operand, extents) -> {
			long start = start(operand);
			onDisk.put(operand, extents.stream()
					.map(extent -> new Extent(extent.logical(), start + extent.physical(), extent.length())).toList());
		});
		return onDisk;
	}

	private static String text(InputStream answer) throws IOException {
		return new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1);
	}

	/** @return where the file system of a file starts; {@code null} if that is no plain one */
	private Long start(String operand) {
		return system.starts().get(system.mountPoint(operand));
	}
}
