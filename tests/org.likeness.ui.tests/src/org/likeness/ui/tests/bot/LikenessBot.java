/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.tests.bot;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.eclipse.jface.dialogs.ErrorDialog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.CTabFolder;
import org.eclipse.swt.custom.CTabItem;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.ui.PlatformUI;

/**
 * Drives the window with the mouse and the keyboard, as a person would. The names are those of SWTBot, which is on no
 * registry that the build uses. Not for the UI thread.
 */
public final class LikenessBot {

	/** The data key of SWTBot. */
	public static final String KEY = "org.eclipse.swtbot.widget.key";

	private static final Duration PATIENCE = Duration.ofMinutes(4);
	private static final int KEY_PAUSE = 12;
	/** What is at the same place so many milliseconds later has come to rest. */
	private static final int MOVING = 120;
	private static final int MOVES = 50;
	/** The cross of a tab is in the middle of so many pixels at its end. */
	private static final int CROSS = 24;

	private final Display display = PlatformUI.getWorkbench().getDisplay();
	private final Path screenshots;

	/** @param screenshots the folder for pictures of the screen */
	public LikenessBot(Path screenshots) {
		this.screenshots = screenshots;
		// The workbench mutes error dialogs when it is told that a test runs; here they are part of what is tested.
		ErrorDialog.AUTOMATED_MODE = false;
	}

	/** @return what {@code question} answers on the UI thread; what it throws there is thrown here */
	public <T> T ask(Supplier<T> question) {
		Object[] answer = new Object[1];
		Throwable[] failure = new Throwable[1];
		display.syncExec(() -> {
			try {
				answer[0] = question.get();
			} catch (RuntimeException | Error e) {
				failure[0] = e;
			}
		});
		if (failure[0] instanceof Error error) {
			throw error;
		}
		if (failure[0] instanceof RuntimeException exception) {
			throw exception;
		}
		@SuppressWarnings("unchecked")
		T result = (T) answer[0];
		return result;
	}

	/** Runs {@code action} on the UI thread. */
	public void run(Runnable action) {
		ask(() -> {
			action.run();
			return null;
		});
	}

	/** Waits until {@code condition}, asked on the UI thread, holds. */
	public void waitUntil(String what, BooleanSupplier condition) {
		waitUntil(what, PATIENCE, condition);
	}

	/** Waits until {@code condition}, asked on the UI thread, holds: at most so long. */
	public void waitUntil(String what, Duration patience, BooleanSupplier condition) {
		long end = System.nanoTime() + patience.toNanos();
		while (!ask(condition::getAsBoolean)) {
			if (System.nanoTime() > end) {
				screenshot("failed-waiting");
				fail("waited in vain until " + what);
			}
			sleep(50);
		}
	}

	/** Takes a picture of the whole screen. */
	public void screenshot(String name) {
		sleep(250);
		run(() -> {
			while (display.readAndDispatch()) {
				// All that is due is painted first.
			}
		});
		try {
			Files.createDirectories(screenshots);
		} catch (IOException e) {
			throw new IllegalStateException(e);
		}
		run("import", "-window", "root", screenshots.resolve(name + ".png").toString());
	}

	/** @return the shell of that title, once it is open */
	public BotShell shell(String title) {
		waitUntil("there is a window " + title, () -> findShell(title) != null);
		return new BotShell(this, ask(() -> findShell(title)));
	}

	/** @return whether a shell of that title is open; at once */
	public boolean isOpen(String title) {
		return ask(() -> findShell(title) != null);
	}

	private Shell findShell(String title) {
		for (Shell shell : display.getShells()) {
			if (shell.isVisible() && shell.getText().equals(title)) {
				return shell;
			}
		}
		return null;
	}

	/** Clicks the cross in the tab of that text. */
	public void closeTab(String text) {
		waitUntil("there is a tab " + text, () -> findTab(text) != null);
		click(settled(() -> {
			CTabItem tab = findTab(text);
			Rectangle bounds = tab.getBounds();
			Point end = tab.getParent().toDisplay(bounds.x + bounds.width, bounds.y);
			return new Rectangle(end.x - CROSS, end.y, CROSS, bounds.height);
		}));
	}

	private CTabItem findTab(String text) {
		return controls(CTabFolder.class::isInstance).stream()
				.flatMap(folder -> Arrays.stream(((CTabFolder) folder).getItems()))
				.filter(tab -> tab.getText().equals(text)).findFirst().orElse(null);
	}

