/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.FileLocator;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

/**
 * The command line as {@code ./likeness} starts it: a folder with the bundles of releng/cli.bundles, as they are in this
 * build, and a process for each run. So signals, exit codes, limits and other users are the real ones.
 */
final class Product {

	private static final List<String> FLAGS = List.of("-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-Xmx256m",
			"-XX:Tier4InvocationThreshold=50000", "-XX:Tier4MinInvocationThreshold=6000",
			"-XX:Tier4CompileThreshold=150000", "-XX:Tier4BackEdgeThreshold=400000", "-XX:+UseSerialGC", "-Xshare:auto",
			"-Dosgi.frameworkParentClassloader=app");

	private final Path folder;
	private final Path launcher;
	private final Path framework;

	private Product(Path folder, Path launcher, Path framework) {
		this.folder = folder;
		this.launcher = launcher;
		this.framework = framework;
	}

	/** @param folder where to put it; readable by everybody */
	static Product make(Path folder) throws IOException {
		Path plugins = Files.createDirectories(folder.resolve("plugins"));
		List<String> start = new ArrayList<>();
		for (String line : Files.readAllLines(sources().resolve("releng/cli.bundles"))) {
			if (!line.isBlank() && !line.startsWith("#")) {
				String[] fields = line.split(" ");
				String level = fields.length > 1 ? "@" + fields[1] + ":start" : "";
				start.add(entry(copy(file(fields[0]), plugins), level));
			}
		}
		Path launcher = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
				.filter(jar -> jar.getFileName().toString().contains("launcher")).findFirst().orElseThrow();
		Product product = new Product(folder, copy(launcher, plugins), copy(file("org.eclipse.osgi"), plugins));
		Path configuration = Files.createDirectories(product.configuration());
		Files.writeString(configuration.resolve("config.ini"),
				"osgi.bundles=" + start.stream().map(Product::escape).collect(Collectors.joining(",")) + "\n"
						+ "osgi.bundles.defaultStartLevel=4\nosgi.framework=" + escape("file:" + product.framework)
						+ "\n"
						+ "eclipse.application=org.likeness.cli.application\n");
		return product;
	}

	private static String entry(Path bundle, String level) {
		return "reference:file:" + bundle + level;
	}

	private static String escape(String value) {
		return value.replace(":", "\\:");
	}

	private static Path copy(Path file, Path to) throws IOException {
		return Files.copy(file, to.resolve(file.getFileName()));
	}

	/** @return the top of the source tree, which holds the bundle's own folder */
	static Path sources() {
		Path path = file("org.likeness.core");
		while (!Files.exists(path.resolve("releng/cli.bundles"))) {
			path = path.getParent();
		}
		return path;
	}

	/** @return where the bundle is that this test runs with */
	static Path file(String name) {
		Bundle framework = FrameworkUtil.getBundle(Product.class).getBundleContext().getBundle(0);
		for (Bundle bundle : framework.getBundleContext().getBundles()) {
			if (bundle.getSymbolicName().equals(name)) {
				return FileLocator.getBundleFileLocation(bundle).orElseThrow().toPath().toAbsolutePath();
			}
		}
		throw new IllegalStateException("no bundle " + name);
	}

	private Path configuration() {
		return folder.resolve("cli");
	}

	/** @return a run that is not started yet */
	Run run(Object... arguments) {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
		command.addAll(FLAGS);
		command.addAll(List.of("-Dosgi.install.area=file:" + folder + "/", "-cp", launcher + ":" + framework,
				"org.eclipse.equinox.launcher.Main", "-nosplash", "-configuration", configuration().toString(),
				"-application", "org.likeness.cli.application", "-data", "@none"));
		Arrays.stream(arguments).map(Object::toString).forEach(command::add);
		Run run = new Run(folder, command);
		run.with("HOME", home());
		run.with("LC_ALL", "C.UTF-8");
		Map.of("XDG_CACHE_HOME", "cache", "XDG_STATE_HOME", "state", "XDG_CONFIG_HOME", "config", "XDG_DATA_HOME",
				"data",
				"LIBGUESTFS_TMPDIR", "tmp").forEach((name, value) -> run.with(name, home().resolve(value)));
		return run;
	}

	/** @return the home of those who run it */
	Path home() {
		return folder.resolve("user");
	}

	/** Forgets what earlier runs have found out about machines. */
	void forgetSurveys() throws IOException {
		Path cache = home().resolve("cache/likeness");
		if (Files.exists(cache)) {
			try (var files = Files.walk(cache)) {
				for (Path file : files.filter(Files::isRegularFile).toList()) {
					if (!file.getFileName().toString().equals("acceleration")) {
						Files.delete(file);
					}
				}
			}
		}
	}
}
