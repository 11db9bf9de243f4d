/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.likeness.core.Account;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.MachinePath;
import org.likeness.core.SystemDescription;
import org.likeness.core.UserFolders;
import org.likeness.laptop.internal.ConfinedRoot;
import org.likeness.laptop.internal.DigestCache;
import org.likeness.laptop.internal.FileOpener;
import org.likeness.laptop.internal.FileStamp;
import org.likeness.laptop.internal.Mounts;
import org.likeness.laptop.internal.NativeNames;
import org.likeness.laptop.internal.Reasons;

/**
 * The laptop as a machine, and the person whose laptop it is. Files whose digest is known from before, and which are
 * proven to be unchanged, are not read again.
 */
public final class Laptop implements AutoCloseable {

	private static final String ROOT = "root";
	private static final Path SYSTEM_ROOT = Path.of("/");

	private final Machine machine;
	private final Account user;

	private Laptop(Machine machine, Account user) {
		this.machine = machine;
		this.user = user;
	}

	/**
	 * @param root the root of the system: {@code /}, or where the disk of a laptop is mounted
	 * @param home the home folder of the person meant, as the laptop names it or as it is reached below {@code root};
	 *             {@code null} to find it out: who started Likeness (also through sudo); of another root the only person
	 * @return the laptop, whose home folder can be read
	 * @throws MachineException if there is no system in {@code root}, or it is not clear whose home is meant, or that
	 *                          can't be read; nothing is changed
	 */
	public static Laptop open(Path root, Path home) throws MachineException {
		return open(root, home, false);
	}

	/**
	 * As {@link #open(Path, Path)}.
	 *
	 * @param remoteHome whether the home is read too if it lies on a remote file system, where that can take long, or hang
	 *                   while the network is away; otherwise it is told as unread, and all else is read
	 */
	public static Laptop open(Path root, Path home, boolean remoteHome) throws MachineException {
		return open(root, home, remoteHome, Mounts::current);
	}

	static Laptop open(Path root, Path home, boolean remoteHome, Supplier<Mounts> mounts) throws MachineException {
		boolean own = root.toAbsolutePath().normalize().equals(SYSTEM_ROOT);
		FolderMachine machine = new FolderMachine(own ? "laptop" : "laptop:" + root.toAbsolutePath().normalize(),
				own ? "laptop" : "laptop at " + root, root, FileOpener.REGULAR,
				new DigestCache(UserFolders.cache().resolve("laptop-digests")), mounts);
		SystemDescription system = machine.describe(new NullProgressMonitor());
		ConfinedRoot confined = machine.confined();
		Account user;
		if (home != null) {
			MachinePath meant = homeIn(root, home, confined);
			confined = remoteHome ? entering(meant, machine) : confined;
			user = ownerOf(meant, system, confined);
		} else {
			user = own ? ownUser(system) : onlyPerson(system, root);
		}
		confined = remoteHome ? entering(user.home(), machine) : confined;
		return new Laptop(checkHome(user, confined, own) ? machine : new RemoteHome(machine, user.home()), user);
	}

	/** @return the machine's root, with all mount points that lead to its home */
	private static ConfinedRoot entering(MachinePath home, FolderMachine machine) throws MachineException {
		while (true) {
			ConfinedRoot confined = machine.confined();
			try {
				confined.resolve(home);
				return confined;
			} catch (ConfinedRoot.NotEnteredException e) {
				machine.enter(e.mountPoint());
			} catch (IOException e) {
				// Whether it can be read is checked for every home, with a message of its own.
				return confined;
			}
		}
	}

	/** @return the laptop as a machine; closed with this */
	public Machine machine() {
		return machine;
	}

	/** @return whose settings and files are meant */
	public Account user() {
		return user;
	}

	@Override
	public void close() {
		machine.close();
	}

	private static String currentUser() {
		String sudo = System.getenv("SUDO_USER");
		String current = System.getProperty("user.name");
		return "root".equals(current) && sudo != null && !sudo.isEmpty() ? sudo : current;
	}

	/** A user need not be in passwd: a company's may come from a directory service. */
	private static Account ownUser(SystemDescription system) throws MachineException {
		String name = currentUser();
		Optional<Account> account = system.account(name);
		if (account.isPresent()) {
			return account.get();
		}
		Path home = Path.of(System.getProperty("user.home"));
		if (!name.equals(System.getProperty("user.name")) || !home.isAbsolute()) {
			throw new MachineException("The home folder of " + name + " is not known", "/etc/passwd",
					"Nothing was changed.", "Name it with --home DIR.");
		}
		return unlisted(name, MachinePath.of(NativeNames.name(home.normalize())), home);
	}

