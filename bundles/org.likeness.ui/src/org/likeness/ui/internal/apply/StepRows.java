/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.apply;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.likeness.core.Plan;
import org.likeness.core.PlanStep;
import org.likeness.core.Room;
import org.likeness.core.SystemCommand;
import org.likeness.ui.internal.ByteCount;
import org.likeness.ui.internal.GroupTree.Group;
import org.likeness.ui.internal.GroupTree.Line;

/** The steps of a plan and the room that they take, as groups of rows. */
final class StepRows {

	private StepRows() {
	}

	/** @return what is done, in its order */
	static Group steps(Plan plan) {
		List<Line> lines = new ArrayList<>();
		for (PlanStep step : plan.steps()) {
			lines.add(new Line((lines.size() + 1) + "  " + what(step), bytes(step, plan), icon(step), step));
		}
		return new Group("In this order", "all of it or nothing", "apply", lines);
	}

	/** @return what becomes of the free space of each file system */
	static Group room(Plan plan) {
		return new Group("Free space in the clone",
				plan.room().stream().allMatch(Room::fits) ? "" : "there is no room for this", "clone",
				plan.room().stream().map(room -> new Line(room.place(), text(room), room.fits() ? "same" : "unread",
						room)).toList());
	}

	private static String text(Room room) {
		String now = ByteCount.text(room.fileSystem().free());
		return room.fits() ? now + " now, " + ByteCount.text(room.after()) + " afterwards"
				: now + ", but " + ByteCount.text(room.needed()) + " are needed";
	}

	private static String what(PlanStep step) {
		return switch (step.kind()) {
		case FETCH -> "Fetch " + packages(step);
		case REMOVE -> "Remove " + files(step);
		case ATTRIBUTES -> "Set permissions, owner or time of " + files(step);
		case WRITE -> "Write " + files(step);
		case INSTALL -> "Install " + packages(step);
		case UNINSTALL -> "Remove " + packages(step);
		case MARK -> "Mark " + packages(step);
		case RUN -> "Run " + PlanRows.count(step.count(), "program") + " in the clone";
		};
	}

	private static String bytes(PlanStep step, Plan plan) {
		return switch (step.kind()) {
		case FETCH -> ByteCount.text(step.bytes());
		case WRITE -> ByteCount.text(step.bytes()) + " of contents";
		case INSTALL -> ByteCount.text(step.bytes()) + " unpacked";
		case UNINSTALL -> ByteCount.text(step.bytes()) + " freed";
		case MARK -> "as chosen or needed, held or not";
		case RUN -> plan.commands().stream().map(SystemCommand::toString).collect(Collectors.joining(", "));
		case REMOVE, ATTRIBUTES -> "";
		};
	}

	private static String icon(PlanStep step) {
		return switch (step.kind()) {
		case FETCH, INSTALL -> "add";
		case WRITE, ATTRIBUTES, MARK, RUN -> "changed";
		case REMOVE, UNINSTALL -> "remove";
		};
	}

	private static String packages(PlanStep step) {
		return PlanRows.count(step.count(), "package");
	}

	private static String files(PlanStep step) {
		return PlanRows.count(step.count(), "file or folder", "files and folders");
	}
}
