/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs;

import java.util.List;
import java.util.stream.Collectors;

import org.likeness.core.MachineException;

/** An image has several operating systems, and none was chosen. */
public final class AmbiguousSystemException extends MachineException {

	private static final long serialVersionUID = 1L;

	private final transient List<ImageSystem> systems;

	/** @param systems what there is to choose from, two at least */
	public AmbiguousSystemException(String image, List<ImageSystem> systems) {
		super("There are several operating systems on the image", image, "Nothing was changed.",
				"Choose one of them by its root device: " + systems.stream()
						.map(system -> system.root() + " (" + system.os().prettyName() + ")")
						.collect(Collectors.joining(", ")) + ".");
		this.systems = List.copyOf(systems);
	}

	/** @return what there is to choose from */
	public List<ImageSystem> systems() {
		return systems;
	}
}
