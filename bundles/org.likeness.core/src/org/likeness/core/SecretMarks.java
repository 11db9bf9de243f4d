/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells passwords apart without telling anything of them: a mark stands for a password in what is shown and recorded. It
 * is a keyed hash (HMAC-SHA-256, cut short), and the key stays with the user on the laptop, so that nobody who has a
 * history can try passwords against it. A mark names its key: where two were made by different keys, whether the passwords
 * differ can't be told. May be used by several threads.
 */
public final class SecretMarks {

	private static final String ALGORITHM = "HmacSHA256";
	private static final int KEY_LENGTH = 32;
	/** Enough to tell a changed password, too little to find one out. */
	private static final int DIGITS = 8;
	private static final Pattern MARK = Pattern.compile("\\*\\*\\* \\([0-9a-f]{8}(?: by key ([0-9a-f]{8}))?\\)");
	private static final Pattern IN_ADDRESS = Pattern.compile("://[^/\\s@]*(?:@[^/\\s@]*)*@");

	private final Path file;
	private byte[] key;

	/** @param file where the key is; made when it is first needed, with its folder */
	public SecretMarks(Path file) {
		this.file = file;
	}

	/** @return those by the user's own key */
	public static SecretMarks ofUser() {
		return new SecretMarks(UserFolders.state().resolve("secret-marks.key"));
	}

	/** @return "*** (1a2b3c4d by key 5e6f7a8b)" */
	public String of(String secret) {
		return "*** (" + hash("password " + secret) + " by key " + hash("name of this key") + ")";
	}

	private synchronized String hash(String text) {
		try {
			if (key == null) {
				key = key();
			}
			Mac mac = Mac.getInstance(ALGORITHM);
			mac.init(new SecretKeySpec(key, ALGORITHM));
			return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))).substring(0, DIGITS);
		} catch (NoSuchAlgorithmException | InvalidKeyException e) {
			throw new IllegalStateException("every Java has " + ALGORITHM, e);
		}
	}

	/** A key that can't be kept serves as long as this process does. */
	private byte[] key() {
		byte[] fresh = new byte[KEY_LENGTH];
		new SecureRandom().nextBytes(fresh);
		try {
			byte[] there = read();
			return there != null ? there : make(fresh);
		} catch (IOException e) {
			return fresh;
		}
	}

	/** @return {@code null} if there is none, or something that is none */
	private byte[] read() throws IOException {
		try (FileChannel in = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
			ByteBuffer bytes = ByteBuffer.allocate(KEY_LENGTH + 1);
			while (bytes.hasRemaining() && in.read(bytes) >= 0) {
				// until it is full, or the file ends
			}
			return bytes.position() == KEY_LENGTH ? java.util.Arrays.copyOf(bytes.array(), KEY_LENGTH) : null;
		} catch (NoSuchFileException e) {
			return null;
		}
	}

	/** Of two processes that make one at once, one wins, and both use that. */
	private byte[] make(byte[] fresh) throws IOException {
		Files.createDirectories(file.getParent());
		Path temporary = Files.createTempFile(file.getParent(), "secret-marks", ".part",
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		try {
			try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
				out.write(ByteBuffer.wrap(fresh));
				out.force(true);
			}
			try {
				Files.createLink(file, temporary);
			} catch (FileAlreadyExistsException e) {
				byte[] there = read();
				if (there != null) {
					return there;
				}
				Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
			} catch (UnsupportedOperationException e) {
				Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
			}
			return fresh;
		} finally {
			Files.deleteIfExists(temporary);
		}
	}

	/**
	 * @return whether two texts say the same, as far as can be told: marks count only where both texts have them by the same
	 *         keys. Those of histories from before there were keys name none
	 */
	public static boolean mayBeSame(String one, String other) {
		return one.equals(other) || !keys(one).equals(keys(other)) && MARK.matcher(one).replaceAll("***")
				.equals(MARK.matcher(other).replaceAll("***"));
	}

	private static Set<String> keys(String text) {
		return MARK.matcher(text).results().map((MatchResult mark) -> String.valueOf(mark.group(1)))
				.collect(Collectors.toSet());
	}

	/** @return a text of somebody's, in which addresses may have passwords, without these */
	public static String withoutPasswords(String text) {
		return IN_ADDRESS.matcher(text).replaceAll("://***@");
	}
}
