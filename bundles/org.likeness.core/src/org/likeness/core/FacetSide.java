/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

/**
 * One of the two machines of a plan, as a facet sees it.
 *
 * @param survey  what was found there
 * @param context the machine, its user and the rules
 */
public record FacetSide(Survey survey, FacetContext context) {
}
