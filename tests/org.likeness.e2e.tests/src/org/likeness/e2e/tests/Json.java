/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** A document that the command line printed, as maps, lists, strings, numbers, booleans and nulls. */
final class Json {

	private Json() {
	}

	/** @return the object; its parts are of the types that the caller asks for, or the cast fails */
	static Map<String, Object> parse(String text) throws IOException {
		try (JsonParser parser = new JsonFactory().createParser(text)) {
			parser.nextToken();
			return object(value(parser));
		}
	}

	@SuppressWarnings("unchecked")
	static Map<String, Object> object(Object value) {
		return (Map<String, Object>) value;
	}

	@SuppressWarnings("unchecked")
	static List<Object> list(Object value) {
		return (List<Object>) value;
	}

	private static Object value(JsonParser parser) throws IOException {
		switch (parser.currentToken()) {
		case START_OBJECT:
			Map<String, Object> object = new LinkedHashMap<>();
			while (parser.nextToken() == JsonToken.FIELD_NAME) {
				String name = parser.currentName();
				parser.nextToken();
				object.put(name, value(parser));
			}
			return object;
		case START_ARRAY:
			List<Object> list = new ArrayList<>();
			while (parser.nextToken() != JsonToken.END_ARRAY) {
				list.add(value(parser));
			}
			return list;
		case VALUE_NULL:
			return null;
		case VALUE_TRUE:
			return true;
		case VALUE_FALSE:
			return false;
		case VALUE_NUMBER_INT:
			return parser.getLongValue();
		case VALUE_NUMBER_FLOAT:
			return parser.getDoubleValue();
		default:
			return parser.getText();
		}
	}
}
