/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.comparison;

import java.util.OptionalDouble;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;

/** A bar that shows a likeness; its colours suit a light and a dark background. */
final class LikenessBar extends Canvas {

	private static final RGB HIGH = new RGB(46, 158, 91);
	private static final RGB MIDDLE = new RGB(209, 143, 0);
	private static final RGB LOW = new RGB(204, 75, 55);

	private static final int CELL_WIDTH = 90;
	private static final int CELL_HEIGHT = 10;

	private OptionalDouble score = OptionalDouble.empty();

	LikenessBar(Composite parent) {
		super(parent, SWT.DOUBLE_BUFFERED);
		addPaintListener(e -> {
			Rectangle area = getClientArea();
			paint(e.gc, area, score, getForeground().getRGB(), getBackground().getRGB());
		});
	}

	void setScore(OptionalDouble score) {
		this.score = score;
		redraw();
	}

	@Override
	public Point computeSize(int width, int height, boolean changed) {
		return new Point(width == SWT.DEFAULT ? 200 : width, height == SWT.DEFAULT ? 14 : height);
	}

	/** Paints the bar for {@code score} into {@code area}. */
	static void paint(GC gc, Rectangle area, OptionalDouble score, RGB foreground, RGB background) {
		gc.setAntialias(SWT.ON);
		int arc = area.height;
		gc.setBackground(new Color(mix(foreground, background, 0.18)));
		gc.fillRoundRectangle(area.x, area.y, area.width, area.height, arc, arc);
		if (score.isPresent() && score.getAsDouble() > 0) {
			double value = score.getAsDouble();
			int width = Math.max(arc, (int) Math.floor(area.width * value));
			gc.setBackground(new Color(value >= 0.9 ? HIGH : value >= 0.6 ? MIDDLE : LOW));
			gc.fillRoundRectangle(area.x, area.y, width, area.height, arc, arc);
		}
	}

	/** Paints a bar beside the percentage in a cell of a tree, if there is room. */
	static void paint(Event event, Rectangle cell, OptionalDouble score) {
		if (score.isPresent()) {
			int text = event.gc.textExtent("100.0 %  ").x;
			int width = Math.min(CELL_WIDTH, cell.width - text - 14);
			if (width > 20) {
				Rectangle bar = new Rectangle(cell.x + text + 8, cell.y + (cell.height - CELL_HEIGHT) / 2, width,
						CELL_HEIGHT);
				paint(event.gc, bar, score, event.gc.getForeground().getRGB(),
						((Control) event.widget).getBackground().getRGB());
			}
		}
	}

	/** @return {@code part} of the one and the rest of the other */
	static RGB mix(RGB one, RGB other, double part) {
		return new RGB((int) (one.red * part + other.red * (1 - part)),
				(int) (one.green * part + other.green * (1 - part)),
				(int) (one.blue * part + other.blue * (1 - part)));
	}
}
