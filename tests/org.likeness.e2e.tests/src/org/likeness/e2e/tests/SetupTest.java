/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.e2e.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How ./likeness and ./check set themselves up: releng/setup.sh, with other releases' apt played by scripts. */
class SetupTest {

	@TempDir
	Path folder;
	private Shell shell;

	@BeforeEach
	void copy() throws Exception {
		Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
		shell = new Shell(folder);
		shell.run("mkdir releng bin; cp \"$1\" releng; touch known installed",
				Product.sources().resolve("releng/setup.sh"));
	}

	private String setup(String script) throws Exception {
		return shell.run("ROOT=$PWD; source releng/setup.sh; " + script);
	}

	/** Lets apt know these packages, and dpkg have those. */
	private void release(String known, String installed) throws Exception {
		shell.run(
				"""
						printf '%s\\n' $1 >known
						printf 'installed %s\\n' $2 >installed
						printf '#!/bin/sh\\ncat "%s/installed"\\n' "$PWD" >bin/dpkg-query
						cat >bin/apt-cache <<-EOF
							#!/bin/sh
							shift
							for name; do
							  printf '%s:\\n  Installed: (none)\\n' "\\$name"
							  if grep -qx "\\$name" "$PWD/known"; then echo '  Candidate: 1.0'; else echo '  Candidate: (none)'; fi
							done
						EOF
						chmod +x bin/*
						""",
				known, installed);
	}

	private String chosen() throws Exception {
		return setup("""
				PATH=$PWD/bin:$PATH
				choose_packages 'openjdk-17-jdk-headless|openjdk-21-jdk-headless' maven 'libgtk-3-0t64|libgtk-3-0' \
				  'linux-image-amd64|linux-image-generic'
				printf '%s;' "${MISSING[@]}" - "${UNKNOWN[@]}"
				""");
	}

	@Test
	void takesWhatTheReleaseCallsIt() throws Exception {
		release("openjdk-17-jdk-headless maven libgtk-3-0 linux-image-amd64", "");
		assertEquals("openjdk-17-jdk-headless;maven;libgtk-3-0;linux-image-amd64;-;", chosen());
		release("openjdk-21-jdk-headless maven libgtk-3-0t64 linux-image-amd64", "maven");
		assertEquals("openjdk-21-jdk-headless;libgtk-3-0t64;linux-image-amd64;-;", chosen());
		release("openjdk-17-jdk-headless openjdk-21-jdk-headless maven libgtk-3-0t64 linux-image-generic",
				"linux-image-generic openjdk-21-jdk-headless");
		assertEquals("maven;libgtk-3-0t64;-;", chosen(), "what is installed does, though it is not the first choice");
		release("maven", "libgtk-3-0");
		assertEquals(
				"maven;-;openjdk-17-jdk-headless or openjdk-21-jdk-headless;linux-image-amd64 or linux-image-generic;",
				chosen());
	}

	@Test
	void removesNothingToInstallWhatIsMissing() throws Exception {
		release("maven", "");
		shell.run("""
				cat >bin/apt-get <<-'EOF'
					#!/bin/sh
					echo "$*" >>calls
					case "$*" in
					*--no-remove*) exit 100 ;;
					*--simulate*) printf 'Remv other-editor [1.0]\nInst maven (1.0)\nRemv other-shell [2.0]\n' ;;
					esac
				EOF
				printf '#!/bin/sh\nexec "$@"\n' >bin/sudo
				chmod +x bin/*
				""");
		String said = setup("(PATH=$PWD/bin:$PATH; install_packages stamp maven) 2>&1 || echo status $?");
		assertTrue(said.contains("apt would remove from this computer: other-editor other-shell\n")
				&& said.endsWith("status 3\n"), said);
		String calls = Files.readString(folder.resolve("calls"));
		assertTrue(calls.lines().noneMatch(call -> call.startsWith("install") && !call.contains("--simulate")), calls);
		assertTrue(Files.notExists(folder.resolve(".cache/stamp")));
	}

	@Test
	void keepsTheCopyOfTheKernelWhateverTheFolderIsCalled() throws Exception {
		shell.run("mkdir -p '[a] b/kernel'; touch '[a] b/kernel/vmlinuz-1' '[a] b/kernel/vmlinuz-2'");
		setup("""
				CACHE='[a] b'
				eval "$(sed -n '/vmlinuz-\\*. ! -/p' releng/setup.sh | sed '1i version=2 copy=$CACHE/kernel/vmlinuz-2')"
				""");
		assertEquals("vmlinuz-2\n", shell.run("ls '[a] b/kernel'"));
	}

	@Test
	void findsTheJavaThatStartsIt() throws Exception {
		assertTrue(setup("find_java; \"$JAVA_HOME/bin/java\" -version 2>&1").contains("openjdk"));
	}

	@Test
	void asksTheTerminalForItsWidth() throws Exception {
		Files.writeString(folder.resolve("width.sh"),
				"unset COLUMNS; stty cols 57; ROOT=$PWD; source releng/setup.sh; terminal_width; env | grep COLUMNS");
		assertEquals("COLUMNS=57", shell.run("script -qec 'bash width.sh' /dev/null </dev/null").strip());
		assertEquals("none\n", shell.run("""
				setsid -w env -u COLUMNS bash -c \
				  'ROOT=$PWD; source releng/setup.sh; terminal_width; echo ${COLUMNS:-none}' </dev/null 2>&1
				"""));
	}

	@Test
	void saysWhoseCheckoutItIs() throws Exception {
		String stranger = System.getProperty("user.name").equals("root")
				? "setpriv --reuid=65534 --regid=65534 --clear-groups "
				: "";
		shell.run(stranger.isEmpty() ? "chmod a-w ." : "chmod a+rX -R .");
		String script = stranger + "bash -c 'ROOT=$PWD; source releng/setup.sh; own_checkout' 2>&1 || echo status $?";
		String said = shell.run(script);
		assertTrue(said.startsWith("likeness: this copy of Likeness belongs to ") && said.endsWith("status 3\n"), said);
		assertEquals(4, said.lines().count(), said);
		if (!stranger.isEmpty()) {
			shell.run("mkdir .cache; chmod a+rwX .cache; touch .cache/lock");
			said = shell.run(script);
			assertTrue(said.contains(".cache/lock belongs to root") && said.contains("sudo find"), said);
		}
		shell.run("chmod u+w .");
	}
}
