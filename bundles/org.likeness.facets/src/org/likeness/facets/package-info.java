/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
/** The built-in facets: one class each, registered as an OSGi declarative service. */
package org.likeness.facets;
