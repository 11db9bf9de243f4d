/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.core.runtime.IProgressMonitor;

/**
 * What is copied from a machine is kept in the history as it passes by, so that it need not be read back from the clone.
 * Small contents are kept at once; of large ones, which must not stand in memory, the digest is taken, and they are read
 * again afterwards.
 */
final class KeepingSource extends MachineWrapper {

	/** The most that is held in memory. */
	private static final int SMALL = 1 << 20;

	private final Recorder recorder;
	private final Survey survey;
	private final Set<MachinePath> secrets;
	private final Map<MachinePath, Digest> kept = new HashMap<>();
	private final Map<MachinePath, Digest> passed = new HashMap<>();

	/**
	 * @param survey  what is known of the source
	 * @param secrets files whose contents the history must not have; what proves to be one as it passes by is none of its
	 *                business either
	 */
	KeepingSource(Machine source, Recorder recorder, Survey survey, Set<MachinePath> secrets) {
		super(source);
		this.recorder = recorder;
		this.survey = survey;
		this.secrets = secrets;
	}

	@Override
	public void read(Collection<MachinePath> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		wrapped().read(files, keeping(receiver), monitor);
	}

	@Override
	public void readAsFound(Collection<FileEntry> files, ContentReceiver receiver, IProgressMonitor monitor)
			throws MachineException {
		wrapped().readAsFound(files, keeping(receiver), monitor);
	}

	private ContentReceiver keeping(ContentReceiver receiver) {
		return (path, size, raw) -> {
			SecretContents.Looked looked = new SecretContents.Looked(survey.entryOrPrivate(path, size), raw);
			InputStream content = looked.content();
			if (secrets.contains(path) || looked.secret().isPresent()) {
				receiver.receive(path, size, content);
			} else if (size <= SMALL) {
				byte[] bytes = content.readNBytes((int) size);
				if (bytes.length == size) {
					kept.put(path, recorder.keep(size, new ByteArrayInputStream(bytes)));
				}
				receiver.receive(path, size, new ByteArrayInputStream(bytes));
			} else {
				pass(path, size, content, receiver);
			}
		};
	}

	private void pass(MachinePath path, long size, InputStream content, ContentReceiver receiver) throws IOException {
		MessageDigest computation = Digest.computation();
		BoundedStream all = new BoundedStream(new DigestInputStream(content, computation), size);
		receiver.receive(path, size, all);
		if (all.read() < 0) {
			passed.put(path, Digest.of(computation.digest()));
		}
	}

	/**
	 * Keeps the large contents of these files too. What has changed in the source since it passed by is not taken for it.
	 *
	 * @throws MachineException if the source can't be read any more, or the history not be written
	 */
	void keepLarge(Collection<MachinePath> files, IProgressMonitor monitor) throws MachineException {
		List<MachinePath> large = new ArrayList<>(files);
		large.retainAll(passed.keySet());
		if (large.isEmpty()) {
			return;
		}
		wrapped().read(large, (path, size, content) -> {
			Digest digest = recorder.keep(size, content);
			if (digest.equals(passed.get(path))) {
				kept.put(path, digest);
			}
		}, monitor);
	}

	/** @return the digest of what was read of that file last; empty if that is not kept */
	Optional<Digest> kept(MachinePath path) {
		return Optional.ofNullable(kept.get(path));
	}

	/** The source is not this one's to close. */
	@Override
	public void close() {
		// Nothing is held here.
	}
}
