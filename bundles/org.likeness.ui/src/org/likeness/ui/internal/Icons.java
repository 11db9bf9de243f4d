/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.ImageRegistry;
import org.eclipse.jface.resource.ResourceLocator;
import org.eclipse.swt.graphics.Image;

/** The icons of the window, drawn so that shape alone tells them apart, on light and dark. For the UI thread. */
public final class Icons {

	private static ImageRegistry registry;

	private Icons() {
	}

	/** @return the image of {@code icons/NAME.svg}; not the caller's to dispose */
	public static Image get(String name) {
		if (registry == null) {
			registry = new ImageRegistry();
		}
		Image image = registry.get(name);
		if (image == null) {
			registry.put(name, descriptor(name));
			image = registry.get(name);
		}
		return image;
	}

	/** @return the descriptor of {@code icons/NAME.svg} */
	public static ImageDescriptor descriptor(String name) {
		return ResourceLocator.imageDescriptorFromBundle(Problems.PLUGIN, "icons/" + name + ".svg").orElseThrow();
	}
}
