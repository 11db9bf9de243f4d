/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.eclipse.core.runtime.NullProgressMonitor;

/**
 * What of this computer's own apt settings counts when apt works for a clone: how the network is reached, and by which
 * methods packages may be fetched. The syntax is that of {@code apt.conf(5)}.
 *
 * @param proxies lines that say through what sources are reached
 * @param methods the folder in which apt has its methods
 * @param allowed the methods that a person allows beside http and https: {@code Likeness::Methods}, which apt itself
 *                does not know
 */
public record AptSettings(List<String> proxies, Path methods, List<String> allowed) {

	private static final Pattern PROXY = Pattern
			.compile("(?i)Acquire::(https?|ftp)::(Proxy(::\\S+)?|ProxyAutoDetect|Proxy-Auto-Detect) .*");
	private static final Pattern METHODS = Pattern.compile("(?i)Dir::Bin::methods \"(/.*)\";");

	/** As schemes of addresses are spelled; nothing else becomes the name of a file. */
	private static final Pattern ALLOWED = Pattern.compile("(?i)Likeness::Methods:: \"([a-z][a-z0-9+.-]*)\";");

	/** @return the settings; those that apt comes with if it can't be asked */
	public static AptSettings ofThisComputer() {
		List<String> lines = new ArrayList<>();
		try {
			new Command(List.of("apt-config", "dump", "--no-empty", "--format", "%f \"%v\";%n"))
					.run(new NullProgressMonitor(), lines::add);
		} catch (IOException e) {
			lines.clear();
		}
		return of(lines);
	}

	/** @param lines what {@code apt-config dump} prints */
	static AptSettings of(List<String> lines) {
		return new AptSettings(lines.stream().filter(line -> PROXY.matcher(line).matches()).toList(),
				Path.of(values(lines, METHODS).stream().findFirst().orElse("/usr/lib/apt/methods")),
				values(lines, ALLOWED));
	}

	private static List<String> values(List<String> lines, Pattern setting) {
		return lines.stream().map(setting::matcher).filter(Matcher::matches).map(found -> found.group(1)).toList();
	}
}
