/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.change;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.RecordPublisher;

/**
 * The program of a JVM that changes an image, or recovers one, and kills itself before or after a step. What is written
 * to the overlay is written by qemu-io, so that no appliance is needed.
 */
public final class ChangeProbe {

	static final String RECORD = "0123456789abcdef";

	/** What the new state has, in the second megabyte; the old one has 1 there. */
	static final String WRITE = "write -P 2 1M 8M";

	/** Prints each step; at the chosen one, ends the JVM as a power cut would end it. */
	private static final class KillingSteps extends StepsDecorator {

		private final String moment;
		private int count;

		KillingSteps(Path image, String moment) {
			super(new DiskSteps(image));
			this.moment = moment;
		}

		@Override
		void before(String step) {
			System.out.println(++count + " " + step);
			stopAt(count + "-");
		}

		@Override
		void after(String step) {
			stopAt(count + "+");
		}

		private void stopAt(String reached) {
			if (reached.equals(moment)) {
				try {
					new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid())).start();
					TimeUnit.MINUTES.sleep(1);
				} catch (IOException | InterruptedException e) {
					throw new IllegalStateException(e);
				}
			}
		}
	}

	private ChangeProbe() {
	}

	/**
	 * @param args "change", "recover" or "hold"; the image; a file to which published records are added; "3-" to be
	 *             killed before the third step, "3+" after it, "0" not at all
	 */
	public static void main(String[] args) throws Exception {
		TransactionFiles folder = TransactionFiles.of(Path.of(args[1]));
		DurableSteps steps = new KillingSteps(folder.image(), args[3]);
		RecordPublisher publisher = publisher(Path.of(args[2]));
		if (args[0].equals("recover")) {
			System.out.println(new Recovery(folder, steps).call(publisher).orElse(""));
			return;
		}
		try (ImageChange change = ImageChange.begin(folder, steps)) {
			if (args[0].equals("hold")) {
				System.out.println("held");
				System.in.read();
				return;
			}
			change(change, publisher);
		}
	}

	static void change(ImageChange change, RecordPublisher publisher)
			throws IOException, MachineException, InterruptedException {
		Tools.run("qemu-io", "-f", "qcow2", "-c", WRITE, change.folder().overlay().toString());
		try (ImageGuard guard = ImageGuard.take(change.folder().image())) {
			change.publish(guard, RECORD, publisher, new NullProgressMonitor());
		}
	}

	static RecordPublisher publisher(Path log) {
		return record -> {
			try {
				Files.writeString(log, record + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
			} catch (IOException e) {
				throw new MachineException("no log", log.toString(), "", "", e);
			}
		};
	}
}
