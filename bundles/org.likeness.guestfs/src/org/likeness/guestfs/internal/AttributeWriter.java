/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.likeness.core.AttributeDump;
import org.likeness.core.FileAttributes;
import org.likeness.core.FileChange;
import org.likeness.core.FileEntry;
import org.likeness.core.MachinePath;
import org.likeness.core.Name;

/**
 * Makes the extended attributes of what is changed those that were planned: what goes is taken away before anything else
 * is done, and what is to be is set at the end, for a change of owner or mode changes some of them. Files that neither
 * had nor get any cost nothing.
 */
final class AttributeWriter {

	/** How many characters of settings one request takes. */
	private static final int REQUEST_LIMIT = 16 << 20;

	/** Runs a script that must succeed. */
	@FunctionalInterface
	interface Runner<E extends Exception> {
		void run(Mailbox.Request request, String script) throws E;
	}

	private final List<FileChange> changes;

	AttributeWriter(List<FileChange> changes) {
		this.changes = changes.stream().filter(change -> change.after() != null && canHave(change.after())).toList();
	}

	private static boolean canHave(FileEntry entry) {
		return entry.isFile() || entry.isDirectory();
	}

	/** @return whether it is made anew, even where a file of that name was before */
	private static boolean isMade(FileChange change) {
		return change.before() == null || change.before().type() != change.after().type() || change.content() != null;
	}

	/** Takes away what files that stay, and folders, have and are not to have. */
	<E extends Exception> void remove(Runner<E> runner) throws E {
		Map<Name, List<MachinePath>> gone = new TreeMap<>();
		for (FileChange change : changes) {
			if (!isMade(change)) {
				FileAttributes after = change.after().attributes();
				change.before().attributes().values().keySet().stream()
						.filter(name -> !after.values().containsKey(name))
						.forEach(name -> gone.computeIfAbsent(name, key -> new ArrayList<>()).add(change.path()));
			}
		}
		for (Map.Entry<Name, List<MachinePath>> entry : gone.entrySet()) {
			runner.run(removal(entry.getKey(), entry.getValue()), REMOVE);
		}
	}

	/** A name may hold any byte; what the shell takes from a command ends with no line break. */
	private static final String REMOVE = "n=$(section 0 | tr -d '\\000'; printf .); n=${n%.}\n"
			+ "section 1 | xargs -0 -r setfattr -h -x \"$n\" --";

	private static Mailbox.Request removal(Name name, List<MachinePath> paths) {
		Mailbox.Request request = new Mailbox.Request().section().add(name.raw()).section();
		paths.forEach(path -> request.add(SystemWriter.inAppliance(path)));
		return request;
	}

	/**
	 * Sets what is to be.
	 *
	 * @param inherits whether what is made there gets an access control list by itself
	 */
	<E extends Exception> void set(Predicate<MachinePath> inherits, Runner<E> runner) throws E {
		List<MachinePath> inherited = changes.stream().filter(AttributeWriter::isMade).map(FileChange::path)
				.filter(inherits).toList();
		if (!inherited.isEmpty()) {
			for (Name list : List.of(FileAttributes.ACCESS_LIST, FileAttributes.DEFAULT_LIST)) {
				runner.run(removal(list, inherited), REMOVE + " 2>/dev/null || :");
			}
		}
		Settings<E> settings = new Settings<>(runner);
		for (FileChange change : changes) {
			FileEntry before = change.before();
			FileEntry after = change.after();
			boolean stays = !isMade(change) && before.attributes().equals(after.attributes())
					&& before.mode() == after.mode() && before.uid() == after.uid() && before.gid() == after.gid();
			if (!stays && !after.attributes().isEmpty()) {
				settings.add(change.path(), after.attributes());
			}
		}
		settings.send();
	}

	/** Settings on their way, as many in one request as it takes. */
	private static final class Settings<E extends Exception> {

		private final Runner<E> runner;
		private Mailbox.Request request;
		private int length;

		Settings(Runner<E> runner) {
			this.runner = runner;
		}

		void add(MachinePath path, FileAttributes attributes) throws E {
			if (length > REQUEST_LIMIT) {
				send();
			}
			request = request == null ? new Mailbox.Request().section() : request;
			AttributeDump.write(SystemWriter.inAppliance(path), attributes, line -> {
				request.add(line);
				length += line.length() + 1;
			});
		}

		void send() throws E {
			if (request != null) {
				runner.run(request, "section 0 | tr '\\000' '\\n' > $t/settings\nsetfattr -h --restore=$t/settings");
			}
			request = null;
			length = 0;
		}
	}
}
