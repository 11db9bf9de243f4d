/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Path;

import org.eclipse.core.runtime.IProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.RecordPublisher;

/** Passes each step on, with something before and after it. */
abstract class StepsDecorator implements DurableSteps {

	private final DurableSteps steps;

	StepsDecorator(DurableSteps steps) {
		this.steps = steps;
	}

	/** Is called before each step, with what it is about to do: "rename publishing.qcow2". */
	abstract void before(String step) throws IOException;

	/** Is called after each step that did not fail. */
	abstract void after(String step) throws IOException;

	@Override
	public long room(Path folder) {
		return steps.room(folder);
	}

	@Override
	public void makeFolder(Path folder) throws IOException {
		before("make folder");
		steps.makeFolder(folder);
		after("make folder");
	}

	@Override
	public void write(Path file, byte[] contents) throws IOException {
		String phase = new String(contents, java.nio.charset.StandardCharsets.UTF_8).lines().skip(1).findFirst().get();
		before("write " + phase);
		steps.write(file, contents);
		after("write " + phase);
	}

	@Override
	public void rename(Path from, Path to) throws IOException {
		before("rename " + to.getFileName());
		steps.rename(from, to);
		after("rename " + to.getFileName());
	}

	@Override
	public void giveBack(Path from, Path to) throws IOException {
		before("give back");
		steps.giveBack(from, to);
		after("give back");
	}

	@Override
	public void delete(Path file) throws IOException {
		before("delete " + file.getFileName());
		steps.delete(file);
		after("delete " + file.getFileName());
	}

	@Override
	public void sync(Path file) throws IOException {
		before("sync " + file.getFileName());
		steps.sync(file);
		after("sync " + file.getFileName());
	}

	@Override
	public void qemuImg(IProgressMonitor monitor, String... arguments) throws MachineException {
		String step = "qemu-img " + arguments[0];
		run(step, () -> {
			before(step);
			steps.qemuImg(monitor, arguments);
			after(step);
		});
	}

	@Override
	public void publish(RecordPublisher publisher, String record) throws MachineException {
		run("publish", () -> {
			before("publish");
			steps.publish(publisher, record);
			after("publish");
		});
	}

	private interface Step {
		void run() throws IOException, MachineException;
	}

	/** What a disk fails with, a program and the history tell in their own way. */
	private static void run(String name, Step step) throws MachineException {
		try {
			step.run();
		} catch (IOException e) {
			throw new MachineException(name + " failed (" + e.getMessage() + ")", "it", "It wrote nothing, or a part.",
					"See whether the disk is full.", e);
		}
	}
}
