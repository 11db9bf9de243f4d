/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.time.Instant;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.part.ViewPart;
import org.likeness.core.KnownClones.KnownClone;
import org.likeness.core.KnownClones.Measured;
import org.likeness.core.MachineException;
import org.likeness.core.RecordedStep;
import org.likeness.history.CloneHistory;
import org.likeness.ui.internal.Background;
import org.likeness.ui.internal.CloneSession;
import org.likeness.ui.internal.WidgetKeys;
import org.likeness.ui.internal.clones.CloneList;

/** How the likeness of a clone went on: a chart, as soon as it was compared twice. */
public final class LikenessView extends ViewPart {

	/** As in plugin.xml. */
	public static final String ID = "org.likeness.ui.likeness";

	/** Milliseconds without a change until the chart is drawn anew. */
	private static final int PAUSE = 80;

	private final Runnable refreshed = this::drawSoon;
	private final Runnable drawing = this::draw;
	private final CloneFollower selected = new CloneFollower(this::drawSoon);

	private Canvas canvas;
	private String message = "";
	private Image image;
	private LikenessChart.Drawn drawn;
	private int asked;
	private RGB drawnOn;

	@Override
	public void createPartControl(Composite parent) {
		canvas = WidgetKeys.mark(new Canvas(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND), "likeness.chart");
		canvas.addListener(SWT.Paint, e -> paint(e.gc));
		canvas.addListener(SWT.Resize, e -> drawSoon());
		canvas.addListener(SWT.MouseMove, e -> {
			String tip = drawn == null ? null : drawn.toolTip(e.x, e.y);
			if (!java.util.Objects.equals(tip, canvas.getToolTipText())) {
				canvas.setToolTipText(tip);
			}
		});
		canvas.addListener(SWT.Dispose, e -> {
			canvas.getDisplay().timerExec(-1, drawing);
			if (image != null) {
				image.dispose();
			}
		});
		CloneList.get().addListener(refreshed);
		getSite().getWorkbenchWindow().getSelectionService().addSelectionListener(selected);
	}

	private void drawSoon() {
		if (!canvas.isDisposed()) {
			canvas.getDisplay().timerExec(PAUSE, drawing);
		}
	}

	private void draw() {
		if (canvas.isDisposed()) {
			return;
		}
		int number = ++asked;
		CloneList.Entry entry = selected.entry();
		List<Measured> history = entry == null ? List.of() : entry.history();
		if (history.size() < 2) {
			message = entry == null ? "Compare the laptop with a clone to see its likeness here."
					: history.isEmpty() ? entry.name() + " has not been compared yet."
							: entry.name()
									+ " was compared once. With the next comparison its likeness shows here as a chart.";
			show(null, number);
			return;
		}
		Point size = canvas.getSize();
		double zoom = Math.max(1, canvas.getMonitor().getZoom() / 100.0);
		drawnOn = canvas.getBackground().getRGB();
		RGB background = drawnOn;
		RGB foreground = canvas.getForeground().getRGB();
		if (size.x < 50 || size.y < 50) {
			return;
		}
		Background.run("The likeness can't be drawn",
				() -> new LikenessChart(entry.name(), history, steps(entry.known())).draw(size.x, size.y, zoom,
						foreground, background),
				result -> show(result, number));
	}

	/** Without a history that can be read the chart is as good, and the History view says what is wrong. */
	private static List<Instant> steps(KnownClone clone) {
		try (CloneHistory history = CloneSession.of(clone).history()) {
			return history.steps().stream().filter(step -> step.step().kind() != RecordedStep.Kind.FOUND)
					.map(step -> step.step().when()).toList();
		} catch (MachineException e) {
			return List.of();
		}
	}

	private void show(LikenessChart.Drawn result, int number) {
		if (number != asked || canvas.isDisposed()) {
			return;
		}
		if (image != null) {
			image.dispose();
		}
		drawn = result;
		image = result == null ? null : new Image(Display.getCurrent(), result.image());
		canvas.redraw();
	}

	private void paint(GC gc) {
		Rectangle area = canvas.getClientArea();
		gc.setBackground(canvas.getBackground());
		gc.fillRectangle(area);
		if (image != null) {
			if (!canvas.getBackground().getRGB().equals(drawnOn)) {
				drawSoon();
			}
			Rectangle bounds = image.getBounds();
			gc.drawImage(image, 0, 0, bounds.width, bounds.height, 0, 0, area.width, area.height);
			return;
		}
		gc.setForeground(canvas.getForeground());
		org.eclipse.swt.graphics.TextLayout text = new org.eclipse.swt.graphics.TextLayout(gc.getDevice());
		try {
			text.setFont(canvas.getFont());
			text.setText(message);
			text.setAlignment(SWT.CENTER);
			text.setWidth(Math.max(50, area.width - 40));
			text.draw(gc, 20, Math.max(10, (area.height - text.getBounds().height) / 2));
		} finally {
			text.dispose();
		}
	}

	@Override
	public void setFocus() {
		canvas.setFocus();
	}

	@Override
	public void dispose() {
		CloneList.get().removeListener(refreshed);
		getSite().getWorkbenchWindow().getSelectionService().removeSelectionListener(selected);
		super.dispose();
	}
}
