/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.Digest;
import org.likeness.core.DigestTable;
import org.likeness.core.FileEntry;
import org.likeness.core.FileType;
import org.likeness.core.MachinePath;
import org.likeness.core.SecretContents;

/**
 * Digests files of the laptop on the processors that there are, but for those whose digest is known. A file that
 * changes while it is read is read once more; if it changes again, it has no digest. For one use.
 */
public final class DigestPass {

	/** More threads gain nothing where one disk is the limit. */
	private static final int MAX_THREADS = 4;
	private static final int BUFFER = 1 << 17;
	private static final long TICK_MILLIS = 50;

	private final ConfinedRoot root;
	private final FileOpener opener;
	private final DigestCache cache;
	private final Map<MachinePath, Path> folders = new ConcurrentHashMap<>();
	private final AtomicInteger next = new AtomicInteger();
	private final AtomicInteger done = new AtomicInteger();
	private final AtomicReference<Throwable> failure = new AtomicReference<>();
	private volatile boolean stopped;

	/** @param cache what is known already, and takes what is found out; {@code null} for none */
	public DigestPass(ConfinedRoot root, FileOpener opener, DigestCache cache) {
		this.root = root;
		this.opener = opener;
		this.cache = cache;
	}

	/** @throws OperationCanceledException if the monitor is cancelled; what was found out until then is kept */
	public Map<MachinePath, Digest> call(Collection<FileEntry> files, IProgressMonitor monitor) {
		DigestTable.Builder digests = new DigestTable.Builder(files);
		SubMonitor progress = SubMonitor.convert(monitor, digests.size());
		int count = Math.max(1,
				Math.min(digests.size(), Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors())));
		CountDownLatch running = new CountDownLatch(count);
		for (int i = 0; i < count; i++) {
			Thread thread = new Thread(() -> work(digests, running), "digest " + i);
			thread.setDaemon(true);
			thread.start();
		}
		try {
			await(running, progress);
		} finally {
			stopped = true;
			if (cache != null) {
				cache.save();
			}
		}
		return digests.build();
	}

	private void await(CountDownLatch running, SubMonitor progress) {
		int told = 0;
		try {
			while (!running.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
				if (progress.isCanceled()) {
					throw new OperationCanceledException();
				}
				int now = done.get();
				progress.worked(now - told);
				told = now;
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new OperationCanceledException();
		}
		if (failure.get() instanceof Error error) {
			throw error;
		}
		if (failure.get() != null) {
			throw new IllegalStateException("digesting stopped", failure.get());
		}
	}

	private void work(DigestTable.Builder digests, CountDownLatch running) {
		byte[] buffer = new byte[BUFFER];
		MessageDigest computation = Digest.computation();
		try {
			for (int i = next.getAndIncrement(); i < digests.size() && !stopped; i = next.getAndIncrement()) {
				try {
					FileEntry entry = digests.file(i);
					Digest digest = digest(entry, find(entry), computation, buffer);
					if (digest != null) {
						digests.put(i, digest);
					}
				} catch (IOException e) {
					// It has gone, or may not be read: it has no digest, and its item says so.
					continue;
				} finally {
					done.incrementAndGet();
				}
			}
		} catch (RuntimeException | Error e) {
			failure.compareAndSet(null, e);
			stopped = true;
		} finally {
			running.countDown();
		}
	}

	/** A file, where it is and as it was before it was read. */
	private record Found(Path real, FileStamp stamp) {
	}

	/** Many files share a folder, so the way to it is looked up once. The last component may be the root of a want. */
	private Found find(FileEntry file) throws IOException {
		MachinePath path = file.path();
		MachinePath parent = file.folder();
		Path folder = folders.get(parent);
		if (folder == null) {
			folder = root.resolve(parent);
			folders.put(parent, folder);
		}
		Path real = NativeNames.resolve(folder, path.name());
		FileStamp stamp = FileStamp.of(real);
		if (stamp.type() != FileType.SYMLINK) {
			return new Found(real, stamp);
		}
		Path target = root.resolve(path);
		return new Found(target, FileStamp.of(target));
	}

	/** @return {@code null} if it did not keep still, or is a secret: so the cache knows none either */
	private Digest digest(FileEntry entry, Found file, MessageDigest computation, byte[] buffer) throws IOException {
		Path real = file.real();
		FileStamp before = file.stamp();
		for (int attempt = 0; attempt < 2; attempt++) {
			Digest known = cache == null ? null : cache.get(real, before);
			if (known != null) {
				return known;
			}
			long readAt = cache == null ? 0 : cache.now();
			Digest digest = read(entry, real, computation, buffer);
			if (digest == null) {
				return null;
			}
			FileStamp after = FileStamp.of(real);
			if (before.sameContents(after)) {
				if (cache != null) {
					cache.put(real, before, digest, readAt);
				}
				return digest;
			}
			before = after;
		}
		return null;
	}

	private Digest read(FileEntry entry, Path real, MessageDigest computation, byte[] buffer) throws IOException {
		computation.reset();
		try (InputStream opened = opener.open(real)) {
			SecretContents.Looked looked = new SecretContents.Looked(entry, opened);
			if (looked.secret().isPresent()) {
				return null;
			}
			InputStream in = looked.content();
			for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
				if (stopped) {
					throw new IOException("stopped");
				}
				computation.update(buffer, 0, count);
			}
		}
		return Digest.of(computation.digest());
	}
}
