/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.likeness.core.PackageChange;
import org.likeness.core.PackagePlan;
import org.likeness.core.PackageState;

/** What the appliance runs to do what a plan says of packages. */
final class PackageScript {

	/** Stands in the answer between what looking at the packages and what the clone's own programs say. */
	static final String CHECKED = "likeness: packages are checked";

	private final PackagePlan plan;
	private final Map<String, String> files = new LinkedHashMap<>();

	PackageScript(PackagePlan plan) throws IOException {
		this.plan = plan;
		files.put("install.sh", script());
		files.put("sums", lines(plan.installed().stream().map(PackageChange::comes)
				.map(file -> file.digest() + "  " + file.name()).toList()));
		files.put("remove", lines(plan.removed().stream()
				.map(change -> named(change.name(), change.architecture())).toList()));
		files.put("automatic", marked(PackageState::automatic));
		files.put("manual", marked(state -> !state.automatic()));
		files.put("hold", marked(PackageState::held));
		files.put("unhold", marked(state -> !state.held()));
	}

	private static String script() throws IOException {
		try (InputStream script = PackageScript.class.getResourceAsStream("install-packages.sh")) {
			return new String(script.readAllBytes(), StandardCharsets.US_ASCII);
		}
	}

	/** @return by which the clone's apt finds it among those of all its architectures */
	private static String named(String name, String architecture) {
		return architecture.equals("all") ? name : name + ":" + architecture;
	}

	private String marked(Predicate<PackageState> mark) {
		return lines(plan.marks().stream().filter(mark).map(state -> named(state.name(), state.architecture()))
				.toList());
	}

	private static String lines(List<String> lines) {
		return String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
	}

	/** @param mounts the places in the appliance that file systems of the clone are mounted at */
	Mailbox.Request request(Collection<String> mounts) {
		Mailbox.Request request = new Mailbox.Request();
		files.values().forEach(content -> request.section().add(content));
		request.section();
		mounts.forEach(request::add);
		return request;
	}

	/** @param mountArchives a shell command that makes the folder {@code $r/run/likeness/archives} that of the packages */
	String inAppliance(String mountArchives) {
		StringBuilder body = new StringBuilder("archives=no; mkdir $r/run/likeness/archives && {\n");
		List<String> names = new ArrayList<>(files.keySet());
		for (int section = 0; section < names.size(); section++) {
			body.append("section ").append(section).append(" | tr -d '\\000' > $r/run/likeness/")
					.append(names.get(section)).append(" &&\n");
		}
		if (!plan.installed().isEmpty()) {
			// What is looked at here is what is installed: nobody can put another file in its place any more.
			body.append(mountArchives).append(" && archives=yes &&\n")
					.append("(cd $r/run/likeness/archives && sha256sum -c --quiet --strict ../sums) &&\n");
		}
		// Nothing of the clone has run, or said anything, before this.
		body.append("echo '").append(CHECKED).append("' &&\n").append(GuestRoot.chroot())
				.append("/bin/sh /run/likeness/install.sh < /dev/null; status=$?; }\n")
				.append("[ $archives = no ] || umount $r/run/likeness/archives");
		return GuestRoot.script(body.toString(), "section " + names.size() + " | " + SystemWriter.SYNC);
	}
}
