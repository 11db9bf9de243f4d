/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.ContentReceiver;
import org.likeness.core.Digest;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;
import org.likeness.core.OperatingSystem;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.SystemDescription;

/** A clone of which there is nothing but a few files. */
final class AptClone implements Machine {

	private final Map<MachinePath, byte[]> files = new TreeMap<>();
	private final Map<MachinePath, String> links = new TreeMap<>();
	private Map<String, Digest> packageFiles = Map.of();

	/** Adds a file, or replaces it. */
	AptClone put(String path, String content) {
		return put(path, content.getBytes(StandardCharsets.UTF_8));
	}

	AptClone put(String path, byte[] content) {
		files.put(MachinePath.of(path), content);
		return this;
	}

	AptClone link(String path, String target) {
		links.put(MachinePath.of(path), target);
		return this;
	}

	byte[] content(String path) {
		return files.get(MachinePath.of(path));
	}

	/** Takes these paragraphs, each with its name first, for what is installed. */
	AptClone installed(String... paragraphs) {
		StringBuilder status = new StringBuilder();
		for (String paragraph : paragraphs) {
			status.append(paragraph.strip().replaceFirst("\n", "\nStatus: install ok installed\n")).append("\n\n");
		}
		return put("/var/lib/dpkg/status", status.toString());
	}

	@Override
	public String id() {
		return "apt-clone";
	}

	@Override
	public String label() {
		return "clone.qcow2";
	}

	@Override
	public SystemDescription describe(IProgressMonitor monitor) {
		return new SystemDescription(new OperatingSystem("debian", "12", "Debian 12", "bookworm"), "clone", List.of());
	}

	@Override
	public Survey survey(SurveyRequest request, IProgressMonitor monitor) {
		Survey.Builder survey = new Survey.Builder();
		files.forEach((path, content) -> {
			FileEntry entry = new FileEntry(path, FileType.FILE, 0644, 0, 0, content.length, 0, null);
			if (request.walks().stream().anyMatch(walk -> path.startsWith(walk.root()))) {
				survey.add(entry);
				if (request.wantsContents(entry)) {
					survey.content(path, content);
				}
			}
		});
		links.forEach((path, target) -> survey
				.add(new FileEntry(path, FileType.SYMLINK, 0777, 0, 0, 0, 0, Name.of(target))));
		return survey.build();
	}

	@Override
	public Map<MachinePath, Digest> digest(Collection<FileEntry> entries, IProgressMonitor monitor) {
		Map<MachinePath, Digest> digests = new HashMap<>();
		entries.forEach(entry -> digests.put(entry.path(),
				Digest.of(Digest.computation().digest(files.get(entry.path())))));
		return digests;
	}

	@Override
	public void read(Collection<MachinePath> paths, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		for (MachinePath path : paths) {
			byte[] content = files.get(path);
			try {
				receiver.receive(path, content.length, new ByteArrayInputStream(content));
			} catch (IOException e) {
				throw new MachineException("The receiver failed", label(), "Nothing was changed.", "Try again.", e);
			}
		}
	}

	/** Makes it one that knows what files of packages hold. */
	void packageFiles(Map<String, Digest> known) {
		packageFiles = known;
	}

	@Override
	public Map<String, Digest> packageFiles() {
		return packageFiles;
	}

	@Override
	public void close() {
		// nothing is open
	}
}
