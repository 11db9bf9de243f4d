/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.MachineException;
import org.likeness.core.PackageChange;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageState;
import org.likeness.core.PackageWish;

/**
 * Finds which wishes can come true together. All are tried at once; where that fails, halves of them, until those are
 * found that can't. For one use.
 */
final class Resolution {

	/** A wish in apt's words. */
	private record Request(PackageWish wish, String argument) {

		String name() {
			return (wish.wanted() == null ? wish.now() : wish.wanted()).name();
		}
	}

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*");
	private static final Pattern URI = Pattern.compile("'.*' (\\S+) (\\d+) \\S*");

	private final LaptopApt apt;
	private final PackagePool pool;
	private final String architecture;
	private final String unreachable;
	private final List<Request> admitted = new ArrayList<>();
	private final Map<String, String> refused = new HashMap<>();
	private final Map<String, String> instead = new HashMap<>();
	private Simulation simulation;

	/**
	 * @param architecture the clone's own
	 * @param unreachable  why not all sources could be reached; {@code null} if they could
	 */
	Resolution(LaptopApt apt, PackagePool pool, String architecture, String unreachable) {
		this.apt = apt;
		this.pool = pool;
		this.architecture = architecture;
		this.unreachable = unreachable;
	}

	/** @return how apt is asked for one version */
	static String exactly(String name, String architecture, String version) {
		return name + (architecture.equals("all") ? "" : ":" + architecture) + "=" + version;
	}

	/** @return how apt names a package of an architecture, itself working for {@code own} */
	static String named(String name, String architecture, String own) {
		return architecture.equals("all") || architecture.equals(own) ? name : name + ":" + architecture;
	}

	private String asked(String name, String of) {
		return named(name, of, architecture);
	}

	PackagePlan resolve(List<PackageWish> wishes, IProgressMonitor monitor) throws MachineException {
		List<Request> requests = requests(wishes, monitor);
		simulation = simulate(List.of(), monitor);
		admit(requests, monitor);
		// Alone, some can't come true that can together with others that were admitted later.
		for (Request request : requests) {
			if (refused.remove(request.wish().key()) != null) {
				admit(List.of(request), monitor);
			}
		}
		List<PackageChange> changes = changes(monitor);
		Map<String, PackageState> marks = marks(wishes, changes);
		instead.keySet().removeAll(refused.keySet());
		return new PackagePlan(changes, List.copyOf(marks.values()), instead, refused);
	}

	private List<Request> requests(List<PackageWish> wishes, IProgressMonitor monitor) throws MachineException {
		List<PackageState> wanted = wishes.stream().filter(PackageWish::isInstalled).map(PackageWish::wanted)
				.filter(state -> NAME.matcher(state.name()).matches()).toList();
		AvailableVersions available = AvailableVersions.of(apt,
				wanted.stream().map(state -> asked(state.name(), state.architecture())).distinct().toList(), monitor);
		List<Request> requests = new ArrayList<>();
		for (PackageWish wish : wishes) {
			if (wish.wanted() == null) {
				requests.add(new Request(wish, asked(wish.now().name(), wish.now().architecture()) + "-"));
			} else if (wish.isInstalled()) {
				request(wish, available, requests);
			}
		}
		return requests;
	}

	private void request(PackageWish wish, AvailableVersions available, List<Request> requests) {
		PackageState wanted = wish.wanted();
		String name = asked(wanted.name(), wanted.architecture());
		String archive = PackagePool.fileName(wanted.name(), wanted.version(), wanted.architecture());
		if (available.has(name, wanted.version())) {
			requests.add(new Request(wish, name + "=" + wanted.version()));
		} else if (pool.size(archive).isPresent()) {
			requests.add(new Request(wish, pool.file(archive).toString()));
		} else if (available.newest(name).isEmpty()) {
			refused.put(wish.key(), "none of the clone's package sources has it" + why());
		} else if (wish.now() != null && available.newest(name).get().equals(wish.now().version())) {
			refused.put(wish.key(), "version " + wanted.version() + " can't be had any more" + why());
		} else {
			instead.put(wish.key(), available.newest(name).get());
			requests.add(new Request(wish, name + "=" + available.newest(name).get()));
		}
	}

	private String why() {
		return unreachable == null ? "" : ", and not all could be reached: " + unreachable;
	}

	private void admit(List<Request> candidates, IProgressMonitor monitor) throws MachineException {
		if (candidates.isEmpty()) {
			return;
		}
		if (monitor.isCanceled()) {
			throw new OperationCanceledException();
		}
		List<Request> tried = new ArrayList<>(admitted);
		tried.addAll(candidates);
		Simulation result = simulate(tried, monitor);
		String problem = result.problem().orElseGet(() -> unasked(result, tried));
		if (problem == null) {
			admitted.addAll(candidates);
			simulation = result;
		} else if (candidates.size() == 1) {
			refused.put(candidates.get(0).wish().key(), problem);
		} else {
			int half = candidates.size() / 2;
			admit(candidates.subList(0, half), monitor);
			admit(candidates.subList(half, candidates.size()), monitor);
		}
	}

