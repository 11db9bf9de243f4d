/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;

/** Reads JSON into maps, lists, strings and numbers; strictly. */
final class Json {

	private Json() {
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> object(String text) throws IOException {
		JsonFactory factory = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
		try (JsonParser parser = factory.createParser(text)) {
			Object value = value(parser, parser.nextToken());
			assertNull(parser.nextToken());
			return (Map<String, Object>) value;
		}
	}

	@SuppressWarnings("unchecked")
	static List<Map<String, Object>> list(Object value) {
		return (List<Map<String, Object>>) value;
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> map(Object value) {
		return (Map<String, Object>) value;
	}

	private static Object value(JsonParser parser, JsonToken token) throws IOException {
		switch (token) {
		case START_OBJECT:
			Map<String, Object> object = new LinkedHashMap<>();
			while (parser.nextToken() != JsonToken.END_OBJECT) {
				String name = parser.currentName();
				object.put(name, value(parser, parser.nextToken()));
			}
			return object;
		case START_ARRAY:
			List<Object> list = new ArrayList<>();
			for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
				list.add(value(parser, next));
			}
			return list;
		case VALUE_STRING:
			return parser.getText();
		case VALUE_NUMBER_INT:
		case VALUE_NUMBER_FLOAT:
			return parser.getNumberValue();
		case VALUE_TRUE:
		case VALUE_FALSE:
			return parser.getBooleanValue();
		case VALUE_NULL:
			return null;
		default:
			throw new IOException("unexpected " + token);
		}
	}
}
