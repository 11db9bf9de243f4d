/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal;

import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.eclipse.core.runtime.Platform;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.likeness.core.KnownClones;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.Machine;
import org.likeness.core.MachineException;
import org.likeness.core.Preferences;
import org.likeness.ui.internal.clones.CloneList;
import org.likeness.ui.internal.comparison.Comparisons;
import org.likeness.ui.tests.bot.BotTree;
import org.likeness.ui.tests.bot.LikenessBot;
import org.osgi.framework.BundleException;
import org.osgi.service.prefs.BackingStoreException;

/** The window at the start of each test: no clone is known, no editor is open, and a small folder is the laptop. */
abstract class InTheWindow {

	static LikenessBot bot;

	@TempDir
	Path folder;
	TwoSystems systems;

	@BeforeAll
	static void startFacets() throws BundleException {
		Platform.getBundle("org.likeness.facets").start();
		bot = new LikenessBot(Path.of(System.getProperty("likeness.screenshots", "target/screenshots")));
		bot.run(() -> {
			Shell shell = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getShell();
			shell.setBounds(20, 20, 1240, 860);
			shell.forceActive();
		});
	}

	@BeforeEach
	void startAfresh() throws IOException {
		systems = new TwoSystems(folder);
		Files.deleteIfExists(Preferences.defaultFile());
		forgetOrders();
		useMachines(UnaryOperator.identity());
		forgetAll();
	}

	/** Leaves nothing to the next test: no dialog, no editor, and no job that would read what is about to go. */
	@AfterEach
	void closeAll() {
		closeDialogs();
		bot.run(() -> {
			IWorkbenchPage page = PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
			page.closeAllEditors(false);
		});
		underWay().filter(job -> !job.isSystem()).forEach(Job::cancel);
		bot.waitUntil("nothing is under way", () -> underWay().findAny().isEmpty());
		closeDialogs();
		Machines.set(new Machines());
	}

	private static Stream<Job> underWay() {
		return Arrays.stream(Job.getJobManager().find(null))
				.filter(job -> job.getState() == Job.RUNNING || job.getState() == Job.WAITING);
	}

	private static void closeDialogs() {
		bot.run(() -> {
			for (Shell shell : Display.getCurrent().getShells()) {
				if (!shell.isDisposed() && shell.getParent() != null) {
					shell.close();
				}
			}
		});
	}

	/** Tables are sorted as they are at first from now on. */
	static void forgetOrders() throws IOException {
		try {
			InstanceScope.INSTANCE.getNode(KeptOrder.NODE).removeNode();
		} catch (BackingStoreException e) {
			throw new IOException(e);
		}
	}

	static void forgetAll() throws IOException {
		KnownClones known = KnownClones.ofUser();
		for (KnownClone clone : known.list()) {
			known.forget(clone.image());
		}
		bot.run(CloneList.get()::refresh);
		bot.waitUntil("no clone is known",
				() -> CloneList.get().entries() != null && CloneList.get().entries().isEmpty());
	}

	void useMachines(UnaryOperator<Machine> decorator) {
		useMachinesOf((clone, machine) -> decorator.apply(machine));
	}

	void useMachinesOf(BiFunction<KnownClone, Machine, Machine> decorator) {
		Path laptop = systems.laptop();
		Machines.set(new Machines() {
			@Override
			public Path laptopRoot() {
				return laptop;
			}

			@Override
			public Machine openClone(KnownClone clone) throws MachineException {
				return decorator.apply(clone, super.openClone(clone));
			}
		});
	}

	/** Compares the two small systems. */
	BotTree compare() {
		bot.run(() -> CloneList.get().put(systems.known(), () -> Comparisons.open(systems.known())));
		return bot.treeWithId("comparison.tree");
	}

	/** Waits until the order of a table is in the file that the next window reads. */
	static void assertKept(String table, String column) {
		try {
			Path file = Path.of(Platform.getInstanceLocation().getURL().toURI()).resolve(
					".metadata/.plugins/org.eclipse.core.runtime/.settings/org.likeness.ui.prefs");
			Properties kept = new Properties();
			bot.waitUntil(table + " is kept as sorted by " + column, () -> {
				try (Reader in = Files.newBufferedReader(file)) {
					kept.clear();
					kept.load(in);
					return column.equals(kept.getProperty("sort/" + table + "/column"))
							&& "true".equals(kept.getProperty("sort/" + table + "/descending"));
				} catch (NoSuchFileException e) {
					return false;
				} catch (IOException e) {
					throw new UncheckedIOException(e);
				}
			});
		} catch (URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	/** Brings a view to the front. */
	static void showView(String id) {
		bot.run(() -> {
			try {
				PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage().showView(id);
			} catch (PartInitException e) {
				throw new IllegalStateException(e);
			}
		});
	}

	/** Makes the clone one that can be changed, or begins to be for ever, and compares. */
	BotTree compareChangeable(boolean slow) {
		useMachines(machine -> new ChangeableFolder(machine, systems.known().image(), slow));
		return compare();
	}

	static void assertSides(String left, String right) {
		List<StyledText> sides = bot.widgets(StyledText.class, 2);
		bot.waitUntil("both sides show", () -> sides.stream().noneMatch(Control::isDisposed)
				&& sides.get(0).getText().contains(left) && sides.get(sides.size() - 1).getText().contains(right));
		assertFalse(bot.ask(sides.get(0)::getEditable));
	}

	/** @return the colours of all its pixels, as they are on the screen; on the UI thread */
	static Set<RGB> colours(Control control) {
		Point size = control.getSize();
		Image image = new Image(control.getDisplay(), size.x, size.y);
		GC gc = new GC(control);
		try {
			gc.copyArea(image, 0, 0);
			ImageData data = image.getImageData();
			Set<RGB> colours = new HashSet<>();
			for (int y = 0; y < data.height; y += 1) {
				for (int x = 0; x < data.width; x += 1) {
					colours.add(data.palette.getRGB(data.getPixel(x, y)));
				}
			}
			return colours;
		} finally {
			gc.dispose();
			image.dispose();
		}
	}
}
