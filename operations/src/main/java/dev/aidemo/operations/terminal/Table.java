package dev.aidemo.operations.terminal;

import java.util.ArrayList;
import java.util.List;

/** Aligns rows in columns: to the right, and the last column to the left. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();
  private final int columns;

  public Table(String... headings) {
    this.columns = headings.length;
    row(headings);
  }

  /**
   * Adds a row.
   *
   * @throws IllegalArgumentException if there is not one cell for each heading
   */
  public void row(String... cells) {
    if (cells.length != columns) {
      throw new IllegalArgumentException(
          "a row must have " + columns + " cells, got " + cells.length);
    }
    rows.add(List.of(cells));
  }

  /** Returns the lines, the headings first. */
  public List<String> lines() {
    return rows.stream().map(this::line).toList();
  }

  private String line(List<String> cells) {
    var line = new StringBuilder();
    for (int column = 0; column < columns - 1; column++) {
      line.append(" ".repeat(width(column) - cells.get(column).length()));
      line.append(cells.get(column)).append("  ");
    }
    return line.append(cells.get(columns - 1)).toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
