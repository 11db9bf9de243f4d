/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;

/** A machine made of a few files in memory. */
final class MemoryMachine implements Machine {

	private final String label;
	private final Map<MachinePath, byte[]> files = new TreeMap<>();
	private List<Account> accounts = new ArrayList<>();
	private final List<FileSystem> fileSystems = new ArrayList<>();
	private String proof;

	MemoryMachine(String label) {
		this.label = label;
		user("ann", 1000, "/home/ann");
	}

	MemoryMachine put(String path, String content) {
		files.put(MachinePath.of(path), content.getBytes(StandardCharsets.UTF_8));
		return this;
	}

	MemoryMachine remove(String path) {
		files.remove(MachinePath.of(path));
		return this;
	}

	/** Replaces the users by one. */
	MemoryMachine user(String name, int uid, String home) {
		accounts = List.of(new Account("root", 0, 0, "", MachinePath.of("/root"), "/bin/bash"),
				new Account(name, uid, uid, "", MachinePath.of(home), "/bin/bash"));
		return this;
	}

	/** Tells of one file system more. */
	MemoryMachine fileSystem(String mounted, long blockSize, long size, long free) {
		fileSystems.add(new FileSystem(List.of(MachinePath.of(mounted)), blockSize, size, free));
		return this;
	}

	MemoryMachine proof(String newProof) {
		proof = newProof;
		return this;
	}

	@Override
	public String id() {
		return "memory:" + label;
	}

	@Override
	public String label() {
		return label;
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) {
		return new SystemDescription(new OperatingSystem("debian", "12", "Debian 12", "bookworm"), label, accounts);
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) {
		check(monitor);
		Survey.Builder survey = new Survey.Builder().asked(request);
		files.forEach((path, content) -> {
			FileEntry entry = new FileEntry(path, FileType.FILE, 0644, 1000, 1000, content.length, 0, null);
			if (request.walks().stream().anyMatch(walk -> path.startsWith(walk.root()))) {
				survey.add(entry);
				if (request.wantsContents(entry)) {
					survey.content(path, content);
				}
			}
		});
		fileSystems.forEach(survey::fileSystem);
		return survey.build();
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> entries, IProgressMonitor monitor) {
		check(monitor);
		Map<MachinePath, Digest> digests = new HashMap<>();
		for (FileEntry entry : entries) {
			byte[] content = files.get(entry.path());
			if (content != null && SecretContents.kind(entry, content).isEmpty()) {
				digests.put(entry.path(), Digest.of(Digest.computation().digest(content)));
			}
		}
		return digests;
	}

	@Override
	public void read(Collection<MachinePath> paths, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		for (MachinePath path : paths) {
			byte[] content = files.get(path);
			try {
				if (content != null) {
					receiver.receive(path, content.length, new ByteArrayInputStream(content));
				}
			} catch (IOException e) {
				throw new MachineException("The receiver failed", label, "Nothing was changed.", "Try again.", e);
			}
		}
	}

	@Override
	public Optional<String> stateProof() {
		return Optional.ofNullable(proof);
	}

	@Override
	public void close() {
		files.clear();
	}

	private static void check(IProgressMonitor monitor) {
		if (monitor != null && monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
	}
}
