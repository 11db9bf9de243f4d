/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.guestfs.internal.starter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.SubMonitor;
import org.likeness.core.LastWork;
import org.likeness.core.MachineException;
import org.likeness.core.UserFolders;
import org.likeness.guestfs.LoginTeller;
import org.likeness.guestfs.StarterClone;
import org.likeness.guestfs.internal.AptSettings;

/** The making of one starter clone, step by step: what can go wrong early is looked at first. */
public final class StarterCloneBuild {

	private static final String NO_CLONE = "No clone was made.";
	private static final long MEBIBYTE = 1 << 20;

	private final StarterRequest request;
	private final Recipe recipe;
	private final LaptopFiles laptop;
	private final LoginTeller teller;

	/** @param request what is to be made; @param teller tells the password */
	public StarterCloneBuild(StarterRequest request, LoginTeller teller) {
		this.teller = teller;
		this.request = request;
		recipe = new Recipe(request.desktop(), request.packages());
		laptop = new LaptopFiles(request.laptopRoot());
	}

	/** As {@link org.likeness.guestfs.StarterCloneCommand#call(IProgressMonitor)}. */
	public StarterClone run(IProgressMonitor monitor) throws MachineException {
		SubMonitor progress = SubMonitor.convert(monitor, "Making the starter clone " + request.image().getFileName(),
				100);
		String codename = codename();
		String architecture = architecture();
		AptSources sources = AptSources.read(request.laptopRoot(), codename);
		Optional<StarterUser> user = StarterUser.choose(laptop, request.user());
		checkSize();
		Tools tools = new Tools();
		try (LastWork work = LastWork.begin("What there is of the clone by now is removed first.");
				PartFile part = PartFile.create(request.image())) {
			checkSpace();
			try (WorkFolder folder = new WorkFolder(tools)) {
				String password = InitialPassword.create(new SecureRandom());
				String fileSystem = UUID.randomUUID().toString();
				SystemTree tree = new SystemTree(folder.path().resolve("tree"), laptop);
				tree.writeEarly();
				tree.writeLate(sources, user, password, fileSystem);
				Path root = folder.path().resolve("root");
				PackageCache cache = new PackageCache(
						UserFolders.cache().resolve("debs").resolve(codename + "-" + architecture));
				AptAccess access = new AptAccess(folder.path().resolve("access"));
				access.write(sources, AptSettings.ofThisComputer().proxies());
				new Bootstrap(root, tree, access, cache, UserFolders.state().resolve("new.log")).run(codename, recipe,
						sources, hasMergedUsr(), progress.split(75));
				new DiskImage(folder.path(), tools, request.size(), fileSystem).make(root, part.path(), request.image(),
						request.format(), progress.split(24));
				StarterClone clone = new StarterClone(request.image(),
						user.map(StarterUser::name).orElse(StarterUser.ROOT), password, sources.remarks());
				handOver(part, clone, teller);
				progress.worked(1);
				return clone;
			}
		} catch (IOException e) {
			throw failure(e);
		} catch (UncheckedIOException e) {
			throw failure(e.getCause());
		}
	}

	/** Nobody but this process knows the password: it is told first, and only then is there an image. */
	static void handOver(PartFile part, StarterClone clone, LoginTeller teller) throws MachineException, IOException {
		teller.tell(clone);
		part.publish();
	}

	private MachineException failure(IOException cause) {
		return new MachineException("The clone could not be made", request.image().toString(),
				Files.exists(request.image()) ? "The image is whole, but something could not be tidied up." : NO_CLONE,
				"See that there is room on the disk, then try again. The system says: " + cause.getMessage(), cause);
	}

	private String codename() throws MachineException {
		Map<String, String> release = laptop.variables("etc/os-release");
		if (release.isEmpty()) {
			release = laptop.variables("usr/lib/os-release"); // where the other one points to; that may be an absolute link
		}
		String codename = release.getOrDefault("VERSION_CODENAME", "");
		if (!release.getOrDefault("ID", "").equals("debian") || !codename.matches("[a-z]+")) {
			throw new MachineException("A starter clone can be made of a Debian system only, and this is "
					+ release.getOrDefault("PRETTY_NAME", "not a system that says what it is"),
					request.laptopRoot().toString(),
					NO_CLONE, "Install a guest of this system by its own means; Likeness can compare and clone to it.");
		}
		return codename;
	}

	private String architecture() throws MachineException {
		String architecture = laptop.architecture().orElse("unknown");
		if (!architecture.equals("amd64")) {
			throw new MachineException(
					"A starter clone can be made on a PC with 64 bits (amd64) only, and this laptop's "
							+ "architecture is " + architecture,
					request.laptopRoot().toString(), NO_CLONE,
					"Install a guest by Debian's own installer; Likeness can compare and clone to it.");
		}
		return architecture;
	}

	private void checkSize() throws MachineException {
		if (request.size() < recipe.minimumSize()) {
			throw new MachineException("The disk would be too small for this desktop: " + inMebibytes(request.size()),
					request.image().toString(), NO_CLONE,
					"Choose a size of at least " + inMebibytes(recipe.minimumSize()) + ".");
		}
	}

	/** The system lies there twice for a moment, and once in the image. */
	private void checkSpace() throws IOException, MachineException {
		long size = recipe.estimatedSize();
		checkSpace(request.image().getParent(), request.image().getParent().toFile().getUsableSpace(), size);
		checkSpace(WorkFolder.BASE, WorkFolder.usableSpace(), 2 * size);
	}

	private static void checkSpace(Path folder, long usable, long needed) throws MachineException {
		if (usable < needed) {
			throw new MachineException("There is too little space for the clone: " + inMebibytes(usable),
					folder.toString(),
					NO_CLONE, "Free at least " + inMebibytes(needed) + " there.");
		}
	}

	private boolean hasMergedUsr() {
		return Files.isSymbolicLink(request.laptopRoot().resolve("bin"));
	}

	private static String inMebibytes(long bytes) {
		return bytes / MEBIBYTE + " MiB";
	}
}
