/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.eclipse.core.runtime.NullProgressMonitor;

/** How this computer reaches its package sources: mmdebstrap does not read its apt configuration. */
public final class AptProxy {

	private AptProxy() {
	}

	/** @return the proxy settings in the syntax of {@code apt.conf(5)}; none if apt has none, or can't be asked */
	public static List<String> ofThisComputer() {
		List<String> settings = new ArrayList<>();
		try {
			new Command(List.of("apt-config", "dump", "--no-empty", "--format", "%f \"%v\";%n")).run(
					new NullProgressMonitor(),
					line -> {
						if (line.matches(
								"(?i)Acquire::(https?|ftp)::(Proxy(::\\S+)?|ProxyAutoDetect|Proxy-Auto-Detect) .*")) {
							settings.add(line);
						}
					});
		} catch (IOException e) {
			return List.of();
		}
		return settings;
	}
}
