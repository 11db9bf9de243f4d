/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.ChangeableMachine;
import org.likeness.core.CheckedFileSystem;
import org.likeness.core.MachineCheck;
import org.likeness.core.MachineException;
import org.likeness.guestfs.CheckImageCommand;
import org.likeness.history.CloneHistory;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code likeness check}: whether a clone's image and history are whole. */
@Command(name = "check", description = "Checks a clone's image, its file systems and its history. Nothing is changed.",
		footer = { "",
				"The image is checked by its own tables (qemu-img check), its file systems by their own tools (e2fsck, xfs_repair, "
						+ "btrfs check, fsck.fat), the history as git fsck does, with all contents that it keeps. What is "
						+ "remembered of the clone is read again. Of a damaged history it is told what can still be restored.",
				"", "Exit codes: 0 all is well, 2 wrong use, 3 something is damaged or could not be checked." })
final class CheckClone extends Action {

	private static final String PUBLISHING = "publishing.";
	private static final int COLUMN = 14;

	/** Taken as by the other commands; a step tells of the user that it was recorded for. */
	@Mixin
	private LaptopOptions laptopOptions = new LaptopOptions();

	@Mixin
	private ImageArgument image = new ImageArgument();

	private final List<String> imageProblems = new ArrayList<>();
	private final List<String> fileSystemProblems = new ArrayList<>();
	private MachineCheck inside = MachineCheck.NONE;
	private final List<String> historyProblems = new ArrayList<>();
	private List<RestorableSteps.Left> steps = List.of();
	private List<String> leftovers = List.of();
	private int stepCount;

	CheckClone(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		ImageOpener opener = image.opener(environment);
		opener.checkIsKnown();
		Path folder = opener.history();
		try (TerminalProgress progress = progress()) {
			SubMonitor monitor = SubMonitor.convert(progress, 100);
			// Where it can't be looked into, that is said of the history.
			leftovers = Files.isReadable(folder) ? CheckImageCommand.leftovers(opener.image()) : List.of();
			checkImage(opener.image(), monitor.split(10));
			checkInside(opener, monitor.split(50));
			checkHistory(folder, monitor.split(40));
		}
		if (common.json) {
			printJson(opener);
		} else {
			print(opener);
		}
		return isDamaged() || !isChecked(opener.image()) ? COULD_NOT : DONE;
	}

	private boolean isDamaged() {
		return !imageProblems.isEmpty() || !fileSystemProblems.isEmpty() || inside.isDamaged()
				|| !historyProblems.isEmpty();
	}

	/** Nothing is known of what was not looked at: it is not whole for that. */
	private boolean isChecked(Path file) {
		return !isPublishing(file) && imageProblems.isEmpty() && fileSystemProblems.isEmpty() && inside.fileSystems()
				.stream().noneMatch(fileSystem -> fileSystem.state() == CheckedFileSystem.State.UNCHECKED);
	}

	/** While a change is being published the image is not at its path, and half of it may be written. */
	private boolean isPublishing(Path file) {
		return Files.notExists(file) && leftovers.stream().anyMatch(name -> name.startsWith(PUBLISHING));
	}

	private void checkImage(Path file, SubMonitor monitor) {
		if (isPublishing(file)) {
			return;
		}
		try {
			new CheckImageCommand(file).call(monitor);
		} catch (MachineException e) {
			imageProblems.add(e.what() + ". " + e.remedy());
		}
	}

	/** What a damaged image holds is not looked at: an appliance would read what is not there. */
	private void checkInside(ImageOpener opener, SubMonitor monitor) throws IOException {
		if (isPublishing(opener.image()) || !imageProblems.isEmpty()) {
			return;
		}
		try (ChangeableMachine clone = environment.machines().open(opener.image(), opener.root())) {
			inside = clone.check(monitor);
		} catch (MachineException e) {
			fileSystemProblems.add(e.what() + ". " + e.remedy());
		}
	}

	private void checkHistory(Path folder, SubMonitor monitor) throws IOException, MachineException {
		monitor.setWorkRemaining(100);
		try (CloneHistory history = CloneHistory.open(folder)) {
			monitor.subTask("Checking the history");
			historyProblems.addAll(history.check(monitor.split(50)));
			if (historyProblems.isEmpty()) {
				stepCount = history.steps().size();
				return;
			}
			steps = new RestorableSteps(history, environment.facets().get(), preferences()).call(monitor.split(50));
			stepCount = steps.size();
		} catch (OperationCanceledException e) {
			throw e;
		} catch (MachineException e) {
			historyProblems.add(e.what() + ". " + e.remedy());
		}
	}

