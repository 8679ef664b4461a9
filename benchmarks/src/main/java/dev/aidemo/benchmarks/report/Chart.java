package dev.aidemo.benchmarks.report;

import dev.aidemo.benchmarks.result.Figure;
import java.util.List;
import java.util.stream.Stream;

/**
 * Horizontal bars of medians, with whiskers from the lowest to the highest sample and, in grey
 * below, what each was compared with. It brings its own background, light or dark as the reader's
 * system is, so that it can be read on any page.
 *
 * @param unit of all the figures
 */
record Chart(String title, String unit, List<Bar> bars) {
  private static final int WIDTH = 880;
  private static final int TOP = 64;
  private static final int BOTTOM = 40;
  private static final int MARGIN = 20;
  private static final double LETTER = 6.7;
  private static final int ROW = 26;
  private static final int REFERENCE_ROW = 16;
  private static final int THICK = 14;
  private static final int THIN = 7;

  private static final String STYLE =
      """
      text { font: 12px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; \
      fill: #1f2328; }
      .title { font-size: 16px; font-weight: 600; }
      .quiet { fill: #59636e; font-size: 11px; }
      .card { fill: #ffffff; stroke: #d1d9e0; }
      .bar { fill: #3f7fd0; }
      .reference { fill: #b4bcc6; }
      .whisker { stroke: #12305c; stroke-width: 1.5; }
      .grid { stroke: #e4e8ec; }
      @media (prefers-color-scheme: dark) {
        text { fill: #e6edf3; }
        .quiet { fill: #9198a1; }
        .card { fill: #0d1117; stroke: #3d444d; }
        .bar { fill: #4a8ee6; }
        .reference { fill: #59626d; }
        .whisker { stroke: #cfe3ff; }
        .grid { stroke: #262c36; }
      }
      """;

  Chart {
    bars = List.copyOf(bars);
  }

  /** The chart as an SVG file. */
  String svg() {
    Scale scale = Scale.of(bars.stream().flatMap(bar -> bar.numbers().stream()).toList());
    int height = TOP + bars.stream().mapToInt(Chart::height).sum() + BOTTOM;
    var svg = new Svg(WIDTH, height, title + " (" + unit + ")", STYLE);
    svg.rectangle("card", 0.5, 0.5, WIDTH - 1, height - 1, 8);
    svg.text("title", MARGIN, 28, "start", title);
    svg.text("quiet", MARGIN, 46, "start", explanation(scale));
    for (double tick : scale.ticks()) {
      double x = x(scale, tick);
      svg.line("grid", x, TOP - 6, x, height - BOTTOM);
      svg.text("quiet", x, height - BOTTOM + 16, "middle", Numbers.brief(tick));
    }
    double y = TOP;
    for (Bar bar : bars) {
      draw(svg, scale, bar, y);
      y += height(bar);
    }
    return svg.finish();
  }

  private void draw(Svg svg, Scale scale, Bar bar, double top) {
    Figure figure = bar.figure();
    double end = x(scale, figure.median());
    double middle = top + THICK / 2.0;
    svg.text("label", start() - 8, middle + 4, "end", bar.label());
    svg.rectangle("bar", start(), top, Math.max(1, end - start()), THICK, 2);
    double low = x(scale, figure.lowest());
    double high = x(scale, figure.highest());
    svg.line("whisker", low, middle, high, middle);
    svg.line("whisker", low, middle - 4, low, middle + 4);
    svg.line("whisker", high, middle - 4, high, middle + 4);
    svg.text("value", Math.max(end, high) + 7, middle + 4, "start", value(figure.median()));
    if (figure.reference() != null) {
      double reference = x(scale, bar.reference());
      double below = top + THICK + 3;
      svg.rectangle("reference", start(), below, Math.max(1, reference - start()), THIN, 2);
      svg.text("quiet", reference + 7, below + THIN, "start", referenceText(bar));
    }
  }

  private String explanation(Scale scale) {
    int samples = bars.stream().mapToInt(bar -> bar.figure().samples().size()).max().orElse(1);
    List<String> references = references();
    return unit
        + (scale.logarithmic() ? ", logarithmic axis" : "")
        + (samples > 1 ? ", median, whiskers from the lowest to the highest of " + samples : "")
        + (references.isEmpty() ? "" : "; grey: ")
        + (references.size() > 1 ? "measured in turn with it" : String.join("", references));
  }

  private List<String> references() {
    return bars.stream()
        .flatMap(bar -> Stream.ofNullable(bar.figure().reference()))
        .map(Figure.Reference::name)
        .distinct()
        .toList();
  }

  /** Its name is said once, where all have the same. */
  private String referenceText(Bar bar) {
    Figure.Reference reference = bar.figure().reference();
    String number = Numbers.exact(bar.reference());
    return reference == null || references().size() == 1 ? number : reference.name() + " " + number;
  }

  private String value(double number) {
    return Numbers.exact(number) + " " + unit;
  }

  private static int height(Bar bar) {
    return bar.isCompared() ? ROW + REFERENCE_ROW : ROW;
  }

  private double start() {
    int longest = bars.stream().mapToInt(bar -> bar.label().length()).max().orElse(0);
    return Math.min(WIDTH / 2.0, MARGIN + 8 + longest * LETTER);
  }

  private double x(Scale scale, double number) {
    return start() + scale.position(number) * (end() - start());
  }

  /** Leaves room for the texts behind the bars. */
  private double end() {
    int longest =
        bars.stream()
            .mapToInt(
                bar ->
                    Math.max(
                        value(bar.figure().median()).length(),
                        bar.isCompared() ? referenceText(bar).length() : 0))
            .max()
            .orElse(0);
    return Math.max(start() + MARGIN, WIDTH - MARGIN - 8 - longest * LETTER);
  }
}
