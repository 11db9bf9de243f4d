/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * What a machine runs, from its {@code os-release(5)}.
 *
 * @param id           {@code ID}: "debian"; "linux" where the file is silent
 * @param version      {@code VERSION_ID}: "12"; may be empty
 * @param prettyName   {@code PRETTY_NAME}: "Debian GNU/Linux 12 (bookworm)"
 * @param codename     {@code VERSION_CODENAME}: "bookworm"; may be empty
 */
public record OperatingSystem(String id, String version, String prettyName, String codename) {
}
