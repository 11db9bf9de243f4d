/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * What became of a plan.
 *
 * @param plan   what was done
 * @param record the step in the history
 * @param after  the comparison afterwards
 */
public record Applied(Plan plan, String record, Comparison after) {
}
