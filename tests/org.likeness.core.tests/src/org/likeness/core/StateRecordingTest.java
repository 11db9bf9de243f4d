/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;

/** What is about to change is kept, or the change is refused. */
class StateRecordingTest {

	private static final IProgressMonitor NONE = new NullProgressMonitor();
	private static final String TOKEN = "\nexport GITHUB=ghp_0123456789abcdefghijABCDEFGHIJ012345\n";
	private static final MachinePath SETTINGS = MachinePath.of("/home/ann/settings");

	private final MemoryMachine clone = new MemoryMachine("clone");
	private final List<String> kept = new ArrayList<>();

	private final Recorder recorder = new Recorder() {
		@Override
		public Digest keep(long size, InputStream content) throws IOException {
			byte[] bytes = content.readAllBytes();
			kept.add(new String(bytes, StandardCharsets.ISO_8859_1));
			return Digest.of(Digest.computation().digest(bytes));
		}

		@Override
		public String prepare(RecordedStep step, RecordedState before, RecordedState after, IProgressMonitor monitor) {
			throw new UnsupportedOperationException();
		}

		@Override
		public void publish(String record) {
			throw new UnsupportedOperationException();
		}
	};

	private FileEntry file(String content) {
		clone.put(SETTINGS.toString(), content);
		return new FileEntry(SETTINGS, FileType.FILE, 0600, 1000, 1000, content.length(), 0, null);
	}

	private RecordedState before(FileEntry file, String content, boolean surveyed) throws MachineException {
		Survey.Builder survey = new Survey.Builder().add(file);
		if (surveyed) {
			survey.content(SETTINGS, content.getBytes(StandardCharsets.ISO_8859_1));
		}
		Surveyed found = new Surveyed(clone.describe(NONE), List.of(), survey.build(), Map.of(), Map.of());
		FileChange change = new FileChange(SETTINGS, file, file, new FileChange.Made(new byte[] { 'x' }));
		Plan plan = new Plan(null, List.of(), List.of(), List.of(change), PackagePlan.NONE, List.of(), List.of());
		return new StateRecording(recorder, plan).before(clone, found, Map.of(), NONE);
	}

	@Test
	void whatAPlanLetsThroughIsKept() throws Exception {
		String content = "x".repeat(300 << 10) + TOKEN;
		FileEntry file = file(content);
		assertEquals(Map.of(), clone.secrets(List.of(file), NONE), "the plan lets it through");

		RecordedState state = before(file, content, true);

		assertEquals(List.of(content), kept);
		assertTrue(state.survey().content(SETTINGS).isPresent());
	}

	/** A facet of somebody else may write what it does not want to know. */
	@Test
	void whatNobodyAskedForIsKeptToo() throws Exception {
		FileEntry file = file("x = 1\n");
		Surveyed found = new Surveyed(clone.describe(NONE), List.of(), new Survey.Builder().build(), Map.of(),
				Map.of());
		Plan plan = new Plan(null, List.of(), List.of(),
				List.of(new FileChange(SETTINGS, file, file, new FileChange.Made(new byte[] { 'x' }))),
				PackagePlan.NONE, List.of(), List.of());

		new StateRecording(recorder, plan).before(clone, found, Map.of(), NONE);

		assertEquals(List.of("x = 1\n"), kept);
	}

	@Test
	void secretsAreWithheldWhoeverLeftThemOut() throws Exception {
		MachinePath found = MachinePath.of("/home/ann/found");
		clone.put(found.toString(), TOKEN);
		FileEntry file = new FileEntry(found, FileType.FILE, 0644, 1000, 1000, TOKEN.length(), 0, null);
		Facet facet = new FilesFacet("files", 1);
		Inventory inventory = new Inventory.Builder().add(Item.file("found", new TreeMap<>(), file))
				.leftOut(".keys", "by name").leftOut("alone", "secrets").leftOut("cache", "caches").build();
		SystemDescription system = clone.describe(NONE);
		FacetContext context = new FacetContext(system, system.accounts().get(1),
				List.of(Rule.of("by name", "", Rule.Effect.SECRET, ".keys"),
						Rule.of("caches", "", Rule.Effect.IGNORE, "cache")));
		Surveyed surveyed = new Surveyed(system, List.of(), new Survey.Builder().add(file).build(),
				Map.of(facet, context), Map.of(facet, inventory));
		Plan plan = new Plan(null, List.of(), List.of(), List.of(), PackagePlan.NONE, List.of(), List.of());

		RecordedState state = new StateRecording(recorder, plan).before(clone, surveyed, Map.of(), NONE);

		assertEquals(Set.of(found, MachinePath.of("/home/ann/.keys"), MachinePath.of("/home/ann/alone")),
				state.withheld());
		assertTrue(state.isWithheld(MachinePath.of("/home/ann/.keys/one")));
	}

	@Test
	void aChangeOfWhatIsNotKeptIsRefused() {
		for (String content : List.of(TOKEN, "password=hunter2\n")) {
			for (boolean surveyed : List.of(true, false)) {
				FileEntry file = file(content);
				MachineException refused = assertThrows(MachineException.class, () -> before(file, content, surveyed));
				assertTrue(refused.getMessage().contains("a roll back could not bring it back"), refused.getMessage());
				assertEquals(List.of(), kept);
			}
		}
	}
}