	private Simulation simulate(List<Request> requests, IProgressMonitor monitor) throws MachineException {
		if (requests.isEmpty()) {
			return new Simulation(new LaptopApt.Answer(0, List.of()), architecture);
		}
		// Packages of the pool are files. Of sources that are files there are still no lists: those come by an update.
		List<String> words = new ArrayList<>(
				List.of("apt-get", "--simulate", "-q", "-o", "Dir::Bin::Methods::file=file", "install"));
		requests.forEach(request -> words.add(request.argument()));
		return new Simulation(apt.run(monitor, words.toArray(String[]::new)), architecture);
	}

	/** @return what would go although nobody chose that; {@code null} if nothing would */
	private String unasked(Simulation result, List<Request> requests) {
		Set<String> asked = new HashSet<>();
		requests.stream().map(Request::wish).filter(wish -> wish.wanted() == null).map(PackageWish::now)
				.forEach(now -> asked.add(asked(now.name(), now.architecture())));
		List<String> others = result.removed().stream().map(step -> asked(step.name(), step.architecture()))
				.filter(name -> !asked.contains(name)).toList();
		return others.isEmpty() ? null
				: "the clone would lose " + String.join(", ", others.subList(0, Math.min(3, others.size())))
						+ (others.size() > 3 ? " and " + (others.size() - 3) + " more" : "") + ", which was not chosen";
	}

	private List<PackageChange> changes(IProgressMonitor monitor) throws MachineException {
		Set<String> chosen = new HashSet<>();
		admitted.forEach(request -> chosen.add(request.name()));
		Map<String, Long> sizes = sizes(monitor);
		List<PackageChange> changes = new ArrayList<>();
		for (Simulation.Step step : simulation.installed()) {
			String archive = PackagePool.fileName(step.name(), step.to(), step.architecture());
			OptionalLong fetched = pool.size(archive);
			changes.add(new PackageChange(step.name(), step.architecture(), step.from(), step.to(), archive,
					fetched.orElse(sizes.getOrDefault(archive, 0L)), fetched.isPresent(),
					chosen.contains(step.name())));
		}
		for (Simulation.Step step : simulation.removed()) {
			changes.add(new PackageChange(step.name(), installedArchitecture(step), step.from(), null, null, 0, true,
					true));
		}
		changes.sort(Comparator.comparing(PackageChange::name).thenComparing(PackageChange::architecture));
		return changes;
	}

	/** apt does not tell which packages are for all architectures when they go. */
	private String installedArchitecture(Simulation.Step step) {
		return admitted.stream().map(Request::wish).map(PackageWish::now)
				.filter(now -> now != null && now.name().equals(step.name()) && now.version().equals(step.from()))
				.map(PackageState::architecture).findFirst().orElse(step.architecture());
	}

	/** @return by file, how many bytes would be fetched */
	private Map<String, Long> sizes(IProgressMonitor monitor) throws MachineException {
		List<String> words = new ArrayList<>(List.of("apt-get", "--print-uris", "-q", "download"));
		for (Simulation.Step step : simulation.installed()) {
			if (pool.size(PackagePool.fileName(step.name(), step.to(), step.architecture())).isEmpty()) {
				words.add(exactly(step.name(), step.architecture(), step.to()));
			}
		}
		Map<String, Long> sizes = new HashMap<>();
		if (words.size() > 4) {
			for (String line : apt.run(monitor, words.toArray(String[]::new)).lines()) {
				Matcher uri = URI.matcher(line);
				if (uri.matches()) {
					sizes.put(uri.group(1), Long.parseLong(uri.group(2)));
				}
			}
		}
		return sizes;
	}

	/** What comes along is marked so; what is there already and only gets another version keeps its marks. */
	private Map<String, PackageState> marks(List<PackageWish> wishes, List<PackageChange> changes) {
		Map<String, PackageState> marks = new TreeMap<>();
		for (PackageChange change : changes) {
			if (change.from() == null && !change.chosen()) {
				marks.put(change.name() + ":" + change.architecture(),
						new PackageState(change.name(), change.architecture(), change.to(), true, false));
			}
		}
		for (PackageWish wish : wishes) {
			PackageState wanted = wish.wanted();
			if (wanted != null && !refused.containsKey(wish.key())) {
				marks.put(wanted.name() + ":" + wanted.architecture(), wanted);
			}
		}
		return marks;
	}
}
