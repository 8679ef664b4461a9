package dev.aidemo.benchmarks.result;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;

/** Draws the medians of figures as bars. */
final class BarChart {
  private BarChart() {}

  /** Draws a PNG file. */
  static void draw(Page.Chart content, List<Figure> figures, Path file) throws IOException {
    Figure first = figures.get(0);
    String rounds = first.samples().size() == 1 ? "1 round" : first.samples().size() + " rounds";
    var chart = new CategoryChart(860, 340);
    chart.setTitle(content.title() + ", median of " + rounds);
    chart.setYAxisTitle(first.unit());
    CategoryStyler styler = chart.getStyler().setLabelsVisible(true);
    styler.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
    styler.setChartBackgroundColor(Color.WHITE).setLegendBorderColor(Color.WHITE);
    styler.setXAxisLabelRotation(20).setPlotBorderVisible(false);
    styler.setDecimalPattern(first.median() < 100 ? "0.##" : "#,##0");
    Map<String, Map<String, Double>> medians = new LinkedHashMap<>();
    Set<String> categories = new LinkedHashSet<>();
    for (Figure figure : figures) {
      String category = figure.parameters().getOrDefault(content.category(), "");
      String series = figure.parameters().getOrDefault(content.series(), "");
      medians.computeIfAbsent(series, key -> new HashMap<>()).put(category, figure.median());
      categories.add(category);
    }
    medians.forEach(
        (series, bars) ->
            chart.addSeries(
                series, List.copyOf(categories), categories.stream().map(bars::get).toList()));
    // Twice the size is sharp on today's screens.
    BitmapEncoder.saveBitmapWithDPI(chart, file.toString(), BitmapFormat.PNG, 144);
  }
}
