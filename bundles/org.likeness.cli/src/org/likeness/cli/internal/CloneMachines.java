/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.nio.file.Path;

import org.likeness.core.ChangeableMachine;

/** Makes machines of the images that commands name. */
@FunctionalInterface
interface CloneMachines {

	/**
	 * @param image the image; need not exist: the machine says so when it is read
	 * @param root  the root device of the system that is meant; empty for the only one
	 * @return the machine, the caller's to close
	 */
	ChangeableMachine open(Path image, String root);
}
