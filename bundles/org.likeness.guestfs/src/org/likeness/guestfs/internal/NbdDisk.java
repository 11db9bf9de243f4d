/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * An image of any format, read through a qemu-nbd of its own. Of the NBD protocol it speaks what it needs: the fixed
 * newstyle handshake with NBD_OPT_EXPORT_NAME, and NBD_CMD_READ with simple replies
 * (https://github.com/NetworkBlockDevice/nbd/blob/master/doc/proto.md). The server ends when its only client goes, so
 * it can't outlive this JVM.
 */
final class NbdDisk implements GuestDisk {

	private static final long GREETING = 0x4e42444d41474943L;
	private static final long OPTION = 0x49484156454f5054L;
	private static final int EXPORT_NAME = 1;
	private static final int FIXED_NEWSTYLE = 1;
	private static final int NO_ZEROES = 2;
	private static final int REQUEST = 0x25609513;
	private static final int REPLY = 0x67446698;
	private static final short READ = 0;

	private static final String SOCKET = "disk";

	/** What fits into sun_path (unix(7)), with the zero behind it. */
	private static final int LONGEST_SOCKET = 107;
	private static final Path SHORT_PARENT = Path.of("/tmp");

	private static final int MEMORY_KILOBYTES = 2 << 20;

	/** Servers need not take more in one request. */
	private static final int LONGEST_READ = 4 << 20;
	private static final int START_MILLIS = 10_000;
	private static final int STEP_MILLIS = 20;

	private final Process server;
	private final SocketChannel channel;
	private final ScratchFolder own;
	private final long size;

	private NbdDisk(Process server, SocketChannel channel, ScratchFolder own) throws IOException {
		this.server = server;
		this.own = own;
		this.channel = channel;
		this.size = shakeHands();
	}

	static NbdDisk open(ImageChain chain, Path folder) throws IOException {
		ScratchFolder own = isShort(folder) ? null : ScratchFolder.make(SHORT_PARENT);
		try {
			return open(chain, own == null ? folder : own.path(), own);
		} catch (IOException | RuntimeException e) {
			close(own);
			throw e;
		}
	}

	private static boolean isShort(Path folder) {
		return folder.resolve(SOCKET).toString().getBytes(StandardCharsets.UTF_8).length <= LONGEST_SOCKET;
	}

	private static NbdDisk open(ImageChain chain, Path folder, ScratchFolder own) throws IOException {
		Path socket = folder.resolve(SOCKET);
		List<String> words = List.of("qemu-nbd", "--read-only", "--shared=1", "--format=" + chain.format(),
				"--socket=" + socket, chain.files().get(0).toString());
		Process server = new ProcessBuilder(LimitedProgram.command(MEMORY_KILOBYTES, 0, words))
				.redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
		SocketChannel channel = null;
		try {
			channel = connect(server, socket);
			return new NbdDisk(server, channel, own);
		} catch (IOException | RuntimeException e) {
			if (channel != null) {
				channel.close();
			}
			server.destroyForcibly();
			throw e;
		}
	}

	private static SocketChannel connect(Process server, Path socket) throws IOException {
		for (int waited = 0; server.isAlive() && waited < START_MILLIS; waited += STEP_MILLIS) {
			try {
				return SocketChannel.open(UnixDomainSocketAddress.of(socket));
			} catch (IOException e) {
				pause();
			}
		}
		throw new IOException("qemu-nbd did not start");
	}

	private static void pause() throws IOException {
		try {
			Thread.sleep(STEP_MILLIS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException(e);
		}
	}

	private long shakeHands() throws IOException {
		ByteBuffer greeting = receive(18);
		if (greeting.getLong() != GREETING || greeting.getLong() != OPTION) {
			throw new IOException("not an NBD server");
		}
		boolean noZeroes = (greeting.getShort() & NO_ZEROES) != 0;
		send(ByteBuffer.allocate(20).putInt(noZeroes ? FIXED_NEWSTYLE | NO_ZEROES : FIXED_NEWSTYLE).putLong(OPTION)
				.putInt(EXPORT_NAME).putInt(0));
		return receive(noZeroes ? 10 : 134).getLong();
	}

	@Override
	public void read(long offset, ByteBuffer bytes) throws IOException {
		if (offset < 0 || offset > size - bytes.remaining()) {
			throw new IOException("beyond the end of the disk");
		}
		long position = offset;
		int end = bytes.limit();
		while (bytes.position() < end) {
			int length = Math.min(LONGEST_READ, end - bytes.position());
			send(ByteBuffer.allocate(28).putInt(REQUEST).putShort((short) 0).putShort(READ).putLong(position)
					.putLong(position).putInt(length));
			ByteBuffer reply = receive(16);
			if (reply.getInt() != REPLY || reply.getInt() != 0 || reply.getLong() != position) {
				throw new IOException("the disk can't be read at " + position);
			}
			bytes.limit(bytes.position() + length);
			fill(bytes);
			position += length;
		}
		bytes.limit(end);
	}

	private void send(ByteBuffer message) throws IOException {
		message.flip();
		while (message.hasRemaining()) {
			channel.write(message);
		}
	}

	private ByteBuffer receive(int length) throws IOException {
		ByteBuffer message = ByteBuffer.allocate(length);
		fill(message);
		return message.flip();
	}

	private void fill(ByteBuffer message) throws IOException {
		while (message.hasRemaining()) {
			if (channel.read(message) < 0) {
				throw new EOFException("qemu-nbd has ended");
			}
		}
	}

	@Override
	public void close() throws IOException {
		try {
			channel.close();
		} finally {
			server.destroy();
			close(own);
		}
	}

	private static void close(ScratchFolder folder) {
		if (folder != null) {
			folder.close();
		}
	}
}
