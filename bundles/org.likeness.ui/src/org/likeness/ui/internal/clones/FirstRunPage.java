/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.clones;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.forms.events.IHyperlinkListener;
import org.eclipse.ui.forms.widgets.ImageHyperlink;
import org.likeness.ui.internal.Commands;
import org.likeness.ui.internal.Icons;
import org.likeness.ui.internal.WidgetKeys;

/** What a person sees who has no clone yet: what Likeness is for, and the two ways to a clone. */
final class FirstRunPage {

	private final ScrolledComposite scrolled;

	FirstRunPage(Composite parent) {
		scrolled = new ScrolledComposite(parent, SWT.V_SCROLL);
		scrolled.setExpandHorizontal(true);
		scrolled.setExpandVertical(true);
		Composite area = WidgetKeys.mark(new Composite(scrolled, SWT.NONE), "firstrun.page");
		GridLayoutFactory.swtDefaults().margins(32, 24).spacing(0, 6).applyTo(area);
		LocalResourceManager resources = new LocalResourceManager(JFaceResources.getResources(), area);
		FontDescriptor font = FontDescriptor.createFrom(area.getFont());
		Label title = new Label(area, SWT.WRAP);
		title.setText("How like your laptop is its clone?");
		title.setFont(resources.create(font.setStyle(SWT.BOLD).increaseHeight(8)));
		wide(title);
		text(area,
				"A clone is the disk image of a virtual machine that is made like this laptop. Likeness shows, package by "
						+ "package and setting by setting, how far it is, and brings it closer where you say so. "
						+ "The laptop is only read.");
		link(area, resources, font, "new", "New starter clone…", "firstrun.new", Commands.NEW);
		text(area, "Makes a small image that boots, of the same Debian release as this laptop.");
		link(area, resources, font, "open", "Open image…", "firstrun.open", Commands.OPEN);
		text(area, "Takes an image that you have: qcow2, raw, vmdk or vdi; or a folder with a system in it.");
		scrolled.setContent(area);
		scrolled.addListener(SWT.Resize,
				e -> scrolled.setMinSize(area.computeSize(scrolled.getClientArea().width, SWT.DEFAULT)));
	}

	private static void link(Composite area, LocalResourceManager resources, FontDescriptor font, String icon,
			String text,
			String key, String command) {
		ImageHyperlink link = WidgetKeys.mark(new ImageHyperlink(area, SWT.NONE), key);
		link.setImage(Icons.get(icon));
		link.setText(text);
		link.setUnderlined(true);
		link.setFont(resources.create(font.setStyle(SWT.BOLD).increaseHeight(4)));
		link.setForeground(
				JFaceResources.getColorRegistry().get(org.eclipse.jface.preference.JFacePreferences.HYPERLINK_COLOR));
		link.addHyperlinkListener(
				IHyperlinkListener.linkActivatedAdapter(e -> Commands.run(PlatformUI.getWorkbench(), command)));
		GridDataFactory.swtDefaults().indent(0, 12).applyTo(link);
	}

	private static void text(Composite area, String text) {
		Label label = new Label(area, SWT.WRAP);
		label.setText(text);
		wide(label);
	}

	private static void wide(Label label) {
		GridDataFactory.fillDefaults().grab(true, false).hint(300, SWT.DEFAULT).applyTo(label);
	}

	Composite control() {
		return scrolled;
	}
}
