/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.cli.internal;

import java.io.IOException;
import java.nio.file.Path;

import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.MachineException;
import org.likeness.guestfs.Desktop;
import org.likeness.guestfs.Format;
import org.likeness.guestfs.StarterClone;
import org.likeness.guestfs.StarterCloneCommand;

import com.fasterxml.jackson.core.JsonGenerator;

import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code likeness new}: makes a starter clone. */
@Command(name = "new",
		description = "Makes a starter clone: a bootable image of the laptop's own Debian release, with the "
				+ "laptop's user, locale, keyboard and time zone. The laptop is only read.",
		footer = { "",
				"The clone's password is printed once, right before there is an image, and kept nowhere.", "",
				"Exit codes: 0 done, 2 wrong use, 3 could not; then there is no image." })
final class NewClone extends Action {

	@Option(names = "--desktop", paramLabel = "none|xfce", defaultValue = "none",
			description = "The desktop. Default: ${DEFAULT-VALUE}")
	private Desktop desktop;

	@Option(names = "--size", paramLabel = "SIZE", defaultValue = "8G", converter = SizeConverter.class,
			description = "The size of the disk; the file grows with what is written. Default: ${DEFAULT-VALUE}")
	private long size;

	@Option(names = "--user", paramLabel = "NAME",
			description = "The clone's user; root for none but root. Default: who runs Likeness.")
	private String user;

	@Option(names = "--format", paramLabel = "qcow2|raw", defaultValue = "qcow2",
			description = "The format of the image. Default: ${DEFAULT-VALUE}")
	private Format format;

	@Option(names = "--laptop-root", paramLabel = "DIR",
			description = "Take the system in DIR for the laptop. Default: /")
	private Path root = Path.of("/");

	@Parameters(paramLabel = "IMAGE", description = "The image file to make; it must not exist.")
	private Path image;

	/** Sizes as {@link Sizes#parse(String)} reads them. */
	static final class SizeConverter implements ITypeConverter<Long> {
		@Override
		public Long convert(String value) {
			try {
				return Sizes.parse(value);
			} catch (IllegalArgumentException e) {
				throw new TypeConversionException(e.getMessage());
			}
		}
	}

	NewClone(CliEnvironment environment) {
		super(environment);
	}

	@Override
	public Integer call() throws MachineException, IOException {
		StarterClone clone;
		try (TerminalProgress progress = progress()) {
			clone = new StarterCloneCommand().setImage(image).setDesktop(desktop).setSize(size).setUser(user)
					.setFormat(format).setLaptopRoot(root).setTeller(about -> tell(about, progress)).call(progress);
		}
		if (!common.json) {
			Output out = environment.out();
			out.end().add(Style.BOLD, "Made ").add(clone.image().toString()).end();
			clone.remarks().forEach(remark -> out.add("Note: " + remark).end());
			out.add("Next: " + environment.command() + " compare " + ShellWord.of(clone.image().toString())).end()
					.flush();
		}
		environment.clones().put(new KnownClone(clone.image(), "", ""));
		return DONE;
	}

	private void tell(StarterClone clone, TerminalProgress progress) throws MachineException {
		if (common.json) {
			FirstLogin.check(printJson(clone), clone);
		} else {
			FirstLogin.print(clone, environment.out(), progress);
		}
	}

	/** @return whether it was printed */
	private boolean printJson(StarterClone clone) {
		try (JsonGenerator json = json()) {
			json.writeStartObject();
			json.writeStringField("schema", "likeness/new/1");
			json.writeStringField("image", clone.image().toString());
			json.writeStringField("user", clone.user());
			json.writeStringField("password", clone.password());
			json.writeArrayFieldStart("remarks");
			for (String remark : clone.remarks()) {
				json.writeString(remark);
			}
			json.writeEndArray();
			json.writeEndObject();
			json.writeRaw('\n');
		} catch (IOException e) {
			return false;
		}
		return true;
	}
}
