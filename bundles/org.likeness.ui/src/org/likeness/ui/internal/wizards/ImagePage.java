/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.wizards;

import java.nio.file.Files;
import java.nio.file.Path;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.events.SelectionListener;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.DirectoryDialog;
import org.eclipse.swt.widgets.FileDialog;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.likeness.core.MachineException;
import org.likeness.guestfs.ImageInfo;
import org.likeness.ui.internal.ByteCount;
import org.likeness.ui.internal.WidgetKeys;

/** Which image. It is looked at while one types. */
final class ImagePage extends WizardPage {

	private static final String WHAT = "The disk image of a virtual machine (qcow2, raw, vmdk, vdi), or a folder with a system "
			+ "in it. It is only read.";

	private Text field;
	private CheckedPath path;
	private Label found;

	ImagePage() {
		super("image", "Which image?", null);
		setDescription(WHAT);
	}

	@Override
	public void createControl(Composite parent) {
		Composite area = new Composite(parent, SWT.NONE);
		GridLayoutFactory.swtDefaults().numColumns(4).margins(10, 14).applyTo(area);
		new Label(area, SWT.NONE).setText("&Image:");
		field = WidgetKeys.mark(new Text(area, SWT.BORDER), "open.image");
		GridDataFactory.fillDefaults().grab(true, false).align(SWT.FILL, SWT.CENTER).hint(420, SWT.DEFAULT)
				.applyTo(field);
		path = new CheckedPath(field, ImagePage::check, this::changed);
		button(area, "&Browse…", "open.browse", this::browse);
		button(area, "&Folder…", "open.folder", this::browseFolder);
		new Label(area, SWT.NONE);
		found = WidgetKeys.mark(new Label(area, SWT.WRAP), "open.found");
		GridDataFactory.fillDefaults().grab(true, false).span(3, 1).hint(420, 60).applyTo(found);
		setPageComplete(false);
		setControl(area);
		field.setFocus();
	}

	private static void button(Composite area, String text, String key, Runnable action) {
		Button button = WidgetKeys.mark(new Button(area, SWT.PUSH), key);
		button.setText(text);
		button.addSelectionListener(SelectionListener.widgetSelectedAdapter(e -> action.run()));
	}

	private void browse() {
		FileDialog dialog = new FileDialog(getShell(), SWT.OPEN);
		dialog.setText("Open Image");
		dialog.setFilterNames(new String[] { "Disk images", "All files" });
		dialog.setFilterExtensions(new String[] { "*.qcow2;*.img;*.raw;*.vmdk;*.vdi;*.vhd;*.vhdx", "*" });
		take(dialog.open());
	}

	private void browseFolder() {
		DirectoryDialog dialog = new DirectoryDialog(getShell());
		dialog.setText("Open Folder");
		dialog.setMessage("A folder that holds a system: where its disk is mounted");
		take(dialog.open());
	}

	private void take(String chosen) {
		if (chosen != null) {
			field.setText(chosen);
		}
	}

	private void changed() {
		CheckedPath.Verdict verdict = path.verdict();
		setErrorMessage(verdict.usable() ? null : verdict.message());
		found.setText(verdict.usable() ? verdict.message() : "");
		setPageComplete(verdict.usable());
	}

	Path image() {
		return path.path();
	}

	private static CheckedPath.Verdict check(Path path) {
		if (!Files.exists(path)) {
			return new CheckedPath.Verdict(false, "There is no such file.");
		}
		if (Files.isDirectory(path)) {
			return Files.isDirectory(path.resolve("etc"))
					? new CheckedPath.Verdict(true, "A folder with a system in it.")
					: new CheckedPath.Verdict(false, "There is no system in this folder: it has no etc.");
		}
		if (!Files.isReadable(path)) {
			return new CheckedPath.Verdict(false, "You may not read this file.");
		}
		try {
			ImageInfo info = ImageInfo.read(path);
			return new CheckedPath.Verdict(true,
					"A " + info.format() + " image of a disk of " + ByteCount.text(info.virtualSize())
							+ "; the file has " + ByteCount.text(info.fileSize()) + ".");
		} catch (MachineException e) {
			return new CheckedPath.Verdict(false, e.what() + ". " + e.remedy());
		}
	}
}
