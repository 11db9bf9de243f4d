/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.util.Map;

/**
 * One paragraph of a Debian control file.
 *
 * @param line    the line on which it starts, from 1
 * @param fields  the values by field name in lower case; those that nobody asked for are left out
 * @param problem why it is malformed; {@code null} if it is well-formed
 */
public record Stanza(int line, Map<String, String> fields, String problem) {

	/** @return the value of a field, without white space at its ends; {@code null} if there is none */
	public String get(String field) {
		return fields.get(field);
	}
}
