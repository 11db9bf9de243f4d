/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;
import org.likeness.core.Name;
import org.likeness.core.SystemCommand;

/**
 * Runs programs of a system that is mounted in an appliance, one after the other, until one fails. One that the system
 * has not (any more, it may have gone with its package) makes nothing of any file, and is passed over. Some end well
 * whatever happens (locale-gen does), so what they say counts too.
 */
public final class GuestCommands {

	/** As locale-gen and what it runs mark what they could not do, somewhere in a line. */
	private static final Pattern ERROR = Pattern.compile("\\[error\\] |error: ");
	private static final int ANSWER_LIMIT = 64 << 10;
	private static final String ENVIRONMENT = "env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
			+ " LC_ALL=C HOME=/root";

	private final MountedSystem system;
	private final List<SystemCommand> commands;

	public GuestCommands(MountedSystem system, List<SystemCommand> commands) {
		this.system = system;
		this.commands = List.copyOf(commands);
	}

	/** @throws MachineException if one of them fails; the overlay is of no more use then */
	public void call(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, commands.size());
		for (SystemCommand command : commands) {
			progress.subTask("Running " + command + " in the clone");
			run(command, progress.split(1));
		}
	}

	private void run(SystemCommand command, IProgressMonitor monitor) throws MachineException {
		Mailbox.Request request = new Mailbox.Request().section();
		command.words().forEach(word -> request.add(Name.of(word).raw()));
		request.section();
		system.starts().keySet().forEach(request::add);
		String script = GuestRoot.script("section 0 | xargs -0 " + GuestRoot.chroot() + ENVIRONMENT
				+ " sh -c 'command -v \"$1\" > /dev/null || exit 0; exec \"$@\"' sh; status=$?",
				"section 1 | " + SystemWriter.SYNC);
		List<String> said = system.appliance().ask(request, script, (answer, length) -> lines(answer, length), monitor);
		boolean failed = !said.get(said.size() - 1).equals(GuestRoot.ENDED + "0");
		Predicate<String> error = line -> ERROR.matcher(line).find() || SystemWriter.FULL.matcher(line).find();
		Optional<String> reason = said.stream().filter(error).findFirst();
		if (failed || reason.isPresent()) {
			throw new MachineException("The clone's own " + command + " failed ("
					+ Name.of(reason.orElseGet(() -> last(said)).strip()) + ")",
					system.appliance().image().toString(), SystemWriter.UNCHANGED,
					"Leave out what needs it, or see in the clone what is wrong with it.");
		}
	}

	private static String last(List<String> said) {
		return said.stream().limit(said.size() - 1).filter(line -> !line.isBlank())
				.reduce((first, second) -> second).orElse("no reason is known");
	}

	/** @return the last lines that were said */
	private static List<String> lines(InputStream answer, long length) throws IOException {
		answer.skipNBytes(Math.max(0, length - ANSWER_LIMIT));
		return new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1).lines().toList();
	}
}
