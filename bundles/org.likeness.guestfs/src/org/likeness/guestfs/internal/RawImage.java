/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.likeness.core.MachineException;

/**
 * Tells a raw disk image from any other file: it starts with a partition table or a file system. Only well-known marks
 * are looked for, at fixed places; nothing is parsed.
 */
public final class RawImage {

	private static final int HEAD = 128 << 10;
	private static final int DISC = 0x8001;
	private static final int SECTOR = 512;
	private static final int TABLE = 446;
	private static final int ENTRY = 16;
	private static final int PROTECTIVE = 0xee;
	/** Of Linux' RAID, versions 1.1 and 1.2 (md(4)); the others have it at the end. */
	private static final String RAID = "\u00fc\u004e\u002b\u00a9";

	private RawImage() {
	}

	/** @throws MachineException if it is no disk image, or one that was cut off */
	static void check(Path image) throws MachineException {
		byte[] bytes = new byte[HEAD];
		long size;
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
			size = file.length();
			file.readFully(bytes, 0, (int) Math.min(HEAD, size));
		} catch (IOException e) {
			throw new MachineException("The image can't be read", image.toString(), "Nothing was changed.",
					"Check the disk that it is on.", e);
		}
		ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		if (isPartitioned(head)) {
			if (lastSector(head) * SECTOR > size) {
				throw new MachineException("The image is truncated: its partitions reach beyond the end of the file",
						image.toString(), "It was not changed.", "Copy it again from where it came from.");
			}
		} else if (!isFileSystem(bytes)) {
			throw new MachineException("This is not a disk image: it has neither a partition table nor a file system",
					image.toString(), "Nothing was changed.", "Choose a disk image: qcow2, raw, vmdk, vdi or vhdx.");
		}
	}

	/** @return whether it holds the file system of CDs and DVDs (ECMA-119, 8.4: behind 16 sectors of 2 KiB), partitioned or not */
	public static boolean isDisc(Path image) {
		byte[] bytes = new byte[HEAD];
		try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "r")) {
			file.readFully(bytes, 0, (int) Math.min(HEAD, file.length()));
			return mark(bytes, DISC, "CD001");
		} catch (IOException e) {
			return false; // whoever reads it says why it can't be read
		}
	}

	private static boolean isPartitioned(ByteBuffer head) {
		return (head.getShort(SECTOR - 2) & 0xffff) == 0xaa55;
	}

	/** The last sector of an MBR's partitions; a GPT's own copy at the end is found missing by whoever reads it. */
	private static long lastSector(ByteBuffer head) {
		long last = 0;
		for (int i = 0; i < 4; i++) {
			int entry = TABLE + i * ENTRY;
			int type = head.get(entry + 4) & 0xff;
			if (type != 0 && type != PROTECTIVE) {
				long end = (head.getInt(entry + 8) & 0xffffffffL) + (head.getInt(entry + 12) & 0xffffffffL);
				last = Math.max(last, end);
			}
		}
		return last;
	}

	private static boolean isFileSystem(byte[] head) {
		return mark(head, 1080, "\u0053\u00ef") || mark(head, 0, "XFSB") || mark(head, 0x10040, "_BHRfS_M")
				|| mark(head, 512, "LABELONE") || mark(head, 0, "LUKS\u00ba\u00be") || mark(head, 512, "EFI PART")
				|| mark(head, DISC, "CD001") || mark(head, 1024, "\u0010\u0020\u00f5\u00f2")
				|| isPart(head);
	}

	/** What holds a part of a system, or a locked one: there is something to say about it. */
	private static boolean isPart(byte[] head) {
		return mark(head, 0, RAID) || mark(head, 4096, RAID) || mark(head, 4096 + 24, "\u00c6\u0085\u0073\u00f6")
				|| mark(head, 3, "-FVE-FS-");
	}

	private static boolean mark(byte[] head, int offset, String mark) {
		byte[] expected = mark.getBytes(StandardCharsets.ISO_8859_1);
		return java.util.Arrays.equals(head, offset, offset + expected.length, expected, 0, expected.length);
	}
}
