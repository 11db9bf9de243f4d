/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.core;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.IProgressMonitor;

/** A clone whose packages are lines of one file. It notes what is done with it, in order. */
final class PackageClone extends MachineWrapper implements ChangeableMachine, PackageResolver {

	/** How much each package takes. */
	static final long UNPACKED = 1000;

	private final MemoryMachine machine;
	private final List<String> calls = new ArrayList<>();
	private final Map<String, String> unavailable = new HashMap<>();
	private String needed;
	private String failing = "";

	PackageClone(MemoryMachine machine) {
		super(machine);
		this.machine = machine;
	}

	/** Lets a package be nowhere. */
	PackageClone unavailable(String name, String reason) {
		unavailable.put(name, reason);
		return this;
	}

	/** Lets each package that comes need another one; {@code null} for none. */
	PackageClone needing(String name) {
		needed = name;
		return this;
	}

	/** Lets a call fail. */
	PackageClone failing(String call) {
		failing = call;
		return this;
	}

	List<String> calls() {
		return calls;
	}

	private void call(String call) throws MachineException {
		calls.add(call);
		if (call.startsWith(failing + " ")) {
			throw new MachineException("It failed at " + failing, label(), "The clone is as it was.", "Try again.");
		}
	}

	@Override
	public Optional<PackageResolver> packages() {
		return Optional.of(this);
	}

	@Override
	public PackagePlan resolve(PackageRequest request, IProgressMonitor monitor) {
		calls.add("resolve " + request.wishes().stream().map(PackageWish::key).toList());
		List<PackageChange> changes = new ArrayList<>();
		Map<PackageWish, String> refused = new HashMap<>();
		for (PackageWish wish : request.wishes()) {
			if (unavailable.containsKey(wish.key())) {
				refused.put(wish, unavailable.get(wish.key()));
			} else {
				changes.add(change(wish.key(), wish.now() == null ? null : wish.now().version(),
						wish.wanted() == null ? null : wish.wanted().version(), wish));
			}
		}
		if (needed != null && !changes.isEmpty()) {
			changes.add(change(needed, null, "1", null));
		}
		changes.sort(Comparator.comparing(PackageChange::name));
		return new PackagePlan(changes, List.of(), Map.of(), refused);
	}

	private static PackageChange change(String name, String from, String to, PackageWish wish) {
		return new PackageChange(name, "all", from, to, to == null ? null : file(name + ".deb", 10, false), null,
				to == null ? 0 : UNPACKED, from == null ? 0 : UNPACKED, wish);
	}

	static PackageFile file(String name, long size, boolean fetched) {
		return new PackageFile(name, size, Digest.of(new byte[Digest.LENGTH]), fetched);
	}

	@Override
	public void fetch(PackagePlan plan, IProgressMonitor monitor) throws MachineException {
		call("fetch " + names(plan));
	}

	private static List<String> names(PackagePlan plan) {
		return plan.changes().stream().map(PackageChange::name).toList();
	}

	@Override
	public Optional<String> recover(RecordPublisher recorder, IProgressMonitor monitor) {
		return Optional.empty();
	}

	@Override
	public Transaction begin(IProgressMonitor monitor) {
		calls.add("begin");
		return new Transaction() {

			@Override
			public Machine machine() {
				return PackageClone.this;
			}

			@Override
			public void write(List<FileChange> changes, Machine source, IProgressMonitor progress)
					throws MachineException {
				call("write " + changes.stream().map(change -> change.path().toString()).toList());
				for (FileChange change : changes) {
					if (change.content() instanceof FileChange.Made made) {
						machine.put(change.path().toString(),
								new String(made.bytes(), StandardCharsets.UTF_8));
					}
				}
			}

			@Override
			public void install(PackagePlan packages, IProgressMonitor progress) throws MachineException {
				call("install " + names(packages));
				change(packages);
			}

			@Override
			public void commit(String record, RecordPublisher publisher, IProgressMonitor progress)
					throws MachineException {
				call("commit " + record);
				publisher.publish(record);
			}

			@Override
			public void close() {
				calls.add("close");
			}
		};
	}

	private void change(PackagePlan packages) throws MachineException {
		Map<String, String> lines = new TreeMap<>();
		machine.read(List.of(MachinePath.of(PackageLines.FILE)), (path, size, in) -> new String(in.readAllBytes(),
				StandardCharsets.UTF_8).lines().map(line -> line.split("="))
				.forEach(pair -> lines.put(pair[0], pair[1])), null);
		for (PackageChange change : packages.changes()) {
			if (change.to() == null) {
				lines.remove(change.name());
			} else {
				lines.put(change.name(), change.to());
			}
		}
		machine.put(PackageLines.FILE,
				lines.entrySet().stream().map(line -> line + "\n").collect(Collectors.joining()));
	}
}
