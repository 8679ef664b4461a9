package dev.aidemo.benchmarks.report;

import java.util.Locale;

/** Writes an SVG file: rectangles, lines and texts whose looks are in the style sheet. */
final class Svg {
  private final StringBuilder text = new StringBuilder();

  /** A picture whose {@code title} is read to who cannot see it. */
  Svg(int width, int height, String title, String style) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
            + " viewBox=\"0 0 %d %d\" role=\"img\">",
        width, height, width, height);
    add("<title>%s</title>", escaped(title));
    add("<style>%n%s</style>", style);
  }

  void rectangle(String kind, double x, double y, double width, double height, double radius) {
    add(
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\"/>",
        kind, x, y, width, height, radius);
  }

  void line(String kind, double x1, double y1, double x2, double y2) {
    add(
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>",
        kind, x1, y1, x2, y2);
  }

  /** Text whose {@code anchor}, its start, middle or end, is at the place. */
  void text(String kind, double x, double y, String anchor, String words) {
    add(
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        kind, x, y, anchor, escaped(words));
  }

  /** The whole file. */
  String finish() {
    return text + "</svg>\n";
  }

  private void add(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  private static String escaped(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
