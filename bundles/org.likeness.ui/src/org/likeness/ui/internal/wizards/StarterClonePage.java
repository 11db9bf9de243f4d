/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.likeness.guestfs.Desktop;
import org.likeness.guestfs.Format;
import org.likeness.guestfs.StarterCloneCommand;
import org.likeness.ui.internal.Machines;
import org.likeness.ui.internal.WidgetKeys;

/** Where the starter clone goes and what it gets. */
final class StarterClonePage extends WizardPage {

	private static final long GIB = 1L << 30;
	private static final int SMALLEST = 2;
	private static final int LARGEST = 4096;
	private static final int USUAL = 8;
	/** As Debian's adduser takes it. */
	private static final Pattern USER = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

	private Text image;
	private CheckedPath path;
	private Combo desktop;
	private Spinner size;
	private Text user;
	private Button qcow2;

	StarterClonePage() {
		super("starter", "Make a starter clone", null);
		setDescription(
				"A small image that boots, of the same Debian release as this laptop, with its locale, keyboard and time zone.");
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(3).margins(10, 14).spacing(10, 10).applyTo(area);
		label(area, "&Image:");
		image = WidgetKeys.mark(new Text(area, SWT.BORDER), "starter.image");
		image.setMessage("a file that is not there yet");
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(420, SWT.DEFAULT)
				.applyTo(image);
		path = new CheckedPath(image, StarterClonePage::check, this::validate);
		Button browse = WidgetKeys.mark(new Button(area, SWT.PUSH), "starter.browse");
		browse.setText("&Browse…");
		browse.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> browse()));
		label(area, "&Desktop:");
		desktop = WidgetKeys.mark(new Combo(area, SWT.READ_ONLY), "starter.desktop");
		desktop.setItems("None: a console only, small and quick to make", "Xfce");
		desktop.select(0);
		wide(desktop);
		label(area, "&Size in GiB:");
		size = WidgetKeys.mark(new Spinner(area, SWT.BORDER), "starter.size");
		size.setValues(USUAL, SMALLEST, LARGEST, 0, 1, 8);
		GridDataFactory.swtDefaults().span(2, 1).applyTo(size);
		label(area, "&User:");
		user = WidgetKeys.mark(new Text(area, SWT.BORDER), "starter.user");
		user.setMessage("as on this laptop");
		user.addModifyListener(e -> validate());
		wide(user);
		label(area, "Format:");
		Composite formats = new Composite(area, SWT.NONE);
		GridLayoutFactory.fillDefaults().numColumns(2).spacing(16, 0).applyTo(formats);
		wide(formats);
		qcow2 = WidgetKeys.mark(new Button(formats, SWT.RADIO), "starter.qcow2");
		qcow2.setText("&qcow2: grows as it fills");
		qcow2.setSelection(true);
		Button raw = WidgetKeys.mark(new Button(formats, SWT.RADIO), "starter.raw");
		raw.setText("&raw: for any virtual machine");
		image.setText(System.getProperty("user.home") + "/clone.qcow2");
		image.setSelection(image.getText().length());
		setPageComplete(false);
		setControl(area);
		image.setFocus();
	}

	private static void label(Composite area, String text) {
		new Label(area, SWT.NONE).setText(text);
	}

	private static void wide(org.eclipse.swt.widgets.Control control) {
		GridDataFactory.fillDefaults().span(2, 1).grab(true, false).applyTo(control);
	}

	private void browse() {
		FileDialog dialog = new FileDialog(getShell(), SWT.SAVE);
		dialog.setText("New Starter Clone");
		dialog.setFileName("clone.qcow2");
		String chosen = dialog.open();
		if (chosen != null) {
			image.setText(chosen);
		}
	}

	private void validate() {
		String name = user.getText().strip();
		String problem = path.verdict().usable() ? null : path.verdict().message();
		if (problem == null && !name.isEmpty() && !USER.matcher(name).matches()) {
			problem = "A user's name starts with a letter from a to z; letters, digits, - and _ follow.";
		}
		setErrorMessage(problem);
		setPageComplete(problem == null && path.verdict().usable());
	}

	private static CheckedPath.Verdict check(Path path) {
		if (Files.exists(path)) {
			return new CheckedPath.Verdict(false,
					"There is a file of that name already. It is left as it is: choose another name.");
		}
		Path folder = path.getParent();
		if (folder == null || !Files.isDirectory(folder)) {
			return new CheckedPath.Verdict(false, "There is no folder " + folder + ".");
		}
		return Files.isWritable(folder) ? new CheckedPath.Verdict(true, null)
				: new CheckedPath.Verdict(false, "You may not write to " + folder + ".");
	}

	/** @return where the image is to be */
	Path image() {
		return path.path();
	}

	/** @return the command that makes what was asked for */
	StarterCloneCommand command() {
		StarterCloneCommand command = new StarterCloneCommand();
		command.setImage(image());
		command.setDesktop(desktop.getSelectionIndex() == 1 ? Desktop.XFCE : Desktop.NONE);
		command.setSize(size.getSelection() * GIB);
		command.setFormat(qcow2.getSelection() ? Format.QCOW2 : Format.RAW);
		command.setLaptopRoot(Machines.get().laptopRoot());
		if (!user.getText().isBlank()) {
			command.setUser(user.getText().strip());
		}
		return command;
	}
}
