package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Figure;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.ChartUtils;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.TextTitle;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/** Draws the medians of figures as horizontal bars. */
final class BarChart {
  private static final Color[] COLOURS = {
    new Color(0x3f7fd0), new Color(0xe08a2e), new Color(0x4aa564), new Color(0x8d6bb8)
  };

  private BarChart() {}

  /** Draws a PNG file. */
  static void draw(Page.Chart content, List<Figure> figures, Path file) throws IOException {
    var dataset = new DefaultCategoryDataset();
    for (Figure figure : figures) {
      String series = figure.parameters().getOrDefault(content.series(), "");
      String category = figure.parameters().getOrDefault(content.category(), "");
      dataset.addValue(figure.median(), series, category);
    }
    Figure first = figures.get(0);
    boolean legend = dataset.getRowCount() > 1;
    JFreeChart chart =
        ChartFactory.createBarChart(
            content.title(),
            null,
            first.unit(),
            dataset,
            PlotOrientation.HORIZONTAL,
            legend,
            false,
            false);
    chart.getTitle().setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    chart.addSubtitle(new TextTitle("medians, rounds: " + first.samples().size()));
    style(chart.getCategoryPlot());
    int height = 120 + figures.size() * 22;
    try (OutputStream output = Files.newOutputStream(file)) {
      // Twice the size is sharp on today's screens.
      ChartUtils.writeScaledChartAsPNG(output, chart, 860, height, 2, 2);
    }
  }

  private static void style(CategoryPlot plot) {
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.setOutlineVisible(false);
    plot.getRangeAxis().setUpperMargin(0.1);
    var renderer = (BarRenderer) plot.getRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setItemMargin(0.05);
    renderer.setDefaultItemLabelsVisible(true);
    renderer.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator() {
          @Override
          public String generateLabel(CategoryDataset data, int row, int column) {
            return Report.format(data.getValue(row, column).doubleValue());
          }
        });
    for (int i = 0; i < COLOURS.length; i++) {
      renderer.setSeriesPaint(i, COLOURS[i]);
    }
  }
}
