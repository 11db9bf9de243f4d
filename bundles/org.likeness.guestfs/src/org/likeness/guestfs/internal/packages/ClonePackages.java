/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.CloneFolder;
import org.likeness.core.Digest;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.PackageChange;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageRequest;
import org.likeness.core.PackageResolver;
import org.likeness.core.PackageWish;
import org.likeness.core.Want;

/** Finds and gets packages for a clone with the laptop's apt. */
public final class ClonePackages implements PackageResolver {

	/** So long what the sources have is not asked for again. */
	private static final Duration FRESH = Duration.ofMinutes(10);

	/** Such a path means itself in apt's settings and in lists of sources. */
	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+-]+");

	/** Addresses of sources may hold passwords. */
	private static final FileAttribute<Set<PosixFilePermission>> PRIVATE = PosixFilePermissions
			.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

	private final Machine clone;
	private final Path image;
	private final Path folder;
	private Digest sources;
	private Instant updated = Instant.MIN;
	private String unreachable;

	/**
	 * @param clone  is read
	 * @param folder where apt finds what it works for: a plain path, of this clone only; made if it is missing
	 */
	public ClonePackages(Machine clone, Path image, Path folder) {
		this.clone = clone;
		this.image = image;
		this.folder = folder;
	}

	/** @return what is asked of the clone for each plan, whatever is wished */
	public static List<Want> wants() {
		return AptFiles.request().wants();
	}

	@Override
	public PackagePlan resolve(PackageRequest request, IProgressMonitor monitor) throws MachineException {
		return alone(() -> find(request, monitor));
	}

	@Override
	public void fetch(PackagePlan plan, IProgressMonitor monitor) throws MachineException {
		alone(() -> {
			get(plan, monitor);
			return null;
		});
	}

	/** What is done while nobody else works in the folder. */
	@FunctionalInterface
	private interface Work<T> {
		T run() throws MachineException, IOException;
	}

	private <T> T alone(Work<T> work) throws MachineException {
		if (!PLAIN.matcher(folder.toString()).matches()) {
			throw new MachineException("apt can't work in a folder of such a name", folder.toString(),
					"The clone is as it was.", "Set XDG_CACHE_HOME to a folder whose path has no spaces or quotes.");
		}
		synchronized (ClonePackages.class) { // a lock on a file is one of the whole process
			try {
				Files.createDirectories(folder.getParent());
				if (!Files.isDirectory(folder)) {
					Files.createDirectory(folder, PRIVATE);
				}
				Files.setPosixFilePermissions(folder, PRIVATE.value());
				try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
						StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
					return work.run();
				}
			} catch (IOException e) {
				throw failed(e);
			}
		}
	}

	private PackagePlan find(PackageRequest request, IProgressMonitor monitor) throws MachineException, IOException {
		SubMonitor progress = SubMonitor.convert(monitor, "Finding packages for " + clone.label(), 100);
		List<PackageWish> wishes = request.wishes();
		AptFiles files = new AptFiles(clone.survey(AptFiles.request(), progress.split(18)));
		files.change(request.changes(), request.source(), progress.split(2));
		List<String> architectures = files.architectures();
		if (architectures.isEmpty()) {
			throw new MachineException("The clone has no dpkg", clone.label(), "Nothing was changed.",
					"Leave packages out.");
		}
		LaptopApt apt = configure(files, architectures);
		if (wishes.stream().anyMatch(PackageWish::isInstalled)) {
			update(apt, files.sources(), progress.split(30));
		}
		return new Resolution(apt, pool(), architectures.get(0), unreachable).resolve(wishes, progress.split(50));
	}

	private PackagePool pool() throws IOException {
		return PackagePool.of(CloneFolder.of(image));
	}

	private Path root() {
		return folder.resolve("root");
	}

	private LaptopApt configure(AptFiles files, List<String> architectures) throws IOException {
		if (Files.isDirectory(root())) {
			try (Stream<Path> left = Files.walk(root())) {
				for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
		}
		Files.createDirectories(root());
		files.write(root());
		LaptopApt apt = new LaptopApt(root());
		apt.configure(architectures);
		return apt;
	}

	/** What was had of the sources before still serves when they can't be reached. */
	private void update(LaptopApt apt, Digest of, IProgressMonitor monitor) throws MachineException {
		if (of.equals(sources) && unreachable == null && updated.plus(FRESH).isAfter(Instant.now())) {
			return;
		}
		LaptopApt.Answer answer = apt.run(monitor, "apt-get", "update", "-q");
		sources = of;
		updated = Instant.now();
		unreachable = answer.status() == 0 ? null
				: answer.lines().stream().filter(line -> line.matches("(E|Err\\S*|W): .*")).findFirst()
						.map(line -> line.replaceFirst("^\\S+ ", "")).orElse("apt does not say why");
	}

	private void get(PackagePlan plan, IProgressMonitor monitor) throws MachineException, IOException {
		SubMonitor progress = SubMonitor.convert(monitor, "Fetching packages for " + clone.label(), 100);
		LaptopApt apt = new LaptopApt(root());
		PackagePool pool = pool();
		Path incoming = pool.incoming();
		List<String> wanted = plan.installed().stream().filter(change -> pool.size(change.archive()).isEmpty())
				.map(change -> Resolution.exactly(change.name(), change.architecture(), change.to())).toList();
		download(apt, incoming, wanted, progress.split(60));
		pool.accept(incoming);
		for (PackageChange change : plan.installed()) {
			if (pool.size(change.archive()).isEmpty()) {
				throw new MachineException("A package can't be fetched", change.archive(),
						"The clone is as it was.",
						"Try again, or leave that package out.");
			}
		}
		keepReplaced(plan, apt, pool, incoming, progress.split(40));
	}

	/** So that a rollback has them. */
	private static void keepReplaced(PackagePlan plan, LaptopApt apt, PackagePool pool, Path incoming,
			SubMonitor monitor) throws MachineException, IOException {
		List<String> kept = plan.replaced().stream()
				.map(change -> Resolution.exactly(change.name(), replacedArchitecture(change), change.from())).toList();
		try {
			download(apt, incoming, kept, monitor);
		} catch (MachineException e) {
			return; // what a plan installs is there, and some of these may not be whole
		}
		pool.accept(incoming);
	}

	private static String replacedArchitecture(PackageChange change) {
		boolean wished = change.wish() != null && change.wish().now() != null;
		return wished ? change.wish().now().architecture() : change.architecture();
	}

	/** apt checks the signatures of the sources, and with them what it gets. */
	private static void download(LaptopApt apt, Path into, List<String> packages, IProgressMonitor monitor)
			throws MachineException {
		if (packages.isEmpty()) {
			return;
		}
		List<String> words = new ArrayList<>(
				List.of("sh", "-c", "cd \"$1\" && shift && exec apt-get -q download \"$@\"", "sh", into.toString()));
		words.addAll(packages);
		LaptopApt.Answer answer = apt.run(monitor, words.toArray(String[]::new));
		if (answer.status() != 0) {
			throw new MachineException("The packages can't be fetched (" + answer.error() + ")", into.toString(),
					"The clone is as it was.", "See that the clone's package sources can be reached, then try again.");
		}
	}

	private MachineException failed(IOException cause) {
		return new MachineException("Packages can't be found or fetched (" + cause + ")", folder.toString(),
				"The clone is as it was.", "See that there is room, and that the folder can be written to.", cause);
	}
}
