/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * What a package that goes has gathered while it was used. Its own scripts may remove that; nobody can know. It is not
 * kept, so no roll back brings it back then.
 *
 * @param folder where it lies
 * @param files  how many there are
 * @param bytes  what they hold together
 */
public record PackageData(MachinePath folder, long files, long bytes) {
}
