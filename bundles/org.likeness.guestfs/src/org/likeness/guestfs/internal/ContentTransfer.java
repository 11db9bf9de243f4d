/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;

/**
 * Brings the contents of files out of the appliance: many small files joined in one answer, a large one in parts, so
 * that no answer takes more than a bounded space. Sizes are known and the file system is read only; so an answer of the
 * right length holds just what was asked for. Where the length is wrong the batch is halved until the file is found
 * that can't be read.
 */
final class ContentTransfer {

	/** How much one answer may hold. */
	static final long BATCH = 64L << 20;

	/** Keeps a request well below what the mailbox takes. */
	private static final int BATCH_FILES = 4096;

	/**
	 * A file to be read.
	 *
	 * @param operand where it is in the appliance, one character for each byte
	 * @param size    how many bytes it has
	 */
	record Item<K>(K key, String operand, long size) {
	}

	/** Takes the contents. */
	interface Receiver<K> {
		/**
		 * @param content {@link Item#size()} bytes; the rest is skipped
		 * @throws IOException if they can't be read, or not be taken
		 */
		void receive(Item<K> item, InputStream content) throws IOException;

		/** Is told of a file that can't be read. */
		void failed(Item<K> item);
	}

	private final ImageAppliance appliance;

	ContentTransfer(ImageAppliance appliance) {
		this.appliance = appliance;
	}

	<K> void transfer(List<Item<K>> items, Receiver<K> receiver, IProgressMonitor monitor) throws MachineException {
		long total = items.stream().mapToLong(Item::size).sum();
		ByteProgress progress = new ByteProgress(SubMonitor.convert(monitor), total);
		List<Item<K>> batch = new ArrayList<>();
		long size = 0;
		for (Item<K> item : items) {
			if (item.size() > BATCH) {
				transferLarge(item, receiver, progress);
				continue;
			}
			if (size + item.size() > BATCH || batch.size() == BATCH_FILES) {
				transferBatch(batch, receiver, progress);
				batch.clear();
				size = 0;
			}
			batch.add(item);
			size += item.size();
		}
		transferBatch(batch, receiver, progress);
	}

	private <K> void transferBatch(List<Item<K>> batch, Receiver<K> receiver, ByteProgress progress)
			throws MachineException {
		if (batch.isEmpty()) {
			return;
		}
		Mailbox.Request request = new Mailbox.Request().section();
		long size = 0;
		for (Item<K> item : batch) {
			request.add(item.operand());
			size += item.size();
		}
		long expected = size;
		boolean complete = appliance.ask(request, "section 0 | xargs -0 -s 1000000 cat 2>$t/errors || printf x",
				(answer, length) -> {
					if (length != expected) {
						return false;
					}
					for (Item<K> item : batch) {
						try {
							receive(item, new AnswerPart(answer, item.size()), receiver);
						} catch (IOException e) {
							throw notTaken(appliance, item, e);
						}
						progress.worked(item.size());
					}
					return true;
				}, progress.monitor());
		if (!complete) {
			if (batch.size() == 1) {
				receiver.failed(batch.get(0));
				progress.worked(size);
			} else {
				transferBatch(List.copyOf(batch.subList(0, batch.size() / 2)), receiver, progress);
				transferBatch(List.copyOf(batch.subList(batch.size() / 2, batch.size())), receiver, progress);
			}
		}
	}

	private <K> void transferLarge(Item<K> item, Receiver<K> receiver, ByteProgress progress) throws MachineException {
		Parts<K> parts = new Parts<>(appliance, item, progress);
		try {
			receive(item, parts, receiver);
		} catch (IOException e) {
			if (parts.cause() != null) {
				throw parts.cause();
			}
			if (!parts.failed()) {
				throw notTaken(appliance, item, e);
			}
			receiver.failed(item);
		}
	}

	private static <K> void receive(Item<K> item, InputStream content, Receiver<K> receiver)
			throws IOException {
		receiver.receive(item, content);
		content.skip(Long.MAX_VALUE);
	}

	static MachineException notTaken(ImageAppliance appliance, Item<?> item, IOException cause) {
		return new MachineException("The contents could not be taken (" + cause.getMessage() + ")",
				item.key() + " on " + appliance.image(), "The image is as it was.", "Try again.", cause);
	}

	/** A file that is larger than an answer. */
	private static final class Parts<K> extends InputStream {

		private final ImageAppliance appliance;
		private final Item<K> item;
		private final ByteProgress progress;
		private long position;
		private byte[] part = new byte[0];
		private int next;
		private boolean failed;
		private MachineException cause;

		Parts(ImageAppliance appliance, Item<K> item, ByteProgress progress) {
			this.appliance = appliance;
			this.item = item;
			this.progress = progress;
		}

		boolean failed() {
			return failed;
		}

		MachineException cause() {
			return cause;
		}

		@Override
		public int read() throws IOException {
			byte[] one = new byte[1];
			return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
		}

		@Override
		public int read(byte[] buffer, int offset, int length) throws IOException {
			if (next == part.length) {
				if (position >= item.size()) {
					return -1;
				}
				fetch();
			}
			int count = Math.min(length, part.length - next);
			System.arraycopy(part, next, buffer, offset, count);
			next += count;
			return count;
		}

		/** What the receiver leaves is not even asked for. */
		@Override
		public long skip(long count) {
			position = item.size();
			next = part.length;
			return 0;
		}

		private void fetch() throws IOException {
			int size = (int) Math.min(PART, item.size() - position);
			String script = "section 0 | xargs -0 sh -c 'dd if=\"$0\" bs=1M iflag=fullblock,skip_bytes,count_bytes skip="
					+ position + " count=" + size + " status=none' 2>$t/errors";
			try {
				part = appliance.ask(new Mailbox.Request().section().add(item.operand()), script,
						(answer, length) -> length == size ? answer.readNBytes(size) : new byte[0], progress.monitor());
			} catch (MachineException e) {
				cause = e;
				throw new IOException(e);
			}
			next = 0;
			if (part.length != size) {
				failed = true;
				throw new IOException("the file can't be read at " + position);
			}
			position += size;
			progress.worked(size);
			if (progress.monitor().isCanceled()) {
				throw new OperationCanceledException();
			}
		}

		private static final int PART = 16 << 20;
	}
}
