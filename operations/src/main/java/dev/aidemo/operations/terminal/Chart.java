package dev.aidemo.operations.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Plots shares, from 0 to 1, against numbers. Both axes are logarithmic: 10 to 100 is as far as 100
 * to 1000, and 0.9 to 0.99 is as far as 0 to 0.9.
 */
public final class Chart {
  private static final int WIDTH = 60;
  private static final int HEIGHT = 10;

  /** Keeps a share of 1 at a finite height. */
  private static final double MIN_GAP = 0.003;

  private final List<Point> points = new ArrayList<>();
  private final boolean unicode;

  private record Point(double number, double share, boolean emphasised) {
    double x() {
      return Math.log(number);
    }

    double y() {
      return -Math.log(1 - share + MIN_GAP);
    }
  }

  public Chart(boolean unicode) {
    this.unicode = unicode;
  }

  /** Adds a point; {@code number} must be greater than zero. */
  public void add(double number, double share, boolean emphasised) {
    points.add(new Point(number, share, emphasised));
  }

  /** Returns the lines, with both axes; none if there are no points. */
  public List<String> lines() {
    if (points.isEmpty()) {
      return List.of();
    }
    double left = points.stream().mapToDouble(Point::x).min().orElseThrow();
    double right = points.stream().mapToDouble(Point::x).max().orElseThrow();
    double bottom = points.stream().mapToDouble(Point::y).min().orElseThrow();
    double top = points.stream().mapToDouble(Point::y).max().orElseThrow();
    char[][] field = new char[HEIGHT][WIDTH];
    for (char[] row : field) {
      Arrays.fill(row, ' ');
    }
    for (Point point : points) {
      int column = scaled(point.x(), left, right, WIDTH);
      int row = HEIGHT - 1 - scaled(point.y(), bottom, top, HEIGHT);
      if (point.emphasised() || field[row][column] == ' ') {
        field[row][column] = mark(point.emphasised());
      }
    }
    return framed(field, bottom, top, Math.exp(left), Math.exp(right));
  }

  /** Returns the mark of a point, for a legend. */
  public char mark(boolean emphasised) {
    if (unicode) {
      return emphasised ? '●' : '○';
    }
    return emphasised ? '*' : 'o';
  }

  private List<String> framed(
      char[][] field, double bottom, double top, double left, double right) {
    String wall = unicode ? "│" : "|";
    String floor = unicode ? "└" + "─".repeat(WIDTH) : "+" + "-".repeat(WIDTH);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < HEIGHT; row++) {
      double height = top - (top - bottom) * row / (HEIGHT - 1);
      lines.add(
          String.format(Locale.ROOT, "%7.4f ", 1 + MIN_GAP - Math.exp(-height))
              + wall
              + new String(field[row]).stripTrailing());
    }
    lines.add(" ".repeat(8) + floor);
    String first = String.format(Locale.ROOT, "%.0f", left);
    String last = String.format(Locale.ROOT, "%.0f", right);
    lines.add(" ".repeat(9) + first + " ".repeat(WIDTH - first.length() - last.length()) + last);
    return lines;
  }

  private static int scaled(double value, double min, double max, int steps) {
    return max == min ? 0 : (int) Math.round((value - min) / (max - min) * (steps - 1));
  }
}
