/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes small GVDB files by hand, for what the dconf tool would never write. */
final class GvdbFile {

	private record Entry(int parent, String key, byte[] value) {
	}

	private final String signature;
	private final List<Entry> entries = new ArrayList<>();

	GvdbFile(String signature) {
		this.signature = signature;
	}

	GvdbFile add(int parent, String key, byte[] value) {
		entries.add(new Entry(parent, key, value));
		return this;
	}

	/** @return the bytes of a variant: the value, a NUL and its type */
	static byte[] variant(String type, int... value) {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int b : value) {
			out.write(b);
		}
		out.write(0);
		out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
		return out.toByteArray();
	}

	byte[] bytes() {
		int table = 24 + 8;
		int at = table + 24 * entries.size();
		ByteBuffer header = ByteBuffer.allocate(at).order(ByteOrder.LITTLE_ENDIAN);
		header.put(signature.getBytes(StandardCharsets.US_ASCII)).putInt(0).putInt(0).putInt(24).putInt(at);
		header.putInt(0).putInt(0);
		ByteArrayOutputStream data = new ByteArrayOutputStream();
		for (Entry entry : entries) {
			byte[] key = entry.key().getBytes(StandardCharsets.UTF_8);
			int keyStart = at + data.size();
			data.writeBytes(key);
			while ((at + data.size()) % 8 != 0) {
				data.write(0);
			}
			int start = at + data.size();
			data.writeBytes(entry.value());
			header.putInt(0).putInt(entry.parent()).putInt(keyStart).putShort((short) key.length).put((byte) 'v')
					.put((byte) 0).putInt(start).putInt(start + entry.value().length);
		}
		byte[] all = java.util.Arrays.copyOf(header.array(), at + data.size());
		System.arraycopy(data.toByteArray(), 0, all, at, data.size());
		return all;
	}
}