	/** @return the button of that id, once it is there */
	public BotButton buttonWithId(String id) {
		return new BotButton(this, widgetWithId(id));
	}

	/** @return the button of that text (without its mnemonic) in the active window, once it is there */
	public BotButton button(String text) {
		return new BotButton(this,
				find("a button " + text, control -> control instanceof org.eclipse.swt.widgets.Button button
						&& button.getText().replace("&", "").equals(text)));
	}

	/** @return the text field of that id, once it is there */
	public BotText textWithId(String id) {
		return new BotText(this, widgetWithId(id));
	}

	/** @return the text field right after the label of that text, once it is there */
	public BotText textWithLabel(String text) {
		return new BotText(this, find("a field labelled " + text, control -> {
			Control before = before(control);
			return control instanceof org.eclipse.swt.widgets.Text && before instanceof Label label
					&& label.getText().replace("&", "").equals(text);
		}));
	}

	private static Control before(Control control) {
		Control[] siblings = control.getParent().getChildren();
		for (int i = 1; i < siblings.length; i++) {
			if (siblings[i] == control) {
				return siblings[i - 1];
			}
		}
		return null;
	}

	/** @return the text of the label of that id, once it is there */
	public String labelWithId(String id) {
		Label label = widgetWithId(id);
		return ask(label::getText);
	}

	/** @return the tree of that id, once it is there */
	public BotTree treeWithId(String id) {
		return new BotTree(this, widgetWithId(id));
	}

	/** @return the table of that id, once it is there */
	public BotTable tableWithId(String id) {
		return new BotTable(this, widgetWithId(id));
	}

	/** @return the tool bar's button with that tool tip, maybe with its keys after it, once it is there */
	public BotToolbarButton toolbarButtonWithTooltip(String tooltip) {
		waitUntil("there is a tool " + tooltip, () -> findTool(tooltip) != null);
		return new BotToolbarButton(this, ask(() -> findTool(tooltip)));
	}

	private ToolItem findTool(String tooltip) {
		for (Control control : controls(control -> control instanceof ToolBar)) {
			for (ToolItem item : ((ToolBar) control).getItems()) {
				String tip = item.getToolTipText();
				if (tip != null && (tip.equals(tooltip) || tip.startsWith(tooltip + " ("))) {
					return item;
				}
			}
		}
		return null;
	}

	/** @return the control of that id, once it is there */
	public <C extends Control> C widgetWithId(String id) {
		@SuppressWarnings("unchecked")
		C control = (C) find("a widget " + id, candidate -> id.equals(candidate.getData(KEY)));
		return control;
	}

	/** @return whether a control of that id is to be seen; at once */
	public boolean isVisible(String id) {
		return ask(() -> !controls(candidate -> id.equals(candidate.getData(KEY))).isEmpty());
	}

	/** @return the visible controls of that kind, once there are {@code count}, from left to right */
	public <C extends Control> List<C> widgets(Class<C> type, int count) {
		waitUntil("there are " + count + " of " + type.getSimpleName(),
				() -> controls(type::isInstance).size() >= count);
		return ask(() -> controls(type::isInstance).stream().map(type::cast)
				.sorted((a, b) -> a.toDisplay(0, 0).x - b.toDisplay(0, 0).x).toList());
	}

	private Control find(String what, Predicate<Control> test) {
		waitUntil("there is " + what, () -> !controls(test).isEmpty());
		return ask(() -> controls(test).get(0));
	}

	/** @return the visible controls that pass the test, those of the window opened last first; on the UI thread */
	private List<Control> controls(Predicate<Control> test) {
		List<Control> found = new ArrayList<>();
		Shell[] shells = display.getShells();
		for (int i = shells.length - 1; i >= 0; i--) {
			collect(shells[i], test, found);
		}
		return found;
	}

	private static void collect(Composite parent, Predicate<Control> test, List<Control> found) {
		for (Control child : parent.getChildren()) {
			if (child.isVisible() && test.test(child)) {
				found.add(child);
			}
			if (child instanceof Composite composite) {
				collect(composite, test, found);
			}
		}
	}

	/** @return where something is on the screen, once it no longer moves */
	Rectangle settled(Supplier<Rectangle> area) {
		Rectangle before = ask(area);
		for (int i = 0; i < MOVES; i++) {
			sleep(MOVING);
			Rectangle now = ask(area);
			if (now.equals(before)) {
				break;
			}
			before = now;
		}
		return before;
	}