	private static Account unlisted(String name, MachinePath home, Path real) {
		int uid = -1;
		int gid = -1;
		try {
			FileStamp stamp = FileStamp.of(real);
			uid = stamp.uid();
			gid = stamp.gid();
		} catch (IOException e) {
			// Whether it can be read is checked for every home, with a message of its own.
			return new Account(name, uid, gid, "", home, "");
		}
		return new Account(name, uid, gid, "", home, "");
	}

	private static Account onlyPerson(SystemDescription system, Path root) throws MachineException {
		List<Account> people = system.accounts().stream().filter(Account::isHuman).toList();
		Optional<Account> same = people.stream().filter(account -> account.name().equals(currentUser())).findFirst();
		if (people.size() == 1 || same.isPresent()) {
			return same.orElseGet(() -> people.get(0));
		}
		String who = people.isEmpty() ? "no person"
				: people.stream().map(Account::name).collect(Collectors.joining(", "));
		throw new MachineException("It is not clear whose laptop this is: its passwd file has " + who, root.toString(),
				"Nothing was changed.", "Name the home folder with --home DIR.");
	}

	/** A home below another root may be named as that system names it, or as it is reached from here. */
	private static MachinePath homeIn(Path root, Path home, ConfinedRoot confined) throws MachineException {
		Path given = home.toAbsolutePath().normalize();
		Path top = root.toAbsolutePath().normalize();
		MachinePath inside = MachinePath.of(NativeNames.name(given));
		if (!top.equals(SYSTEM_ROOT) && given.startsWith(top) && !given.equals(top)) {
			MachinePath below = MachinePath.ROOT.resolve(NativeNames.name(top.relativize(given)));
			return exists(inside, confined) ? inside : below;
		}
		return inside;
	}

	private static boolean exists(MachinePath path, ConfinedRoot confined) {
		try {
			confined.resolve(path);
			return true;
		} catch (IOException e) {
			return false;
		}
	}

	/** Whose home it is a directory service may know; its name is the best guess, and whoever runs this is none. */
	private static Account ownerOf(MachinePath home, SystemDescription system, ConfinedRoot confined)
			throws MachineException {
		Optional<Account> listed = system.accounts().stream().filter(account -> account.home().equals(home))
				.findFirst();
		if (listed.isPresent()) {
			return listed.get();
		}
		try {
			Path real = confined.resolve(home);
			int uid = FileStamp.of(real).uid();
			return system.accounts().stream().filter(account -> account.uid() == uid && !account.name().equals(ROOT))
					.findFirst()
					.map(account -> new Account(account.name(), uid, account.gid(), account.fullName(), home,
							account.shell()))
					.orElseGet(() -> unlisted(home.name().toString(), home, real));
		} catch (ConfinedRoot.NotEnteredException e) {
			return new Account(home.name().toString(), -1, -1, "", home, "");
		} catch (IOException e) {
			throw unreadable(home, e);
		}
	}

	/** @return whether it can be read; if not, it lies on a remote file system that nobody asked for */
	private static boolean checkHome(Account user, ConfinedRoot confined, boolean own) throws MachineException {
		try {
			Path real = confined.resolve(user.home());
			if (!Files.isDirectory(real)) {
				throw new MachineException("The home folder of " + user.name() + " is not a folder",
						user.home().toString(), "Nothing was changed.", "Name the home folder with --home DIR.");
			}
			if (!Files.isReadable(real) || !Files.isExecutable(real)) {
				throw new MachineException("The home folder of " + user.name() + " can't be read: permission denied",
						user.home().toString(), "Nothing was changed.", own
								? "Run Likeness as " + user.name() + ", or name another home folder with --home DIR."
								: "Run Likeness as a user who may read it (sudo), or name another with --home DIR.");
			}
			return true;
		} catch (ConfinedRoot.NotEnteredException e) {
			return false;
		} catch (IOException e) {
			throw unreadable(user.home(), e);
		}
	}

	private static MachineException unreadable(MachinePath home, IOException cause) {
		return new MachineException(
				cause instanceof NoSuchFileException ? "There is no such home folder"
						: "The home folder can't be read: " + Reasons.of(cause),
				home.toString(), "Nothing was changed.", "Name a home folder that can be read with --home DIR.", cause);
	}
}
