/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import picocli.CommandLine.Mixin;

/** A command that changes the clone: what all of them share. */
abstract class ChangingAction extends Action {

	@Mixin
	LaptopOptions laptopOptions = new LaptopOptions();

	@Mixin
	ChangeOptions changeOptions = new ChangeOptions();

	@Mixin
	ImageArgument image = new ImageArgument();

	ChangingAction(CliEnvironment environment) {
		super(environment);
	}

	@Override
	final String stateAfterFailure() {
		return "The clone is in its old or in its new state, whole: the next command on it says which.";
	}
}
