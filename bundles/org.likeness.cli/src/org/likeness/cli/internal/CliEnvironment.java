/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.likeness.core.Facet;
import org.likeness.core.KnownClones;

/**
 * What the commands get from around them: where to print, which facets there are, where things are kept. Tests give
 * their own.
 *
 * @param stdin       standard input, for answers
 * @param asks        whether a person is there to be asked: standard input and standard error are a terminal
 * @param stdout      standard output, for JSON
 * @param out         standard output, for people
 * @param err         standard error, for messages
 * @param errTerminal whether standard error is a terminal, on which a progress bar can be drawn
 * @param facets      the facets, in the order of their ids; asked for when a command needs them
 * @param preferences the file with weights and rules
 * @param clones      the known clones
 * @param machines    makes machines of images
 * @param data        where clones are made unless another place is named
 * @param log         the folder for logs
 * @param variables   environment variables
 * @param cancel      cancels the command that runs
 */
record CliEnvironment(InputStream stdin, boolean asks, OutputStream stdout, Output out, Output err,
		boolean errTerminal, Supplier<List<Facet>> facets, Path preferences, KnownClones clones, CloneMachines machines,
		Path data, Path log, Map<String, String> variables, CancelSwitch cancel) {

	/** @return the command as a person can type it: the launcher of a source tree is on nobody's path */
	String command() {
		return variables.containsKey("LIKENESS_LAUNCHER") ? "./likeness" : "likeness";
	}
}
