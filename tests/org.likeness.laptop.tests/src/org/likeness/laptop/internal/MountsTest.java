/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.laptop.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.Costs;
import org.likeness.core.FileType;
import org.likeness.core.MachinePath;
import org.likeness.core.Survey;
import org.likeness.core.SurveyRequest;
import org.likeness.core.Want;

class MountsTest {

	private static final String MOUNTINFO = """
			22 28 0:20 / /sys rw,nosuid - sysfs sysfs rw
			28 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
			40 28 0:40 / /home/ann/net\\040share rw shared:5 master:1 - nfs4 server:/x rw
			41 28 0:41 / /home/ann/phone rw - fuse.sshfs x rw
			42 28 8:17 / /home/ann/stick rw - fuseblk /dev/sdb1 rw
			43 28 0:43 / /home/ann/vault rw - fuse.gocryptfs x rw
			44 28 0:44 / /mnt/auto rw - autofs systemd-1 rw
			45 28 8:18 / /mnt/auto rw - ext4 /dev/sdc1 rw
			46 28 0:46 / /tmp rw - tmpfs tmpfs rw
			47 28 0:47 / /home/ann/.gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
			48 28 0:48 / /mnt/late rw - ext4 /dev/sdd1 rw
			49 28 0:49 / /mnt/late rw - cifs //server/x rw
			malformed line
			""";

	private static Map<String, String> skippedIn(String folder) {
		Map<String, String> found = new TreeMap<>();
		Mounts.parse(MOUNTINFO).skippedIn(Path.of(folder))
				.forEach((name, reason) -> found.put(name.toString(), reason));
		return found;
	}

	@Test
	void areSkippedByTheirType() {
		assertEquals(Map.of("sys", "pseudo file system (sysfs), not entered"), skippedIn("/"));
		assertEquals(Map.of(".gvfs", "remote file system (fuse.gvfsd-fuse), not entered", "net share",
				"remote file system (nfs4), not entered", "phone", "remote file system (fuse.sshfs), not entered"),
				skippedIn("/home/ann"));
	}

	@Test
	void whatWasMountedLastCounts() {
		assertEquals(Map.of("late", "remote file system (cifs), not entered"), skippedIn("/mnt"));
	}

	@Test
	void thisSystemsOwnAreUnderstood() {
		assertEquals("pseudo file system (proc), not entered",
				Mounts.current().skippedIn(Path.of("/")).get(org.likeness.core.Name.of("proc")));
	}

	/** The mount point is a plain file here: were it looked at, it would not be told as a folder. */
	@Test
	void areNotTouched(@TempDir Path folder) throws Exception {
		Path root = folder.toRealPath();
		Files.createDirectories(root.resolve("home/net"));
		Files.writeString(root.resolve("home/share"), "not a folder");
		Files.writeString(root.resolve("home/net/inside"), "x");
		String line = "40 28 0:40 / " + root + "/home/%s rw - nfs4 server:/x rw\n";
		Mounts mounts = Mounts.parse(String.format(line, "share") + String.format(line, "net"));
		Survey survey = new FolderWalk(new ConfinedRoot(root, mounts), path -> {
			throw new AssertionError(path + " was opened");
		}, SurveyRequest.of(List.of(Want.contents(MachinePath.of("/home"), "**"),
				Want.file(MachinePath.of("/home/net/inside")))), new Costs()).call(new NullProgressMonitor());
		assertEquals(List.of("/home", "/home/net", "/home/share"),
				survey.entries().stream().map(entry -> entry.path().toString()).toList());
		assertEquals(FileType.DIRECTORY, survey.entry(MachinePath.of("/home/share")).orElseThrow().type());
		for (String path : List.of("/home/net", "/home/share", "/home/net/inside")) {
			assertEquals("remote file system (nfs4), not entered", survey.problem(MachinePath.of(path)).orElseThrow());
		}
	}
}