	/** Waits until another click is no double click with the one before. */
	void letClickPass() {
		sleep(ask(display::getDoubleClickTime) + MOVING);
	}

	/** Clicks into the middle of the area. */
	public void click(Rectangle area) {
		click(area, 1);
	}

	/** Clicks into the middle of the area, several times in a row. */
	public void click(Rectangle area, int count) {
		click(area, "click", "--repeat", Integer.toString(count), "--delay", "50", "1");
	}

	/** Clicks into the middle of the area with the Ctrl key held down. */
	void clickWithCtrl(Rectangle area) {
		click(area, "keydown", "ctrl", "click", "1", "keyup", "ctrl");
		letClickPass();
	}

	/** Clicks into the middle of the area with the right button, and waits for the menu. */
	void openMenu(Rectangle area) {
		click(area, "click", "3");
		letClickPass();
	}

	/**
	 * The events of {@code Display.post} carry no time on GTK, so two of its clicks are no double click: xdotool clicks.
	 */
	private void click(Rectangle area, String... how) {
		List<String> command = new ArrayList<>(List.of("xdotool", "mousemove",
				Integer.toString(area.x + area.width / 2), Integer.toString(area.y + area.height / 2), "sleep", "0.1"));
		command.addAll(List.of(how));
		run(command.toArray(String[]::new));
		settle();
	}

	private static void run(String... command) {
		try {
			int code = new ProcessBuilder(command).inheritIO().start().waitFor();
			if (code != 0) {
				fail(String.join(" ", command) + " ended with " + code);
			}
		} catch (IOException e) {
			throw new IllegalStateException(e);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	/** @return where a control is on the screen */
	public Rectangle area(Control control) {
		return ask(() -> {
			Point origin = control.toDisplay(0, 0);
			Point size = control.getSize();
			return new Rectangle(origin.x, origin.y, size.x, size.y);
		});
	}

	/** Types, key by key. */
	public void type(String text) {
		for (char c : text.toCharArray()) {
			boolean shift = Character.isUpperCase(c) || "_~:\"".indexOf(c) >= 0;
			if (shift) {
				postKey(SWT.KeyDown, SWT.SHIFT, '\0');
			}
			press(0, c);
			if (shift) {
				postKey(SWT.KeyUp, SWT.SHIFT, '\0');
			}
		}
		settle();
	}

	/** Presses a key together with modifiers: {@code SWT.CTRL}, {@code 'a'}. */
	public void pressShortcut(int modifiers, char character) {
		withModifiers(modifiers, () -> press(0, character));
	}

	/** Presses a key that has no character, or Enter: {@code SWT.F5}, {@code SWT.CR}. */
	public void pressKey(int modifiers, int keyCode) {
		withModifiers(modifiers, () -> press(keyCode, keyCode == SWT.CR ? SWT.CR : '\0'));
	}

	private void withModifiers(int modifiers, Runnable keys) {
		for (int modifier : new int[] { SWT.CTRL, SWT.ALT, SWT.SHIFT }) {
			if ((modifiers & modifier) != 0) {
				postKey(SWT.KeyDown, modifier, '\0');
			}
		}
		keys.run();
		for (int modifier : new int[] { SWT.SHIFT, SWT.ALT, SWT.CTRL }) {
			if ((modifiers & modifier) != 0) {
				postKey(SWT.KeyUp, modifier, '\0');
			}
		}
		settle();
	}

	private void press(int keyCode, char character) {
		postKey(SWT.KeyDown, keyCode, character);
		sleep(KEY_PAUSE);
		postKey(SWT.KeyUp, keyCode, character);
		sleep(KEY_PAUSE);
	}

	private void postKey(int type, int keyCode, char character) {
		Event event = new Event();
		event.type = type;
		event.keyCode = keyCode;
		event.character = character;
		post(event);
	}

	private void post(Event event) {
		if (!ask(() -> display.post(event))) {
			fail("the display took no event");
		}
	}

	/** Lets the window do what it was told. */
	private void settle() {
		sleep(80);
		run(() -> {
		});
	}

	/** @return whether {@code widget} is gone; on the UI thread */
	static boolean isGone(Widget widget) {
		return widget.isDisposed() || widget instanceof Control control && !control.isVisible();
	}

	/** Waits a moment. */
	public static void sleep(int milliseconds) {
		try {
			Thread.sleep(milliseconds);
		} catch (InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
