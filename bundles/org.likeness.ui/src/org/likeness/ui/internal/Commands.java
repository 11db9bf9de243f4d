/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.commands.NotEnabledException;
import org.eclipse.core.commands.NotHandledException;
import org.eclipse.core.commands.common.NotDefinedException;
import org.eclipse.core.runtime.Platform;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;

/** The ids of the commands in plugin.xml. */
public final class Commands {

	/** Makes a starter clone. */
	public static final String NEW = "org.likeness.ui.newStarterClone";
	/** Opens an image. */
	public static final String OPEN = "org.likeness.ui.openImage";
	/** Compares. */
	public static final String COMPARE = "org.likeness.ui.compare";

	private Commands() {
	}

	/** Runs a command as if it were chosen from a menu; nothing happens if it is not enabled. */
	public static void run(IServiceLocator where, String id) {
		try {
			where.getService(IHandlerService.class).executeCommand(id, null);
		} catch (NotEnabledException | NotHandledException e) {
			Platform.getLog(Commands.class).info(id + " is not enabled");
		} catch (ExecutionException | NotDefinedException e) {
			Platform.getLog(Commands.class).error(id, e);
		}
	}
}
