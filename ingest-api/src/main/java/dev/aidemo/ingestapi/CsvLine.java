package dev.aidemo.ingestapi;

import dev.aidemo.common.failure.PoisonMessageException;
import java.util.ArrayList;
import java.util.List;

/** Splits a line of CSV into its cells, which may be in quotes. */
final class CsvLine {
  private static final char QUOTE = '"';

  private CsvLine() {}

  static List<String> cells(String line) {
    List<String> cells = new ArrayList<>();
    int start = 0;
    while (start <= line.length()) {
      if (start < line.length() && line.charAt(start) == QUOTE) {
        start = quoted(line, start + 1, cells);
      } else {
        int comma = line.indexOf(',', start);
        int end = comma < 0 ? line.length() : comma;
        cells.add(line.substring(start, end));
        start = end + 1;
      }
    }
    return cells;
  }

  /** Adds the cell, and returns where the next one begins. */
  private static int quoted(String line, int start, List<String> cells) {
    var cell = new StringBuilder();
    for (int i = start; i < line.length(); i++) {
      char character = line.charAt(i);
      if (character != QUOTE) {
        cell.append(character);
      } else if (i + 1 < line.length() && line.charAt(i + 1) == QUOTE) {
        cell.append(QUOTE);
        i++;
      } else if (i + 1 == line.length() || line.charAt(i + 1) == ',') {
        cells.add(cell.toString());
        return i + 2;
      } else {
        throw new PoisonMessageException("a comma must follow the quote that ends a cell");
      }
    }
    throw new PoisonMessageException("a quote must end on the line where it begins");
  }
}
