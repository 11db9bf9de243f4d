/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Properties;

/**
 * The clones that a person has made or compared, with the likeness at each comparison. A folder for each clone, named
 * by the digest of its image's path, holds {@code clone.properties} and {@code likeness.tsv}, to which each comparison
 * adds one line: time, overall score, then {@code facet=score} fields. Processes may use it side by side.
 */
public final class KnownClones {

	/**
	 * One clone.
	 *
	 * @param image where its image is
	 * @param os    what it runs, for people; empty if not known yet
	 * @param root  which of several operating systems on the image is meant: its root device; empty if there is one
	 */
	public record KnownClone(Path image, String os, String root) {
	}

	/**
	 * The likeness at one comparison.
	 *
	 * @param when    when
	 * @param overall 0 to 1; empty if nothing counted
	 * @param facets  scores by facet id
	 */
	public record Measured(Instant when, OptionalDouble overall, Map<String, Double> facets) {
	}

	private static final String PROPERTIES = "clone.properties";
	private static final String LIKENESS = "likeness.tsv";

	private final Path folder;

	/** @param folder where to keep them; need not exist */
	public KnownClones(Path folder) {
		this.folder = folder;
	}

	/** @return those of the user who runs Likeness */
	public static KnownClones ofUser() {
		return new KnownClones(UserFolders.state().resolve("clones"));
	}

	/** @return all of them, by image; an entry that can't be read is passed over */
	public List<KnownClone> list() throws IOException {
		List<KnownClone> clones = new ArrayList<>();
		try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder)) {
			for (Path entry : folders) {
				try (Reader reader = Files.newBufferedReader(entry.resolve(PROPERTIES))) {
					Properties properties = new Properties();
					properties.load(reader);
					String image = properties.getProperty("image");
					if (image != null) {
						clones.add(new KnownClone(Path.of(image), properties.getProperty("os", ""),
								properties.getProperty("root", "")));
					}
				} catch (IOException | IllegalArgumentException e) {
					continue;
				}
			}
		} catch (NoSuchFileException e) {
			return List.of();
		} catch (DirectoryIteratorException e) {
			throw e.getCause();
		}
		clones.sort(Comparator.comparing(KnownClone::image));
		return clones;
	}

	/** Adds a clone, or replaces what is known of the same image; its measured likeness stays. */
	public void put(KnownClone clone) throws IOException {
		Path entry = entry(clone.image());
		Files.createDirectories(entry);
		Properties properties = new Properties();
		properties.setProperty("image", clone.image().toAbsolutePath().normalize().toString());
		properties.setProperty("os", clone.os());
		properties.setProperty("root", clone.root());
		Path temporary = Files.createTempFile(entry, PROPERTIES, ".part");
		try (Writer writer = Files.newBufferedWriter(temporary)) {
			properties.store(writer, null);
		}
		Files.move(temporary, entry.resolve(PROPERTIES), StandardCopyOption.ATOMIC_MOVE);
	}

	/** Forgets a clone and its measured likeness. The image is left alone. */
	public void forget(Path image) throws IOException {
		Path entry = entry(image);
		Files.deleteIfExists(entry.resolve(LIKENESS));
		Files.deleteIfExists(entry.resolve(PROPERTIES));
		Files.deleteIfExists(entry);
	}

	/** Adds the likeness of a comparison to what is known of a clone. */
	public void measured(Path image, Comparison comparison) throws IOException {
		StringBuilder line = new StringBuilder(comparison.when().toString()).append('\t')
				.append(text(comparison.likeness()));
		for (FacetComparison facet : comparison.facets()) {
			facet.likeness().score().ifPresent(
					score -> line.append('\t').append(facet.facet().id()).append('=').append(score));
		}
		Path entry = entry(image);
		Files.createDirectories(entry);
		Files.writeString(entry.resolve(LIKENESS), line.append('\n'), StandardCharsets.UTF_8, StandardOpenOption.CREATE,
				StandardOpenOption.APPEND);
	}

	private static String text(OptionalDouble score) {
		return score.isPresent() ? Double.toString(score.getAsDouble()) : "-";
	}

	/** @return the likeness at each comparison, oldest first; a line that is not whole is passed over */
	public List<Measured> likeness(Path image) throws IOException {
		List<Measured> measured = new ArrayList<>();
		Path file = entry(image).resolve(LIKENESS);
		if (!Files.exists(file)) {
			return measured;
		}
		for (String line : Files.readAllLines(file)) {
			try {
				measured.add(parse(line.split("\t")));
			} catch (DateTimeParseException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
				continue;
			}
		}
		return measured;
	}

	private static Measured parse(String[] fields) {
		Map<String, Double> facets = new LinkedHashMap<>();
		for (int i = 2; i < fields.length; i++) {
			String[] pair = fields[i].split("=", 2);
			facets.put(pair[0], Double.valueOf(pair[1]));
		}
		OptionalDouble overall = fields[1].equals("-") ? OptionalDouble.empty()
				: OptionalDouble.of(Double.parseDouble(fields[1]));
		return new Measured(Instant.parse(fields[0]), overall, facets);
	}

	private Path entry(Path image) {
		byte[] path = image.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
		return folder.resolve(Digest.of(Digest.computation().digest(path)).toString().substring(0, 16));
	}
}