	private void print(ImageOpener opener) {
		Output out = environment.out();
		out.add(Style.BOLD, "Image").to(COLUMN);
		if (isPublishing(opener.image())) {
			out.add(Style.YELLOW, "not checked: a change is being brought into it").end();
		} else {
			verdict(imageProblems, "whole", Files.exists(opener.image()) ? "damaged" : "missing");
		}
		printInside();
		out.add(Style.BOLD, "History").to(COLUMN);
		verdict(historyProblems, stepCount == 0 ? "none yet" : stepCount + (stepCount == 1 ? " step" : " steps")
				+ ", whole: each of them can be restored", "damaged");
		if (!historyProblems.isEmpty()) {
			restorable();
		}
		if (!leftovers.isEmpty()) {
			out.add(Style.BOLD, "Change").to(COLUMN).add(Style.YELLOW,
					"one was interrupted, or is being made by another Likeness: " + String.join(", ", leftovers)).end();
			out.to(COLUMN).add("The next command on the clone brings it to its end, and says which state it is in.")
					.end();
		}
		out.flush();
	}

	private void printInside() {
		Output out = environment.out();
		String title = "File systems";
		if (!fileSystemProblems.isEmpty()) {
			out.add(Style.BOLD, title).to(COLUMN);
			verdict(fileSystemProblems, "", "not checked");
		}
		for (CheckedFileSystem checked : inside.fileSystems()) {
			out.add(Style.BOLD, title).to(COLUMN).add(checked.device() + " (" + checked.type() + ") ");
			switch (checked.state()) {
			case WHOLE -> out.add(Style.GREEN, "whole").end();
			case DAMAGED -> out.add(Style.RED, "damaged: " + checked.said()).end();
			case UNCHECKED -> out.add(Style.YELLOW, "not checked: " + checked.said()).end();
			}
			title = "";
		}
		if (inside.remembered() || !inside.memoryProblems().isEmpty()) {
			out.add(Style.BOLD, "Remembered").to(COLUMN);
			verdict(inside.memoryProblems(), "what the clone is", "wrong");
		}
	}

	private void verdict(List<String> problems, String well, String bad) {
		Output out = environment.out();
		if (problems.isEmpty()) {
			out.add(Style.GREEN, well).end();
			return;
		}
		out.add(Style.RED, bad).end();
		problems.forEach(problem -> out.add("  ").add(problem).end());
	}

	private void restorable() {
		Output out = environment.out();
		if (steps.isEmpty()) {
			out.add("  No step can be restored.").end();
			return;
		}
		out.add("  What can still be restored:").end();
		for (RestorableSteps.Left left : steps) {
			out.add("    " + left.step().shortId()).to(16);
			if (left.problem() != null) {
				out.add(Style.RED, "nothing: " + left.problem());
			} else {
				out.add(left.whole() + (left.whole() == 1 ? " file that it keeps" : " files that it keeps"));
				if (left.damaged() > 0) {
					out.add(Style.RED, ", without " + left.damaged() + " that can't be read");
				}
			}
			out.add(Style.DIM, "  " + left.step().title()).end();
		}
	}

	private void printJson(ImageOpener opener) throws IOException {
		try (JsonGenerator json = json()) {
			json.writeStartObject();
			json.writeStringField("schema", "likeness/check/1");
			json.writeStringField("image", opener.image().toString());
			json.writeBooleanField("damaged", isDamaged());
			json.writeBooleanField("checked", isChecked(opener.image()));
			texts("imageProblems", imageProblems, json);
			texts("fileSystemProblems", fileSystemProblems, json);
			json.writeArrayFieldStart("fileSystems");
			for (CheckedFileSystem checked : inside.fileSystems()) {
				json.writeStartObject();
				json.writeStringField("device", checked.device());
				json.writeStringField("type", checked.type());
				json.writeStringField("state", checked.state().word());
				json.writeStringField("said", checked.said());
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeBooleanField("remembered", inside.remembered());
			texts("memoryProblems", inside.memoryProblems(), json);
			texts("historyProblems", historyProblems, json);
			texts("interrupted", leftovers, json);
			json.writeNumberField("steps", stepCount);
			json.writeArrayFieldStart("restorable");
			for (RestorableSteps.Left left : steps) {
				json.writeStartObject();
				json.writeStringField("id", left.step().id());
				new JsonParts(json).text("problem", left.problem());
				json.writeNumberField("whole", left.whole());
				json.writeNumberField("damaged", left.damaged());
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeEndObject();
			json.writeRaw('\n');
		}
	}

	private static void texts(String field, List<String> texts, JsonGenerator json) throws IOException {
		json.writeArrayFieldStart(field);
		for (String text : texts) {
			json.writeString(text);
		}
		json.writeEndArray();
	}
}
