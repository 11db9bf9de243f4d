/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.likeness.core.KnownClones;
import org.likeness.core.LastWork;
import org.likeness.core.Preferences;
import org.likeness.core.UserFolders;
import org.likeness.guestfs.ImageMachine;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The headless application: hands the arguments to the commands and their exit code back to the process. */
public class CliApplication implements IApplication {

	/** How long a command that was told to end may take until the process ends without it. */
	private static final long PATIENCE_SECONDS = 5;

	private final CancelSwitch cancel = new CancelSwitch();
	private final CountDownLatch ended = new CountDownLatch(1);

	@Override
	public Object start(IApplicationContext context) {
		String[] arguments = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
		Thread hook = new Thread(this::endOnSignal, "end on signal");
		Runtime.getRuntime().addShutdownHook(hook);
		try {
			return LikenessCommand.create(environment()).execute(arguments);
		} finally {
			ended.countDown();
		}
	}

	/** Facets are asked for through the framework, so that a command which needs none starts no bundle. */
	private CliEnvironment environment() {
		BundleContext bundle = FrameworkUtil.getBundle(CliApplication.class).getBundleContext();
		OutputStream stdout = new FileOutputStream(FileDescriptor.out);
		OutputStream stderr = new FileOutputStream(FileDescriptor.err);
		return new CliEnvironment(System.in, Terminal.isTerminal(0) && Terminal.isTerminal(2), stdout,
				new Output(stdout, Terminal.charset(), Terminal.hasColours(1)),
				new Output(stderr, Terminal.charset(), Terminal.hasColours(2)), Terminal.isTerminal(2),
				() -> FacetServices.all(bundle), Preferences.defaultFile(), KnownClones.ofUser(), ImageMachine::cached,
				UserFolders.data(), UserFolders.state().resolve("log"), System.getenv(), cancel);
	}

	/**
	 * Ctrl-C ends the process by way of this: the command is told to end and closes what it has open, an appliance say.
	 * The JVM then exits with the signal's code, 130. What must not be cut off is waited for.
	 */
	private void endOnSignal() {
		cancel.cancel();
		LastWork.underWay()
				.ifPresent(sentence -> new Output(new FileOutputStream(FileDescriptor.err), Terminal.charset(),
						false).end().add(sentence).end().flush());
		try {
			while (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
				if (LastWork.underWay().isEmpty()) {
					Runtime.getRuntime().halt(Action.CANCELLED);
				}
			}
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void stop() {
		cancel.cancel();
	}
}
