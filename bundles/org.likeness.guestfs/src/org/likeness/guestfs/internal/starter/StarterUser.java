/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.likeness.core.MachineException;

/**
 * Who can log in to the clone: like the user of that name on the laptop, but with a password of the clone's own.
 *
 * @param name     login name
 * @param uid      user number
 * @param gid      number of the first group
 * @param group    name of the first group
 * @param fullName the GECOS field
 * @param home     home folder
 * @param shell    login shell; the clone may lack it
 * @param groups   the further groups; the clone may lack some
 */
record StarterUser(String name, int uid, int gid, String group, String fullName, String home, String shell,
		List<String> groups) {

	static final String ROOT = "root";

	private static final int FIRST_HUMAN = 1000;

	/** As {@code useradd --badname} takes it: laptops in a domain have dots and capitals in their names. */
	private static final String NAME = "[A-Za-z_][A-Za-z0-9_.-]{0,31}";

	/**
	 * @param laptop    the laptop's files
	 * @param requested the user's name, or null for the one who runs this
	 * @return nothing if the clone is to have no user but root
	 * @throws MachineException if nobody can have that name
	 */
	static Optional<StarterUser> choose(LaptopFiles laptop, String requested) throws MachineException {
		String name = requested != null ? requested : currentUser(laptop);
		if (name.equals(ROOT)) {
			return Optional.empty();
		}
		if (!name.matches(NAME)) {
			throw new MachineException("That can't be the name of a user", name, "No clone was made.",
					"Choose a name of at most 32 letters, digits, \"_\", \"-\" and \".\" that begins with a letter.");
		}
		List<String[]> groups = records(laptop, "etc/group", 4);
		for (String[] account : records(laptop, "etc/passwd", 7)) {
			if (account[0].equals(name)) {
				int uid = Integer.parseInt(account[2]);
				if (uid < FIRST_HUMAN) {
					throw new MachineException("That is a user of the system's, whom nobody can log in as", name,
							"No clone was made.", "Choose the name of a person.");
				}
				return Optional.of(like(account, groups));
			}
		}
		return Optional.of(new StarterUser(name, FIRST_HUMAN, FIRST_HUMAN, name, "", "/home/" + name, "/bin/bash",
				List.of()));
	}

	private static StarterUser like(String[] account, List<String[]> groups) {
		int gid = Integer.parseInt(account[3]);
		String group = groups.stream().filter(entry -> Integer.parseInt(entry[2]) == gid).map(entry -> entry[0])
				.filter(entry -> entry.matches(NAME)).findFirst().orElse(account[0]);
		List<String> others = groups.stream().filter(entry -> List.of(entry[3].split(",")).contains(account[0]))
				.map(entry -> entry[0]).toList();
		String home = account[5].startsWith("/home/") ? account[5] : "/home/" + account[0];
		return new StarterUser(account[0], Integer.parseInt(account[2]), gid, group, account[4].replace("\n", ""), home,
				account[6], others);
	}

	/** Behind sudo, the person is meant and not root; the laptop's root may be another tree that lacks them. */
	private static String currentUser(LaptopFiles laptop) throws MachineException {
		String behindSudo = System.getenv("SUDO_USER");
		String name = behindSudo == null || behindSudo.isBlank() ? System.getProperty("user.name") : behindSudo;
		boolean onLaptop = records(laptop, "etc/passwd", 7).stream().anyMatch(account -> account[0].equals(name));
		return onLaptop ? name : ROOT;
	}

	/** @return the fields of the well-formed lines; all of both files have a number in the third */
	private static List<String[]> records(LaptopFiles laptop, String path, int fields) throws MachineException {
		List<String[]> records = new ArrayList<>();
		for (String line : laptop.lines(path)) {
			String[] parts = line.split(":", -1);
			if (parts.length == fields && parts[2].matches("\\d{1,9}")
					&& (fields == 4 || parts[3].matches("\\d{1,9}"))) {
				records.add(parts);
			}
		}
		return records;
	}
}
