/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.example.crontab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Account;
import org.likeness.core.CompareCommand;
import org.likeness.core.Comparison;
import org.likeness.core.Facet;
import org.likeness.core.FacetComparison;
import org.likeness.core.MachinePath;
import org.likeness.laptop.FolderMachine;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** A facet from a bundle of its own is found and compared beside those that Likeness comes with. */
class CrontabTest {

	@TempDir
	Path folder;

	@Test
	void isComparedBesideTheOthers() throws Exception {
		List<Facet> facets = facets();
		assertEquals("[apt-packages, apt-sources, dconf, dotfiles, example-crontab, system-settings, xfconf]",
				facets.stream().map(Facet::id).sorted().toList().toString());
		Account user = new Account("ann", 1000, 1000, "Ann", MachinePath.of("/home/ann"), "/bin/sh");
		Comparison comparison;
		try (FolderMachine laptop = machine("laptop", "daily backup\nweekly fstrim\nhourly mail\n");
				FolderMachine clone = machine("clone", "daily backup\nhourly fstrim\nnever play\n")) {
			comparison = new CompareCommand(laptop, clone).setFacets(facets).setLaptopUser(user)
					.call(new NullProgressMonitor());
		}
		FacetComparison crontab = comparison.facet("example-crontab").orElseThrow();
		assertEquals("""
				backup same null
				fstrim changed maintenance
				mail missing null
				play extra null""",
				crontab.items().stream().map(item -> item.key() + " " + item.state().word() + " " + item.keptBy())
						.collect(Collectors.joining("\n")));
		assertEquals(1.0 / 3, crontab.likeness().score().orElseThrow(), 1e-9);
	}

	private static List<Facet> facets() throws Exception {
		BundleContext context = FrameworkUtil.getBundle(CrontabTest.class).getBundleContext();
		for (Bundle bundle : context.getBundles()) {
			if (List.of("org.likeness.facets", "org.likeness.thirdparty.tests").contains(bundle.getSymbolicName())) {
				bundle.start();
			}
		}
		List<Facet> facets = new ArrayList<>();
		for (ServiceReference<Facet> reference : context.getServiceReferences(Facet.class, null)) {
			facets.add(context.getService(reference));
		}
		return facets;
	}

	private FolderMachine machine(String name, String crontab) throws Exception {
		Path root = folder.resolve(name);
		Files.createDirectories(root.resolve("etc"));
		Files.createDirectories(root.resolve("home/ann"));
		Files.writeString(root.resolve("etc/os-release"), "ID=debian\nVERSION_ID=12\nPRETTY_NAME=Debian\n");
		Files.writeString(root.resolve("etc/passwd"), "ann:x:1000:1000:Ann:/home/ann:/bin/sh\n");
		Files.writeString(root.resolve("etc/crontab"), crontab);
		return new FolderMachine(name, name, root);
	}
}
