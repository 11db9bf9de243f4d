/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.util.FileUtils;

/** Opens, makes and moves the branch of a clone's repository. */
public final class HistoryRepository {

	static final String BRANCH = Constants.R_HEADS + "main";

	private static final String MAKING = "history.git.new";
	private static final int LOCK_TRIES = 20;
	private static final long LOCK_PAUSE_MILLIS = 100;

	private HistoryRepository() {
	}

	/** @throws IOException if there is no repository, or it can't be read */
	public static Repository open(Path folder) throws IOException {
		QuietSystemReader.install();
		RepositoryBuilder builder = new RepositoryBuilder();
		builder.setGitDir(folder.toFile()).setBare().setMustExist(true);
		return builder.build();
	}

	/** Makes a repository, which is there as a whole or not at all, and durable when this returns. */
	public static Repository create(Path folder) throws IOException {
		QuietSystemReader.install();
		DurableFolder.create(folder.getParent());
		Path making = folder.resolveSibling(MAKING);
		if (Files.isDirectory(making, LinkOption.NOFOLLOW_LINKS)) {
			FileUtils.delete(making.toFile(), FileUtils.RECURSIVE);
		}
		Files.createDirectory(making, DurableFolder.PRIVATE);
		RepositoryBuilder builder = new RepositoryBuilder();
		builder.setGitDir(making.toFile()).setBare();
		try (Repository repository = builder.build()) {
			repository.create(true);
			RefUpdate head = repository.updateRef(Constants.HEAD);
			head.disableRefLog();
			head.link(BRANCH);
			StoredConfig config = repository.getConfig();
			config.setString(ConfigConstants.CONFIG_CORE_SECTION, null, "fsync", "committed,reference");
			config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "logallrefupdates", false);
			config.save();
		}
		DurableFolder.syncAll(making);
		Files.move(making, folder, StandardCopyOption.ATOMIC_MOVE);
		DurableFolder.sync(folder.getParent());
		return open(folder);
	}

	/**
	 * JGit's own fsync is off unless asked for. Not in the file: git would warn that its name for that is another by now.
	 */
	static void beDurable(Repository repository) {
		StoredConfig config = repository.getConfig();
		config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncobjectfiles", true);
		config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncreffiles", true);
	}

	/** Removes what writers that were killed have left. Only for who holds the clone's lock. */
	static void clean(Repository repository) throws IOException {
		List<Path> left;
		try (Stream<Path> files = Files.list(repository.getDirectory().toPath())) {
			left = files.filter(NewObjects::isSpool).toList();
		}
		for (Path file : left) {
			Files.deleteIfExists(file);
		}
		new LargeContents(repository.getDirectory().toPath()).clean();
	}

	/** @return the newest step; {@code null} if there is none */
	public static ObjectId head(Repository repository) throws IOException {
		Ref ref = repository.exactRef(BRANCH);
		return ref == null ? null : ref.getObjectId();
	}

	/**
	 * Moves the branch, durably.
	 *
	 * @return whether it stood where it was expected, and has moved
	 */
	static boolean move(Repository repository, ObjectId from, ObjectId to) throws IOException {
		File lock = new File(repository.getDirectory(), BRANCH + ".lock");
		Object seen = identity(lock);
		RefUpdate.Result result = update(repository, from, to);
		for (int i = 0; result == RefUpdate.Result.LOCK_FAILURE && lock.exists() && i < LOCK_TRIES; i++) {
			pause();
			result = update(repository, from, to);
		}
		if (result == RefUpdate.Result.LOCK_FAILURE && seen != null && seen.equals(identity(lock))) {
			// Git holds it for milliseconds: whoever took this one was killed.
			Files.deleteIfExists(lock.toPath());
			result = update(repository, from, to);
		}
		switch (result) {
		case NEW, FAST_FORWARD, FORCED, NO_CHANGE:
			DurableFolder.sync(repository.getDirectory().toPath().resolve(BRANCH).getParent());
			return true;
		case LOCK_FAILURE, REJECTED:
			return false;
		default:
			throw new IOException("the branch could not be moved: " + result);
		}
	}

	private static RefUpdate.Result update(Repository repository, ObjectId from, ObjectId to) throws IOException {
		beDurable(repository);
		RefUpdate update = repository.updateRef(BRANCH);
		update.disableRefLog();
		update.setExpectedOldObjectId(from == null ? ObjectId.zeroId() : from);
		update.setNewObjectId(to);
		return update.update();
	}

	private static Object identity(File file) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
			return List.of(String.valueOf(attributes.fileKey()), attributes.lastModifiedTime());
		} catch (IOException e) {
			return null;
		}
	}

	private static void pause() throws IOException {
		try {
			Thread.sleep(LOCK_PAUSE_MILLIS);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted while waiting for the branch", e);
		}
	}
}
