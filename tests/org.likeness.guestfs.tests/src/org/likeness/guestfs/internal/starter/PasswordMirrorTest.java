/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Stream;

import org.eclipse.core.runtime.SubMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.MachineException;
import org.likeness.guestfs.Desktop;

/**
 * A mirror and a proxy that each want a password, with the real mmdebstrap and apt: they get it, and nobody else can see
 * it meanwhile. The mirror is empty, so that there the making ends.
 */
class PasswordMirrorTest {

	private static final String MIRROR = "mirror.example/debian";

	@TempDir
	Path folder;

	private final Set<String> credentials = new ConcurrentSkipListSet<>();
	private final Set<String> commandLines = new ConcurrentSkipListSet<>();
	private final Set<String> files = new ConcurrentSkipListSet<>();

	@Test
	void onlyTheyGetTheirPasswords() throws Exception {
		Path laptop = folder.resolve("laptop");
		Files.createDirectories(laptop.resolve("etc/apt"));
		Files.writeString(laptop.resolve("etc/apt/sources.list"),
				"deb http://ann:sourcesecret@" + MIRROR + " bookworm main\n");
		AptSources sources = AptSources.read(laptop, "bookworm");
		Path log = folder.resolve("new.log");
		MachineException failure;
		try (WorkFolder work = new WorkFolder(new Tools());
				ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
			Thread server = new Thread(() -> serve(proxy, work.path()), "proxy");
			server.setDaemon(true);
			server.start();
			AptAccess access = new AptAccess(work.path().resolve("access"));
			access.write(sources, List.of("Acquire::http::Proxy \"http://bob:proxysecret@127.0.0.1:"
					+ proxy.getLocalPort() + "\";"));
			SystemTree tree = new SystemTree(work.path().resolve("tree"), new LaptopFiles(laptop));
			tree.writeEarly();
			tree.writeLate(sources, Optional.empty(), "initialsecret", "1234");
			Bootstrap bootstrap = new Bootstrap(work.path().resolve("root"), tree, access,
					new PackageCache(folder.resolve("debs")), log);
			failure = assertThrows(MachineException.class, () -> bootstrap.run("bookworm",
					new Recipe(Desktop.NONE, List.of()), sources, false, SubMonitor.convert(null)));
		}
		String said = Files.readString(log);
		assertEquals(Set.of("Authorization ann:sourcesecret", "Proxy-Authorization bob:proxysecret"), credentials,
				said);
		assertTrue(commandLines.stream().anyMatch(line -> line.contains("mmdebstrap") && line.contains(MIRROR)),
				"what was looked at: " + commandLines);
		assertEquals(List.of(), commandLines.stream().filter(PasswordMirrorTest::tells).toList());
		// The user's own, and those in the new root; as another user than root, only the first can be looked into.
		assertTrue(files.containsAll(List.of("access/root/etc/apt/sources.list rw-------",
				"access/root/etc/apt/apt.conf.d/98likeness rw-------")), files.toString());
		assertEquals(List.of(), files.stream().filter(file -> !file.endsWith(" rw-------")).toList());
		assertTrue(said.contains(MIRROR) && !tells(said), said);
		assertFalse(tells(failure.explanation()), failure.explanation());
	}

	/** Words that nobody else's processes have. */
	private static boolean tells(String text) {
		return Stream.of("sourcesecret", "proxysecret", "initialsecret").anyMatch(text::contains);
	}

	private void serve(ServerSocket proxy, Path work) {
		while (!proxy.isClosed()) {
			try (Socket client = proxy.accept()) {
				BufferedReader in = new BufferedReader(
						new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
				for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
					String[] field = line.split(": Basic ");
					if (field.length == 2) {
						credentials.add(field[0] + " " + new String(Base64.getDecoder().decode(field[1].strip()),
								StandardCharsets.ISO_8859_1));
					}
				}
				commandLines.addAll(commandLines());
				files.addAll(filesWithSecrets(work));
				client.getOutputStream()
						.write("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
								.getBytes(StandardCharsets.ISO_8859_1));
			} catch (IOException | UncheckedIOException e) {
				continue; // the client went away, or the proxy was closed
			}
		}
	}

	/** Those of all processes. */
	private static Set<String> commandLines() throws IOException {
		Set<String> lines = new TreeSet<>();
		List<Path> processes;
		try (Stream<Path> all = Files.list(Path.of("/proc"))) {
			processes = all.filter(path -> path.getFileName().toString().matches("\\d+")).toList();
		}
		for (Path process : processes) {
			try {
				lines.add(Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1).replace('\0', ' '));
			} catch (IOException e) {
				continue; // it has ended
			}
		}
		return lines;
	}

	private static Set<String> filesWithSecrets(Path work) throws IOException {
		Set<String> found = new TreeSet<>();
		List<Path> folders = new ArrayList<>(List.of(work));
		while (!folders.isEmpty()) {
			List<Path> entries;
			try (Stream<Path> all = Files.list(folders.remove(0))) {
				entries = all.toList();
			} catch (IOException e) {
				continue; // another user's, or gone
			}
			for (Path entry : entries) {
				if (Files.isSymbolicLink(entry)) {
					continue;
				} else if (Files.isDirectory(entry)) {
					folders.add(entry);
				} else if (Files.isRegularFile(entry) && Files.isReadable(entry)
						&& tells(Files.readString(entry, StandardCharsets.ISO_8859_1))) {
					found.add(work.relativize(entry) + " "
							+ PosixFilePermissions.toString(Files.getPosixFilePermissions(entry)));
				}
			}
		}
		return found;
	}
}
