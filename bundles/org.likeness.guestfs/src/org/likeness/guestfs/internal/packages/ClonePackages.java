/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.packages;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.CloneFolder;
import org.likeness.core.Digest;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.PackageChange;
import org.likeness.core.PackageFile;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageRequest;
import org.likeness.core.PackageResolver;
import org.likeness.core.PackageWish;
import org.likeness.core.Want;
import org.likeness.guestfs.internal.AptSettings;

/** Finds and gets packages for a clone with the laptop's apt. */
public final class ClonePackages implements PackageResolver {

	/** So long what the sources have is not asked for again. */
	private static final Duration FRESH = Duration.ofMinutes(10);

	/** Such a path means itself in apt's settings and in lists of sources. */
	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/._+-]+");

	/** What apt says where it is not given the method of a source. */
	private static final Pattern NO_METHOD = Pattern.compile("The method driver \\S*/([^/\\s]+) could not be found\\.");

	/** Where apt works for root, whose own folders keep all others out. */
	private static final Path OF_THE_SYSTEM = Path.of("/var/cache/likeness/apt");

	private final FetchUser user = FetchUser.ofThisProcess();
	private final Machine clone;
	private final Path image;
	private final Path folder;
	private final Supplier<AptSettings> settings;
	private final PasswordFiles passwords;
	private Digest sources;
	private Instant updated = Instant.MIN;
	private String unreachable;

	/**
	 * @param clone  is read
	 * @param folder where apt finds what it works for: a plain path, of this clone only; made if it is missing
	 */
	public ClonePackages(Machine clone, Path image, Path folder) {
		this(clone, image, folder, AptSettings::ofThisComputer);
	}

	/** @param settings tells those of the laptop's apt */
	ClonePackages(Machine clone, Path image, Path folder, Supplier<AptSettings> settings) {
		this.settings = settings;
		this.passwords = new PasswordFiles(folder.resolve("root"));
		this.clone = clone;
		this.image = image;
		this.folder = folder;
	}

	/**
	 * @param cache where this user's Likeness keeps what can be found out again
	 * @param name  a file name that no other clone has
	 * @return a folder for it in which apt can work
	 */
	public static Path folder(Path cache, String name) {
		Path own = cache.resolve("apt");
		return (FetchUser.ofThisProcess().reaches(own) ? own : OF_THE_SYSTEM).resolve(name);
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
				makeFolder();
				try (FileChannel channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE,
						StandardOpenOption.WRITE); FileLock lock = channel.lock()) {
					return withPasswords(work);
				}
			} catch (IOException e) {
				throw failed(e);
			}
		}
	}

	private <T> T withPasswords(Work<T> work) throws MachineException, IOException {
		Thread atExit = new Thread(this::hidePasswords, "hide passwords");
		Runtime.getRuntime().addShutdownHook(atExit);
		try {
			return work.run();
		} finally {
			hidePasswords();
			try {
				Runtime.getRuntime().removeShutdownHook(atExit);
			} catch (IllegalStateException e) {
				hidePasswords(); // this process ends, and the hook may have come too early
			}
		}
	}

	private void hidePasswords() {
		try {
			passwords.hide();
		} catch (IOException e) {
			return; // what can't be deleted now is, with the whole folder, before that is used again
		}
	}

	/** Addresses of sources may hold passwords; whom apt fetches as gets through to what is not one. */
	private void makeFolder() throws IOException, MachineException {
		Set<PosixFilePermission> mode = PosixFilePermissions.fromString(user.folderMode());
		Files.createDirectories(folder.getParent(), PosixFilePermissions.asFileAttribute(mode));
		if (!Files.isDirectory(folder)) {
			Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(mode));
		}
		Files.setPosixFilePermissions(folder, mode);
		if (!user.reaches(folder)) {
			throw new MachineException(
					"apt fetches packages as the user " + user.name() + ", who can't get to its folder",
					folder.toString(), "The clone is as it was.",
					"Let others through the folders above it (chmod o+x), or set XDG_CACHE_HOME to another one.");
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
		PackagePlan plan = new Resolution(apt, pool(), request.source().packageFiles(), architectures.get(0),
				unreachable)
				.resolve(wishes, progress.split(40));
		return plan.with(new GatheredData(clone).of(plan.removed(), progress.split(10)));
	}

	private PackagePool pool() throws IOException {
		return PackagePool.of(CloneFolder.of(image));
	}

	private Path root() {
		return folder.resolve("root");
	}

	private LaptopApt configure(AptFiles files, List<String> architectures) throws IOException {
		passwords.forget();
		removeTree(root());
		Files.createDirectory(root(),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		files.write(root());
		LaptopApt apt = new LaptopApt(root(), user);
		apt.configure(settings.get(), architectures);
		return apt;
	}

	private static void removeTree(Path tree) throws IOException {
		if (Files.isDirectory(tree, LinkOption.NOFOLLOW_LINKS)) {
			try (Stream<Path> left = Files.walk(tree)) {
				for (Path file : left.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
		}
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
						.map(line -> line.replaceFirst("^\\S+ ", "")).map(ClonePackages::plain)
						.orElse("apt does not say why");
	}

	private static String plain(String said) {
		Matcher method = NO_METHOD.matcher(said);
		return method.matches() ? "packages are not fetched by " + method.group(1)
				+ ": (Likeness::Methods in the laptop's apt.conf can allow that)" : said;
	}

	private void get(PackagePlan plan, IProgressMonitor monitor) throws MachineException, IOException {
		SubMonitor progress = SubMonitor.convert(monitor, "Fetching packages for " + clone.label(), 100);
		passwords.reveal();
		LaptopApt apt = new LaptopApt(root(), user);
		PackagePool pool = pool();
		pool.prepare();
		List<PackageChange> wanted = plan.installed().stream()
				.filter(change -> !pool.holds(change.comes().name(), change.comes().digest())).toList();
		download(apt, wanted.stream().map(change -> Resolution.exactly(change.name(), change.architecture(),
				change.to())).toList(), progress.split(60));
		for (PackageChange change : wanted) {
			PackageFile file = change.comes();
			if (!pool.take(incoming().resolve(file.name()), file.name(), file.digest())) {
				throw new MachineException("A package can't be fetched", file.name(), "The clone is as it was.",
						"Try again, or leave that package out.");
			}
		}
		keepReplaced(plan, apt, pool, progress.split(40));
	}

	/** So that a rollback has them. */
	private void keepReplaced(PackagePlan plan, LaptopApt apt, PackagePool pool, SubMonitor monitor)
			throws MachineException, IOException {
		List<PackageChange> replaced = plan.replaced();
		try {
			download(apt, replaced.stream().map(change -> Resolution.exactly(change.name(),
					replacedArchitecture(change), change.from())).toList(), monitor);
		} catch (MachineException e) {
			return; // what a plan installs is there
		}
		for (PackageChange change : replaced) {
			pool.take(incoming().resolve(change.goes().name()), change.goes().name(), change.goes().digest());
		}
	}

	private static String replacedArchitecture(PackageChange change) {
		boolean wished = change.wish() != null && change.wish().now() != null;
		return wished ? change.wish().now().architecture() : change.architecture();
	}

	private Path incoming() {
		return folder.resolve("incoming");
	}

	/** apt checks the signatures of the sources, and with them what it gets, into an empty folder. */
	private void download(LaptopApt apt, List<String> packages, IProgressMonitor monitor)
			throws MachineException, IOException {
		if (packages.isEmpty()) {
			return;
		}
		removeTree(incoming());
		user.give(Files.createDirectory(incoming()));
		List<String> words = new ArrayList<>(
				List.of("sh", "-c", "cd \"$1\" && shift && exec apt-get -q download \"$@\"", "sh",
						incoming().toString()));
		words.addAll(packages);
		LaptopApt.Answer answer = apt.run(monitor, words.toArray(String[]::new));
		if (answer.status() != 0) {
			throw new MachineException("The packages can't be fetched (" + answer.error() + ")",
					incoming().toString(), "The clone is as it was.",
					"See that the clone's package sources can be reached, then try again.");
		}
	}

	private MachineException failed(IOException cause) {
		return new MachineException("Packages can't be found or fetched (" + cause + ")", folder.toString(),
				"The clone is as it was.", "See that there is room, and that the folder can be written to.", cause);
	}
}
