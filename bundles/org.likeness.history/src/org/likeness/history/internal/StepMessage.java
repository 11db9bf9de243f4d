/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.history.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

import org.eclipse.jgit.revwalk.RevCommit;
import org.likeness.core.RecordedStep;

/**
 * A step as the message of its commit: what people said, then trailers as {@code git interpret-trailers} knows them.
 */
public final class StepMessage {

	private static final String KIND = "Likeness-Kind: ";
	private static final String SCORE = "Likeness-Score: ";
	private static final String CHANGED = "Likeness-Changed: ";

	private StepMessage() {
	}

	static String format(RecordedStep step) {
		String message = step.message().replace('\0', ' ').replace("\r", "").strip();
		List<String> lines = new ArrayList<>();
		lines.add(message.isEmpty() ? step.kind().word() : message);
		lines.add("");
		lines.add(KIND + step.kind().word());
		step.likeness().ifPresent(likeness -> lines.add(SCORE + likeness));
		step.counts().forEach((facet, count) -> lines.add(CHANGED + count + " " + TextFields.escape(facet)));
		return String.join("\n", lines) + "\n";
	}

	/** @return what the commit's message says; of someone else's commit, that it was found */
	public static RecordedStep parse(RevCommit commit) {
		String text = commit.getFullMessage().stripTrailing();
		int end = text.lastIndexOf("\n\n");
		Optional<RecordedStep> step = end < 0 ? Optional.empty()
				: parse(commit, text.substring(0, end).strip(), text.substring(end + 2));
		return step.orElseGet(
				() -> new RecordedStep(RecordedStep.Kind.FOUND, commit.getCommitterIdent().getWhenAsInstant(),
						text, OptionalDouble.empty(), new TreeMap<>()));
	}

	private static Optional<RecordedStep> parse(RevCommit commit, String message, String trailers) {
		RecordedStep.Kind kind = null;
		OptionalDouble likeness = OptionalDouble.empty();
		SortedMap<String, Integer> counts = new TreeMap<>();
		try {
			for (String line : SnapshotTexts.lines(trailers)) {
				if (line.startsWith(KIND)) {
					kind = kind(line.substring(KIND.length()));
				} else if (line.startsWith(SCORE)) {
					likeness = OptionalDouble.of(Double.parseDouble(line.substring(SCORE.length())));
				} else if (line.startsWith(CHANGED)) {
					Map.Entry<String, Integer> count = count(line.substring(CHANGED.length()));
					counts.put(count.getKey(), count.getValue());
				}
			}
		} catch (IllegalArgumentException e) {
			return Optional.empty();
		}
		return kind == null ? Optional.empty()
				: Optional.of(new RecordedStep(kind, commit.getCommitterIdent().getWhenAsInstant(), message, likeness,
						counts));
	}

	private static Map.Entry<String, Integer> count(String text) {
		String[] parts = text.split(" ", 2);
		if (parts.length < 2) {
			throw new IllegalArgumentException("no facet: " + text);
		}
		return Map.entry(TextFields.unescape(parts[1]), Integer.parseInt(parts[0]));
	}

	private static RecordedStep.Kind kind(String word) {
		for (RecordedStep.Kind kind : RecordedStep.Kind.values()) {
			if (kind.word().equals(word)) {
				return kind;
			}
		}
		throw new IllegalArgumentException("no such kind: " + word);
	}
}
