/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * The files that an image file says it rests on, or keeps its data in, as its header names them. Of the formats that QEMU
 * writes, these can rest on a qcow2 or raw image: qcow and qcow2 (QEMU's docs/interop/qcow2.rst), qed (qed_spec.rst), and
 * vmdk, whose descriptor can name raw files. Hundreds of files are looked at, so no program is started for it; only a
 * few bytes at fixed places are read, whatever a header claims.
 */
final class BackingNames {

	private static final int HEAD = 112;
	private static final int MOST_NAME = 4096;
	private static final int MOST_EXTENSIONS = 64;
	private static final int MOST_TEXT = 64 << 10;
	private static final int SECTOR = 512;

	private static final int QCOW = 0x514649fb;
	private static final int QED = 0x51454400;
	private static final int VMDK = 0x4b444d56;
	private static final int DATA_FILE = 0x44415441;
	private static final int LENGTH_2 = 72;
	private static final String DESCRIPTOR = "# Disk DescriptorFile";

	private static final Pattern PARENT = Pattern.compile("(?m)^\\s*parentFileNameHint\\s*=\\s*\"([^\"\\n]*)\"");
	private static final Pattern EXTENT = Pattern.compile("(?m)^\\s*(?:RW|RDONLY) \\d+ \\w+ \"([^\"\\n]*)\"");

	/** A JSON name nests its drivers. */
	private static final int DEEPEST = 100;

	private final FileChannel channel;
	private final List<String> names = new ArrayList<>();

	private BackingNames(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * @param file a regular file, of whatever kind
	 * @return the names; protocols such as {@code nbd:} among them; empty for what is no image or rests on nothing
	 * @throws CharacterCodingException if it is an image, and a name in it is none that Java can express
	 * @throws IOException              if it can't be read
	 */
	static List<String> read(Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
			BackingNames names = new BackingNames(channel);
			names.read();
			return names.names;
		}
	}

	private void read() throws IOException {
		ByteBuffer head = bytes(0, HEAD);
		if (head.remaining() < Integer.BYTES) {
			return;
		}
		switch (head.getInt(0)) {
		case QCOW:
			readQcow(head);
			break;
		case QED:
			if (head.remaining() >= 64) {
				head.order(ByteOrder.LITTLE_ENDIAN);
				add(head.getInt(56) & 0xffffffffL, head.getInt(60) & 0xffffffffL);
			}
			break;
		case VMDK:
			if (head.remaining() >= 44) {
				head.order(ByteOrder.LITTLE_ENDIAN);
				readDescriptor(head.getLong(28) * SECTOR, head.getLong(36) * SECTOR);
			}
			break;
		default:
			if (text(head).startsWith(DESCRIPTOR)) {
				readDescriptor(0, MOST_TEXT);
			}
		}
	}

	private void readQcow(ByteBuffer head) throws IOException {
		if (head.remaining() < 20) {
			return;
		}
		int version = head.getInt(4);
		add(head.getLong(8), head.getInt(16) & 0xffffffffL);
		if (version < 2) {
			return;
		}
		long position = version == 2 || head.remaining() < 104 ? LENGTH_2 : head.getInt(100) & 0xffffffffL;
		for (int i = 0; i < MOST_EXTENSIONS; i++) {
			ByteBuffer extension = bytes(position, 8);
			if (extension.remaining() < 8 || extension.getInt(0) == 0) {
				return;
			}
			long length = extension.getInt(4) & 0xffffffffL;
			if (extension.getInt(0) == DATA_FILE) {
				add(position + 8, length);
			}
			position += 8 + (length + 7) / 8 * 8;
		}
	}

	private void readDescriptor(long position, long length) throws IOException {
		String text = text(bytes(position, (int) Math.max(0, Math.min(MOST_TEXT, length))));
		for (Pattern pattern : List.of(PARENT, EXTENT)) {
			for (Matcher found = pattern.matcher(text); found.find();) {
				names.add(name(ByteBuffer.wrap(found.group(1).getBytes(StandardCharsets.ISO_8859_1))));
			}
		}
	}

	private void add(long position, long length) throws IOException {
		if (position <= 0 || length <= 0 || length > MOST_NAME) {
			return;
		}
		String name = name(bytes(position, (int) length));
		if (name.startsWith("json:")) {
			addJson(name.substring("json:".length()));
		} else {
			names.add(name.startsWith("file:") ? name.substring("file:".length()) : name);
		}
	}

	/** QEMU takes objects in objects, or one with names such as {@code backing.file.filename}; any of them may count. */
	private void addJson(String json) {
		try (JsonParser parser = new JsonFactory().createParser(new StringReader(json))) {
			String field = "";
			int depth = 0;
			for (JsonToken token = parser.nextToken(); token != null && depth < DEEPEST; token = parser.nextToken()) {
				depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
				if (token == JsonToken.FIELD_NAME) {
					field = parser.currentName();
				} else if (token == JsonToken.VALUE_STRING
						&& (field.equals("filename") || field.endsWith(".filename"))) {
					String name = parser.getText();
					names.add(name.startsWith("file:") ? name.substring("file:".length()) : name);
				}
			}
		} catch (IOException e) {
			return; // QEMU can't open it either
		}
	}

	private ByteBuffer bytes(long position, int length) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(length);
		while (position >= 0 && bytes.hasRemaining() && channel.read(bytes, position + bytes.position()) > 0) {
			continue;
		}
		return bytes.flip();
	}

	/** Names are what the file system's are, byte for byte, as Java understands them. */
	private static String name(ByteBuffer bytes) throws CharacterCodingException {
		return Charset.forName(System.getProperty("sun.jnu.encoding", StandardCharsets.UTF_8.name())).newDecoder()
				.decode(bytes).toString(); // a decoder reports what it can't decode
	}

	/** A character for each byte. */
	private static String text(ByteBuffer bytes) {
		return new String(bytes.array(), bytes.position(), bytes.remaining(), StandardCharsets.ISO_8859_1);
	}
}
