/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A package source that serves a folder over HTTP. Its packages are made by dpkg-deb. */
final class AptRepository implements AutoCloseable {

	private final Path folder;
	private final ServerSocket socket;
	private final List<String> requests = new ArrayList<>();
	private final Set<Integer> users = new TreeSet<>();

	/** @param folder an empty one */
	AptRepository(Path folder) throws IOException {
		this.folder = folder;
		this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		Thread server = new Thread(this::serve, "package source");
		server.setDaemon(true);
		server.start();
	}

	Path folder() {
		return folder;
	}

	/** @return the line of sources.list that names it */
	String line(String options) {
		return "deb " + options + " http://127.0.0.1:" + socket.getLocalPort() + "/ ./\n";
	}

	/** @return the paths that were asked for */
	synchronized List<String> requests() {
		return List.copyOf(requests);
	}

	/** @return the numbers of the users who asked, of this computer's */
	synchronized Set<Integer> users() {
		return Set.copyOf(users);
	}

	/** The kernel tells whose each end of a connection is: proc(5). */
	private static Optional<Integer> user(Socket client) throws IOException {
		String address = String.format(":%04X", client.getPort());
		return Files.readAllLines(Path.of("/proc/net/tcp")).stream().map(line -> line.strip().split("\\s+"))
				.filter(fields -> fields[1].endsWith(address)).map(fields -> Integer.valueOf(fields[7])).findFirst();
	}

	/**
	 * Adds a package that holds one file.
	 *
	 * @param fields more lines of its control file
	 * @return its file
	 */
	Path add(String name, String version, String architecture, String... fields) throws Exception {
		Path tree = Files.createTempDirectory(folder, "tree");
		Files.createDirectories(tree.resolve("DEBIAN"));
		Files.writeString(tree.resolve("DEBIAN/control"), paragraph(name, version, architecture, fields));
		Path content = Files.createDirectories(tree.resolve("usr/share/" + name));
		Files.writeString(content.resolve("version"), version + "\n");
		Path file = folder.resolve(name + "-" + version.replace(":", ".") + "-" + architecture + ".deb");
		run("dpkg-deb", "--root-owner-group", "-b", tree.toString(), file.toString());
		run("rm", "-r", tree.toString());
		return file;
	}

	/** @return the paragraph of a control file */
	static String paragraph(String name, String version, String architecture, String... fields) {
		return "Package: " + name + "\nVersion: " + version + "\nArchitecture: " + architecture
				+ "\nMaintainer: Nobody <nobody@example.org>\nDescription: for a test\n"
				+ Stream.of(fields).map(field -> field + "\n").reduce("", String::concat);
	}

	/** Makes the index of what is there now. */
	AptRepository publish() throws Exception {
		StringBuilder packages = new StringBuilder();
		for (Path file : files()) {
			packages.append(run("dpkg-deb", "-f", file.toString())).append("Filename: ./")
					.append(file.getFileName()).append("\nSize: ").append(Files.size(file)).append("\nSHA256: ")
					.append(sha256(file)).append("\n\n");
		}
		Path index = Files.writeString(folder.resolve("Packages"), packages);
		Files.writeString(folder.resolve("Release"), "Origin: Test\nLabel: Test\nDate: "
				+ run("date", "-Ru").replace("+0000", "UTC") + "SHA256:\n " + sha256(index) + " " + Files.size(index)
				+ " Packages\n");
		return this;
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(folder)) {
			return files.filter(file -> file.toString().endsWith(".deb")).sorted().toList();
		}
	}

	private static String sha256(Path file) throws Exception {
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
		return String.format("%064x", new BigInteger(1, digest));
	}

	/** @return what a program printed */
	static String run(String... words) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
		String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		if (process.waitFor() != 0) {
			throw new IOException(String.join(" ", words) + ": " + said);
		}
		return said;
	}

	private void serve() {
		while (!socket.isClosed()) {
			try (Socket client = socket.accept()) {
				answer(client);
			} catch (IOException e) {
				// the client went away, or the source was closed
				continue;
			}
		}
	}

	private void answer(Socket client) throws IOException {
		BufferedReader in = new BufferedReader(
				new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
		String request = in.readLine();
		for (String line = request; line != null && !line.isEmpty(); line = in.readLine()) {
			// the rest of the request plays no part
		}
		String path = request.split(" ")[1];
		Optional<Integer> user = user(client);
		synchronized (this) {
			requests.add(path);
			user.ifPresent(users::add);
		}
		Path file = folder.resolve(path.replaceFirst("^[./]+", "").replace("%2b", "+").replace("%7e", "~"));
		boolean found = Files.isRegularFile(file);
		byte[] content = found ? Files.readAllBytes(file) : new byte[0];
		OutputStream out = client.getOutputStream();
		out.write(("HTTP/1.1 " + (found ? "200 OK" : "404 Not Found") + "\r\nContent-Length: " + content.length
				+ "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
		out.write(content);
		out.flush();
	}

	/** Can't be reached any more. */
	@Override
	public void close() throws IOException {
		socket.close();
	}
}
