/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk that the guest sees, read on this computer: its bytes only, nothing in them is given a meaning here. */
interface GuestDisk extends AutoCloseable {

	/** Fills {@code bytes} with what is at {@code offset}. */
	void read(long offset, ByteBuffer bytes) throws IOException;

	@Override
	void close() throws IOException;

	/**
	 * @param folder a private folder, for a socket
	 * @throws IOException if it can't be opened; nothing runs then
	 */
	static GuestDisk open(ImageChain chain, Path folder) throws IOException {
		return chain.format().equals("raw") ? new Raw(chain.files().get(0)) : NbdDisk.open(chain, folder);
	}

	/** A raw image is the disk. */
	final class Raw implements GuestDisk {

		private final FileChannel channel;

		Raw(Path image) throws IOException {
			channel = FileChannel.open(image, StandardOpenOption.READ);
		}

		@Override
		public void read(long offset, ByteBuffer bytes) throws IOException {
			long position = offset;
			while (bytes.hasRemaining()) {
				int count = channel.read(bytes, position);
				if (count < 0) {
					throw new IOException("beyond the end of the disk");
				}
				position += count;
			}
		}

		@Override
		public void close() throws IOException {
			channel.close();
		}
	}
}
