/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.util.Map;

/** The digests of both sides, by path. */
record Digests(Map<MachinePath, Digest> ofLaptop, Map<MachinePath, Digest> ofClone) {
}
