/* Copyright (c) 2026 Likeness contributors. SPDX-License-Identifier: EPL-2.0 */
package org.likeness.ui.internal.history;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.text.DecimalFormat;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.RGB;
import org.jfree.chart.ChartRenderingInfo;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.entity.StandardEntityCollection;
import org.jfree.chart.labels.StandardXYToolTipGenerator;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.time.FixedMillisecond;
import org.jfree.data.time.TimeSeries;
import org.jfree.data.time.TimeSeriesCollection;
import org.likeness.core.KnownClones.Measured;
import org.likeness.ui.internal.Facets;

/**
 * Draws the likeness of a clone over time: overall, and each facet, with a line where it was changed. JFreeChart draws into an image in memory, which
 * needs no screen and may be done on any thread.
 */
final class LikenessChart {

	/**
	 * A chart that is drawn.
	 *
	 * @param image    what to show
	 * @param entities what is where, in unscaled pixels, for tool tips
	 */
	record Drawn(ImageData image, ChartRenderingInfo entities) {
		/** @return what to say of the place, or {@code null} */
		String toolTip(int x, int y) {
			org.jfree.chart.entity.ChartEntity entity = entities.getEntityCollection().getEntity(x, y);
			return entity == null ? null : entity.getToolTipText();
		}
	}

	/** Okabe and Ito's colours, which the colour-blind tell apart; those that show on light and on dark. */
	private static final Color[] COLORS = { new Color(0xE69F00), new Color(0x56B4E9), new Color(0x009E73),
			new Color(0xCC79A7), new Color(0xD55E00), new Color(0x0072B2), new Color(0x999999) };

	private static final Color STEP = new Color(0x2E9E5B);
	private static final BasicStroke DASHED = new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 1,
			new float[] { 3, 3 }, 0);

	private static final String OVERALL = "Overall";

	private final String title;
	private final List<Measured> history;
	private final List<Instant> steps;

	/** @param title the clone; @param history its likeness, oldest first; @param steps when it was changed */
	LikenessChart(String title, List<Measured> history, List<Instant> steps) {
		this.title = title;
		this.history = history;
		this.steps = steps;
	}

	/**
	 * @param zoom device pixels for each pixel of the control
	 * @return the chart in the size given
	 */
	Drawn draw(int width, int height, double zoom, RGB foreground, RGB background) {
		Color front = color(foreground);
		Color back = color(background);
		JFreeChart chart = chart(front, back);
		ChartRenderingInfo info = new ChartRenderingInfo(new StandardEntityCollection());
		BufferedImage image = new BufferedImage((int) Math.ceil(width * zoom), (int) Math.ceil(height * zoom),
				BufferedImage.TYPE_INT_RGB);
		Graphics2D graphics = image.createGraphics();
		try {
			graphics.scale(zoom, zoom);
			chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height), info);
		} finally {
			graphics.dispose();
		}
		return new Drawn(imageData(image), info);
	}

	private JFreeChart chart(Color front, Color back) {
		Map<String, TimeSeries> facets = new TreeMap<>();
		TimeSeries overall = new TimeSeries(OVERALL);
		for (Measured measured : history) {
			FixedMillisecond when = new FixedMillisecond(Date.from(measured.when()));
			measured.overall().ifPresent(score -> overall.addOrUpdate(when, score * 100));
			measured.facets()
					.forEach((id, score) -> facets.computeIfAbsent(id, facet -> new TimeSeries(Facets.label(facet)))
							.addOrUpdate(when, score * 100));
		}
		TimeSeriesCollection data = new TimeSeriesCollection();
		data.addSeries(overall);
		facets.values().forEach(data::addSeries);
		XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, true);
		renderer.setDefaultToolTipGenerator(new StandardXYToolTipGenerator("{0}: {2} %, {1}",
				java.text.DateFormat.getDateTimeInstance(java.text.DateFormat.MEDIUM, java.text.DateFormat.SHORT),
				new DecimalFormat("0.0")));
		for (int i = 0; i < data.getSeriesCount(); i++) {
			renderer.setSeriesPaint(i, i == 0 ? front : COLORS[(i - 1) % COLORS.length]);
			renderer.setSeriesStroke(i, new BasicStroke(i == 0 ? 2.5f : 1.5f));
			renderer.setSeriesShape(i,
					i == 0 ? new Ellipse2D.Double(-3.5, -3.5, 7, 7) : new Ellipse2D.Double(-2.5, -2.5, 5, 5));
		}
		Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
		DateAxis time = new DateAxis();
		NumberAxis percent = new NumberAxis("Likeness in %");
		percent.setRange(0, 102);
		percent.setLabelFont(font);
		percent.setLabelPaint(front);
		for (org.jfree.chart.axis.ValueAxis axis : List.of(time, percent)) {
			axis.setTickLabelFont(font);
			axis.setTickLabelPaint(front);
			axis.setAxisLinePaint(front);
			axis.setTickMarkPaint(front);
		}
		XYPlot plot = new XYPlot(data, time, percent, renderer);
		plot.setBackgroundPaint(back);
		plot.setOutlineVisible(false);
		Color grid = new Color((front.getRed() + 3 * back.getRed()) / 4, (front.getGreen() + 3 * back.getGreen()) / 4,
				(front.getBlue() + 3 * back.getBlue()) / 4);
		plot.setRangeGridlinePaint(grid);
		plot.setDomainGridlinePaint(grid);
		for (Instant step : steps) {
			plot.addDomainMarker(new ValueMarker(step.toEpochMilli(), STEP, DASHED, null, null, 1), Layer.BACKGROUND);
		}
		JFreeChart chart = new JFreeChart(title, font.deriveFont(Font.BOLD), plot, true);
		chart.getTitle().setPaint(front);
		chart.setBackgroundPaint(back);
		chart.setPadding(new RectangleInsets(6, 4, 2, 10));
		chart.getLegend().setBackgroundPaint(back);
		chart.getLegend().setItemPaint(front);
		chart.getLegend().setItemFont(font);
		chart.getLegend().setFrame(org.jfree.chart.block.BlockBorder.NONE);
		return chart;
	}

	private static Color color(RGB rgb) {
		return new Color(rgb.red, rgb.green, rgb.blue);
	}

	private static ImageData imageData(BufferedImage image) {
		ImageData data = new ImageData(image.getWidth(), image.getHeight(), 24,
				new PaletteData(0xFF0000, 0xFF00, 0xFF));
		int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
		for (int y = 0; y < data.height; y++) {
			data.setPixels(0, y, data.width, pixels, y * data.width);
		}
		return data;
	}
}
