/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * A package as it is installed on a machine, or is to be.
 *
 * @param name         the package's name
 * @param architecture as in its control file: "amd64", "all"
 * @param version      the version with epoch and revision
 * @param automatic    whether it is there only because another package needs it
 * @param held         whether it is held back
 */
public record PackageState(String name, String architecture, String version, boolean automatic, boolean held) {
}
