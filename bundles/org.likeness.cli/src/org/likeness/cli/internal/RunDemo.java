/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.FacetComparison;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Likeness;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.guestfs.StarterCloneCommand;
import org.likeness.laptop.Laptop;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code likeness demo}: a first look: makes a small clone, or takes that of the last demo, and compares it. */
@Command(name = "demo", description = "Makes a small starter clone (once), compares it with this laptop, shows the "
		+ "result, and opens the window if there is a display. The laptop is only read.",
		footer = { "",
				"Formula: " + Likeness.FORMULA + ".", "", "Exit codes: 0 done, 2 wrong use, 3 could not." })
final class RunDemo extends Action {

	@Mixin
	private LaptopOptions laptopOptions = new LaptopOptions();

	RunDemo(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		Path image = environment.data().resolve("demo.qcow2");
		Files.createDirectories(environment.data());
		if (!Files.exists(image)) {
			make(image);
		}
		ImageOpener opener = new ImageOpener(image, "", environment);
		try (TerminalProgress progress = progress();
				Laptop laptop = laptopOptions.open();
				Machine clone = opener.open()) {
			Comparison comparison = new CompareCommand(laptop.machine(), clone).setFacets(environment.facets().get())
					.setPreferences(preferences()).setLaptopUser(laptop.user()).call(progress);
			progress.close();
			environment.clones().put(new KnownClone(image, comparison.cloneSystem().os().prettyName(), ""));
			environment.clones().measured(image, comparison);
			if (common.json) {
				printJson(comparison, laptop.machine(), clone);
			} else {
				print(comparison, image);
			}
		}
		openWindow();
		return DONE;
	}

	private void make(Path image) throws MachineException {
		if (!common.json) {
			environment.out().add("Making a small clone of this laptop's system. This takes some minutes, once.").end()
					.flush();
		}
		try (TerminalProgress progress = progress()) {
			// With --json too: the document is of the comparison, whether or not a clone was made for it.
			Output out = common.json ? environment.err() : environment.out();
			new StarterCloneCommand().setImage(image).setLaptopRoot(laptopOptions.root)
					.setTeller(clone -> FirstLogin.print(clone, out, progress)).call(progress);
		}
	}

	private void print(Comparison comparison, Path image) {
		Output out = environment.out();
		out.end().add("The clone ").add(Style.BOLD, image.toString()).add(" is a fresh "
				+ comparison.cloneSystem().os().prettyName() + ". So far it is like this laptop to ")
				.add(Style.BOLD, Likeness.percent(comparison.likeness())).add(":").end().end();
		ScoreBars bars = new ScoreBars(out);
		for (FacetComparison facet : comparison.facets()) {
			bars.print(facet.facet().label(), facet.likeness().score(), differences(facet));
		}
		bars.print("Overall", comparison.likeness(), "");
		out.end();
		String word = ShellWord.of(image.toString());
		out.add("Next:").end();
		out.add("  " + environment.command() + " compare " + word).to(50).add(Style.DIM, "each difference").end();
		String first = example(comparison);
		if (first != null) {
			out.add("  " + environment.command() + " compare " + word + " --show " + ShellWord.of(first)).end();
			out.to(0).add(Style.DIM, "      both sides of one item").end();
		}
		out.add("  " + environment.command() + " clones").to(50).add(Style.DIM, "the known clones").end();
		out.add("  " + environment.command()).to(50).add(Style.DIM, "the window").end();
		out.add("  rm " + word).to(50).add(Style.DIM, "to start again").end().flush();
	}

	private static String differences(FacetComparison facet) {
		if (facet.notApplicable() != null) {
			return "not applicable";
		}
		if (facet.unread() != null) {
			return "could not be read";
		}
		Likeness likeness = facet.likeness();
		return likeness.missing() + " missing, " + likeness.changed() + " changed, " + likeness.extra() + " extra";
	}

	private static String example(Comparison comparison) {
		return comparison.facets().stream()
				.flatMap(facet -> facet.items().stream()
						.filter(item -> item.counts() && item.state() == org.likeness.core.State.CHANGED)
						.map(item -> facet.facet().id() + ":" + item.key()))
				.findFirst().orElse(null);
	}

	private void printJson(Comparison comparison, Machine laptop, Machine clone) throws IOException {
		try (JsonGenerator json = json()) {
			new ComparisonJson(json, ComparisonText.DEFAULT_STATES).print(comparison, laptop, clone);
		}
	}

	/** The launcher says by what command it was started; the window outlives this process. */
	private void openWindow() {
		String launcher = environment.variables().get("LIKENESS_LAUNCHER");
		boolean display = List.of("DISPLAY", "WAYLAND_DISPLAY").stream()
				.anyMatch(name -> !environment.variables().getOrDefault(name, "").isEmpty());
		if (launcher == null || !display || common.json || !environment.variables().getOrDefault("CI", "").isEmpty()) {
			return;
		}
		try {
			new ProcessBuilder("setsid", "-f", launcher).redirectOutput(ProcessBuilder.Redirect.DISCARD)
					.redirectError(ProcessBuilder.Redirect.DISCARD).redirectInput(Path.of("/dev/null").toFile())
					.start();
			environment.out().end().add("The window is opening.").end().flush();
		} catch (IOException e) {
			environment.err().add(Style.YELLOW, "The window could not be opened: ").add(String.valueOf(e.getMessage()))
					.end().flush();
		}
	}
}
