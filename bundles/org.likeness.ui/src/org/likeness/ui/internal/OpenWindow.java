/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The one window of a user: whoever starts a second one gets the first one raised. A socket beside the window's state, for
 * which the first one holds a lock; nobody but the user can connect to it.
 */
final class OpenWindow implements AutoCloseable {

	private static final String NAME = "raise";
	private static final byte RAISED = 1;
	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final Path socket;
	private final ServerSocketChannel server;

	private OpenWindow(Path socket, ServerSocketChannel server) {
		this.socket = socket;
		this.server = server;
	}

	/**
	 * Lets others raise this window. Only for who holds the lock of the state: what a killed window left goes.
	 *
	 * @param state the folder of the window's state
	 * @param raise is called from a thread of this
	 * @throws IOException if there can be no socket, for the folder's name is too long, say
	 */
	static OpenWindow announce(Path state, Runnable raise) throws IOException {
		Path socket = state.resolve(NAME);
		Files.deleteIfExists(socket);
		ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			server.bind(UnixDomainSocketAddress.of(socket));
		} catch (IOException | IllegalArgumentException e) {
			server.close();
			throw new IOException(socket + ": " + e.getMessage(), e);
		}
		OpenWindow window = new OpenWindow(socket, server);
		Thread listener = new Thread(() -> window.listen(raise), "raise the window");
		listener.setDaemon(true);
		listener.start();
		return window;
	}

	private void listen(Runnable raise) {
		while (server.isOpen()) {
			try (SocketChannel asking = server.accept()) {
				raise.run();
				asking.write(ByteBuffer.wrap(new byte[] { RAISED }));
			} catch (IOException e) {
				continue; // whoever asked has gone, or this was closed
			}
		}
	}

	/** @return whether there is an open window with that state, and it showed itself; one that hangs did not */
	static boolean raise(Path state) {
		return raise(state, PATIENCE);
	}

	static boolean raise(Path state, Duration patience) {
		try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
				Selector selector = Selector.open()) {
			channel.configureBlocking(false);
			if (!channel.connect(UnixDomainSocketAddress.of(state.resolve(NAME)))) {
				return false;
			}
			channel.register(selector, SelectionKey.OP_READ);
			selector.select(patience.toMillis());
			ByteBuffer answer = ByteBuffer.allocate(1);
			return channel.read(answer) == 1 && answer.get(0) == RAISED;
		} catch (IOException | IllegalArgumentException e) {
			return false;
		}
	}

	@Override
	public void close() throws IOException {
		server.close();
		Files.deleteIfExists(socket);
	}
}
