/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.core.ApplyCommand;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.MachineException;
import org.likeness.core.PlanCommand;
import org.likeness.core.RecordedStep;
import org.likeness.history.CloneHistory;
import org.likeness.laptop.Laptop;

/**
 * A history of three steps: what was found had nano as the editor, "First" made that vim and added a file, "Second" made
 * it emacs. Since then somebody has made it ed.
 */
final class SmallHistory {

	private SmallHistory() {
	}

	/**
	 * Makes it with the engine; the clone must be one that can be changed.
	 *
	 * @return the file with the editor, in the clone
	 */
	static Path make(TwoSystems systems) throws IOException, MachineException {
		apply(systems, "First");
		Files.writeString(systems.laptop().resolve("home/ann").resolve(TwoSystems.CHANGED_TEXT),
				"export EDITOR=emacs\n");
		apply(systems, "Second");
		Path bashrc = systems.known().image().resolve("home/ann").resolve(TwoSystems.CHANGED_TEXT);
		Files.writeString(bashrc, "export EDITOR=ed\n");
		return bashrc;
	}

	private static void apply(TwoSystems systems, String message) throws MachineException {
		try (Laptop laptop = Machines.get().openLaptop();
				ChangeableMachine clone = (ChangeableMachine) Machines.get().openClone(systems.known());
				CloneHistory history = CloneHistory.open(CloneHistory.folderOf(systems.known().image()))) {
			PlanCommand planning = new PlanCommand(laptop.machine(), clone).setFacets(Facets.all())
					.setSourceUser(laptop.user()).setChoice((facet, item) -> item.key().equals(TwoSystems.CHANGED_TEXT)
							|| item.key().equals(TwoSystems.MISSING));
			new ApplyCommand(planning, laptop.machine(), clone, clone, history).setKind(RecordedStep.Kind.APPLIED)
					.setMessage(message).call(new NullProgressMonitor());
		}
	}
}
