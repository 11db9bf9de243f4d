/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import picocli.CommandLine.Option;

/** The options of every command. */
class CommonOptions {

	@Option(names = "--json", description = "Print JSON (docs/json.md) instead of text.")
	boolean json;

	@Option(names = { "-q", "--quiet" }, description = "Show no progress.")
	boolean quiet;

	@Option(names = { "-v", "--verbose" }, description = "Tell more: each thing left out, what each phase cost.")
	boolean verbose;
}
