/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * What {@code qemu-img info --output=json} tells of one image file (QEMU's QAPI schema, type ImageInfo).
 *
 * @param format        "qcow2", "raw"…
 * @param virtualSize   the size of the guest's disk in bytes
 * @param fileSize      what the file takes on this computer's disk, in bytes
 * @param encrypted     whether a passphrase is needed
 * @param corrupt       whether QEMU has marked it as damaged
 * @param backing       the backing file as the header names it; {@code null} if there is none
 * @param backingFormat the format of that; {@code null} if the header does not say
 * @param otherFiles    further files that hold its data, as the header names them
 */
public record ImageHeader(String format, long virtualSize, long fileSize, boolean encrypted, boolean corrupt,
		String backing,
		String backingFormat, List<String> otherFiles) {

	private static final JsonFactory JSON = new JsonFactory();

	/** @throws IOException if it is not such an answer */
	public static ImageHeader parse(String json) throws IOException {
		Reader reader = new Reader();
		try (JsonParser parser = JSON.createParser(json)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new IOException("not an object");
			}
			reader.object(parser, "");
		}
		if (reader.format == null || reader.virtualSize < 0) {
			throw new IOException("no format or no size");
		}
		return new ImageHeader(reader.format, reader.virtualSize, reader.fileSize, reader.encrypted, reader.corrupt,
				reader.backing, reader.backingFormat, List.copyOf(reader.otherFiles));
	}

	private static final class Reader {

		private static final String SPECIFIC = "/format-specific/data";

		private String format;
		private long virtualSize = -1;
		private long fileSize;
		private boolean encrypted;
		private boolean corrupt;
		private String backing;
		private String backingFormat;
		private final List<String> otherFiles = new ArrayList<>();

		void object(JsonParser parser, String path) throws IOException {
			while (parser.nextToken() == JsonToken.FIELD_NAME) {
				String field = path + "/" + parser.currentName();
				value(parser, parser.nextToken(), field);
			}
		}

		private void value(JsonParser parser, JsonToken token, String field) throws IOException {
			if (token == JsonToken.START_OBJECT) {
				encrypted |= field.equals(SPECIFIC + "/encrypt");
				object(parser, field);
			} else if (token == JsonToken.START_ARRAY) {
				for (JsonToken each = parser.nextToken(); each != JsonToken.END_ARRAY; each = parser.nextToken()) {
					if (each == null) {
						throw new IOException("an array does not end");
					}
					value(parser, each, field);
				}
			} else {
				scalar(parser, field);
			}
		}

		private void scalar(JsonParser parser, String field) throws IOException {
			switch (field) {
			case "/format":
				format = parser.getText();
				break;
			case "/virtual-size":
				virtualSize = parser.getLongValue();
				break;
			case "/actual-size":
				fileSize = parser.getLongValue();
				break;
			case "/encrypted":
				encrypted |= parser.getBooleanValue();
				break;
			case "/backing-filename":
				backing = parser.getText();
				break;
			case "/backing-filename-format":
				backingFormat = parser.getText();
				break;
			case SPECIFIC + "/corrupt":
				corrupt |= parser.getBooleanValue();
				break;
			case SPECIFIC + "/data-file":
			case SPECIFIC + "/extents/filename":
				otherFiles.add(parser.getText());
				break;
			default:
				break;
			}
		}
	}
}
