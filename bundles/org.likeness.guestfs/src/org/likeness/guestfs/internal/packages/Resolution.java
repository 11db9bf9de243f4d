/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.OperationCanceledException;
import org.likeness.core.Digest;
import org.likeness.core.MachineException;
import org.likeness.core.PackageChange;
import org.likeness.core.PackageFile;
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

		PackageState meant() {
			return wish.wanted() == null ? wish.now() : wish.wanted();
		}

		boolean isFor(Simulation.Step step) {
			return meant().name().equals(step.name());
		}
	}

	private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9+.-]*");
	private static final Pattern URI = Pattern.compile("'.*' (\\S+) (\\d{1,18}) SHA256:([0-9a-f]{64})");

	private final LaptopApt apt;
	private final PackagePool pool;
	private final Map<String, Digest> known;
	private final String architecture;
	private final String unreachable;
	private final List<Request> admitted = new ArrayList<>();
	private final Map<PackageWish, String> refused = new HashMap<>();
	private final Map<PackageWish, String> instead = new HashMap<>();
	/** Files of the pool that are installed because no source has them; they hold what they are known to. */
	private final Set<String> fromPool = new HashSet<>();
	private Simulation simulation;

	/**
	 * @param known        what files of packages hold that sources had, by their names
	 * @param architecture the clone's own
	 * @param unreachable  why not all sources could be reached; {@code null} if they could
	 */
	Resolution(LaptopApt apt, PackagePool pool, Map<String, Digest> known, String architecture, String unreachable) {
		this.apt = apt;
		this.pool = pool;
		this.known = known;
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

	PackagePlan resolve(List<PackageWish> wishes, IProgressMonitor monitor) throws MachineException, IOException {
		List<Request> requests = requests(wishes, monitor);
		simulation = simulate(List.of(), monitor);
		admit(requests, monitor);
		// Alone, some can't come true that can together with others that were admitted later.
		for (Request request : requests) {
			if (refused.remove(request.wish()) != null) {
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
		} else if (pool.holds(archive, known.get(archive))) {
			fromPool.add(archive);
			requests.add(new Request(wish, pool.file(archive).toString()));
		} else if (available.newest(name).isEmpty()) {
			refused.put(wish, "none of the clone's package sources has it" + why());
		} else if (wish.now() != null && available.newest(name).get().equals(wish.now().version())) {
			refused.put(wish, "version " + wanted.version() + " can't be had any more" + why());
		} else {
			instead.put(wish, available.newest(name).get());
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
			refused.put(candidates.get(0).wish(), problem);
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
				List.of("apt-get", "--simulate", "-q"));
		words.addAll(apt.withFiles());
		words.add("install");
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

	private List<PackageChange> changes(IProgressMonitor monitor) throws MachineException, IOException {
		Map<String, PackageFile> files = files(monitor);
		InstalledSizes installed = installedSizes(monitor);
		List<PackageChange> changes = new ArrayList<>();
		for (Simulation.Step step : simulation.installed()) {
			PackageFile comes = files.get(archive(step));
			if (comes == null) {
				throw new MachineException("apt knows no SHA-256 checksum of a package, so it can't be fetched",
						exactly(step.name(), step.architecture(), step.to()), "Nothing was changed.",
						"Leave out what needs it, or see what is wrong with its package source.");
			}
			PackageWish wish = wish(step);
			changes.add(new PackageChange(step.name(), step.architecture(), step.from(), step.to(), comes,
					step.from() == null ? null : files.get(replacedArchive(step)),
					installed.bytes(step.name(), step.to(), step.architecture()),
					installed.bytes(step.name(), step.from(), replacedArchitecture(wish, step)), wish));
		}
		for (Simulation.Step step : simulation.removed()) {
			PackageWish wish = wish(step);
			String architecture = replacedArchitecture(wish, step);
			changes.add(new PackageChange(step.name(), architecture, step.from(), null, null,
					files.get(replacedArchive(step)), 0, installed.bytes(step.name(), step.from(), architecture),
					wish));
		}
		changes.sort(Comparator.comparing(PackageChange::name).thenComparing(PackageChange::architecture));
		return changes;
	}

	/** @return the wish that a step makes true, of several of one name that of its architecture; else {@code null} */
	private PackageWish wish(Simulation.Step step) {
		List<Request> found = admitted.stream().filter(request -> request.isFor(step)).toList();
		return found.stream().filter(request -> request.meant().architecture().equals(step.architecture())).findFirst()
				.or(() -> found.stream().findFirst()).map(Request::wish).orElse(null);
	}

	/** apt does not tell which packages are for all architectures when they go. */
	private static String replacedArchitecture(PackageWish wish, Simulation.Step step) {
		boolean known = wish != null && wish.now() != null && wish.now().version().equals(step.from());
		return known ? wish.now().architecture() : step.architecture();
	}

	private InstalledSizes installedSizes(IProgressMonitor monitor) throws MachineException {
		List<String> wanted = new ArrayList<>();
		for (Simulation.Step step : simulation.installed()) {
			wanted.add(fromPool.contains(archive(step)) ? pool.file(archive(step)).toString()
					: exactly(step.name(), step.architecture(), step.to()));
		}
		return InstalledSizes.of(apt, wanted, monitor);
	}

	private static String archive(Simulation.Step step) {
		return PackagePool.fileName(step.name(), step.to(), step.architecture());
	}

	private String replacedArchive(Simulation.Step step) {
		return PackagePool.fileName(step.name(), step.from(), replacedArchitecture(wish(step), step));
	}

	/** @return by name, the files of all that comes, and of all that goes and can be kept */
	private Map<String, PackageFile> files(IProgressMonitor monitor) throws MachineException, IOException {
		List<String> wanted = new ArrayList<>();
		Map<String, PackageFile> files = new HashMap<>();
		for (Simulation.Step step : simulation.installed()) {
			if (fromPool.contains(archive(step))) {
				files.put(archive(step), ofPool(archive(step)));
			} else {
				wanted.add(exactly(step.name(), step.architecture(), step.to()));
			}
		}
		List<Simulation.Step> going = Stream.concat(simulation.installed().stream(), simulation.removed().stream())
				.filter(step -> step.from() != null).toList();
		AvailableVersions available = AvailableVersions.of(apt,
				going.stream().map(step -> asked(step.name(), replacedArchitecture(wish(step), step))).distinct()
						.toList(),
				monitor);
		for (Simulation.Step step : going) {
			String of = replacedArchitecture(wish(step), step);
			String archive = replacedArchive(step);
			if (available.has(asked(step.name(), of), step.from())) {
				wanted.add(exactly(step.name(), of, step.from()));
			} else if (pool.holds(archive, known.get(archive))) {
				files.put(archive, ofPool(archive));
			}
		}
		files.putAll(ofSources(wanted, monitor));
		return files;
	}

	private PackageFile ofPool(String archive) throws IOException {
		return new PackageFile(archive, pool.size(archive), known.get(archive), true);
	}

	/** apt tells the strongest checksum that it has, unless it is asked for one; all sources have this one. */
	private Map<String, PackageFile> ofSources(List<String> wanted, IProgressMonitor monitor)
			throws MachineException {
		Map<String, PackageFile> files = new HashMap<>();
		if (!wanted.isEmpty()) {
			List<String> words = new ArrayList<>(List.of("apt-get", "--print-uris", "-q", "-o",
					"Acquire::ForceHash=SHA256", "download"));
			words.addAll(wanted);
			for (String line : apt.run(monitor, words.toArray(String[]::new)).lines()) {
				Matcher uri = URI.matcher(line);
				if (uri.matches()) {
					Digest digest = Digest.ofHex(uri.group(3));
					files.put(uri.group(1), new PackageFile(uri.group(1), Long.parseLong(uri.group(2)), digest,
							pool.holds(uri.group(1), digest)));
				}
			}
		}
		return files;
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
			if (wanted != null && !refused.containsKey(wish)) {
				marks.put(wanted.name() + ":" + wanted.architecture(), wanted);
			}
		}
		return marks;
	}
}
