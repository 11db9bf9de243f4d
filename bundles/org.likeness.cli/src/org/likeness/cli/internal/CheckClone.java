/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.eclipse.core.runtime.OperationCanceledException;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.MachineException;
import org.likeness.guestfs.CheckImageCommand;
import org.likeness.history.CloneHistory;
import org.likeness.laptop.Laptop;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code likeness check}: whether a clone's image and history are whole. */
@Command(name = "check", description = "Checks a clone's image and its history. Nothing is changed.", footer = { "",
		"The image is checked by its own tables (qemu-img check), the history as git fsck does, with all contents that "
				+ "it keeps. Of a damaged history it is told what can still be restored.",
		"", "Exit codes: 0 all is well, 2 wrong use, 3 something is damaged or could not be checked." })
final class CheckClone extends Action {

	/** What stays in the folder beside an image; all else there belongs to a change that has not come to its end. */
	private static final Set<String> LASTING = Set.of("lock", "history.git", "packages");
	private static final String PUBLISHING = "publishing.";

	@Mixin
	private LaptopOptions laptopOptions = new LaptopOptions();

	@Mixin
	private ImageArgument image = new ImageArgument();

	private final List<String> imageProblems = new ArrayList<>();
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
		opener.checkIsImage();
		Path folder = opener.history();
		try (TerminalProgress progress = progress()) {
			SubMonitor monitor = SubMonitor.convert(progress, 100);
			leftovers = leftovers(folder);
			checkImage(opener.image(), monitor.split(20));
			checkHistory(folder, monitor.split(80));
		}
		if (common.json) {
			printJson(opener);
		} else {
			print(opener);
		}
		return imageProblems.isEmpty() && historyProblems.isEmpty() ? DONE : COULD_NOT;
	}

	private static List<String> leftovers(Path folder) throws IOException {
		if (!Files.isDirectory(folder)) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.map(file -> file.getFileName().toString()).filter(name -> !LASTING.contains(name)).sorted()
					.toList();
		}
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

	private void checkHistory(Path folder, SubMonitor monitor) throws IOException, MachineException {
		monitor.setWorkRemaining(100);
		try (CloneHistory history = CloneHistory.open(folder)) {
			monitor.subTask("Checking the history");
			historyProblems.addAll(history.check(monitor.split(50)));
			if (historyProblems.isEmpty()) {
				stepCount = history.steps().size();
				return;
			}
			try (Laptop laptop = laptopOptions.open()) {
				steps = new RestorableSteps(history, environment.facets().get(), preferences(), laptop.user())
						.call(monitor.split(50));
				stepCount = steps.size();
			}
		} catch (OperationCanceledException e) {
			throw e;
		} catch (MachineException e) {
			historyProblems.add(e.what() + ". " + e.remedy());
		}
	}

	private void print(ImageOpener opener) {
		Output out = environment.out();
		out.add(Style.BOLD, "Image").to(10);
		if (isPublishing(opener.image())) {
			out.add(Style.YELLOW, "not checked: a change is being brought into it").end();
		} else {
			verdict(imageProblems, "whole");
		}
		out.add(Style.BOLD, "History").to(10);
		verdict(historyProblems, stepCount == 0 ? "none yet" : stepCount + (stepCount == 1 ? " step" : " steps")
				+ ", whole: each of them can be restored");
		if (!historyProblems.isEmpty()) {
			restorable();
		}
		if (!leftovers.isEmpty()) {
			out.add(Style.BOLD, "Change").to(10).add(Style.YELLOW,
					"one was interrupted, or is being made by another Likeness: " + String.join(", ", leftovers)).end();
			out.to(10).add("The next command on the clone brings it to its end, and says which state it is in.").end();
		}
		out.flush();
	}

	private void verdict(List<String> problems, String well) {
		Output out = environment.out();
		if (problems.isEmpty()) {
			out.add(Style.GREEN, well).end();
			return;
		}
		out.add(Style.RED, "damaged").end();
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
			json.writeBooleanField("damaged", !imageProblems.isEmpty() || !historyProblems.isEmpty());
			texts("imageProblems", imageProblems, json);
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
