/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.facets.internal.apt;

import java.util.Map;
import java.util.SortedSet;

/**
 * One place that packages come from, in whichever style it is written.
 *
 * @param type       {@code deb} or {@code deb-src}
 * @param uri        without a slash at its end; may hold a password
 * @param suite      the suite, or a path that ends with a slash
 * @param components none if the suite is a path
 * @param enabled    whether apt uses it
 * @param options    by their names in the one-line style
 */
public record Source(String type, String uri, String suite, SortedSet<String> components, boolean enabled,
		Map<String, String> options) {
}
