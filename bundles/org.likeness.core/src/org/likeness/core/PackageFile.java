/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * The file of one version of a package.
 *
 * @param name    its file name
 * @param size    in bytes
 * @param digest  what it holds, by the signed index of a package source, now or when it was fetched; a file that holds
 *                something else is never used, wherever it lies
 * @param fetched whether that file is there already
 */
public record PackageFile(String name, long size, Digest digest, boolean fetched) {
}
