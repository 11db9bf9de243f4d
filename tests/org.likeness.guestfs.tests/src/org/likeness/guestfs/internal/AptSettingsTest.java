/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts of a laptop's apt settings, as apt-config itself prints them. */
class AptSettingsTest {

	@TempDir
	Path folder;

	@Test
	void proxiesAndMethodsAreTakenAndNothingElse() throws Exception {
		Path file = Files.writeString(folder.resolve("apt.conf"), """
				Acquire::http::Proxy "http://proxy.example.org:3142";
				Acquire::http::Proxy::deb.example.org "DIRECT";
				Acquire::http::Timeout "9";
				APT::Update::Pre-Invoke { "touch /tmp/x"; };
				Likeness::Methods { "tor+http"; "../evil"; "s3"; "a b"; };
				Dir "/nowhere";
				""");
		List<String> lines = new ArrayList<>();
		new Command(List.of("apt-config", "dump", "--no-empty", "--format", "%f \"%v\";%n"),
				Map.of("APT_CONFIG", file.toString())).run(new NullProgressMonitor(), lines::add);
		AptSettings settings = AptSettings.of(lines);
		assertEquals(List.of("Acquire::http::Proxy \"http://proxy.example.org:3142\";",
				"Acquire::http::Proxy::deb.example.org \"DIRECT\";"), settings.proxies());
		assertEquals(List.of("tor+http", "s3"), settings.allowed());
		assertEquals(Path.of("/usr/lib/apt/methods"), settings.methods());
	}
}
