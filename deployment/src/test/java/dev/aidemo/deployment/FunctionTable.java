package dev.aidemo.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the columns of {@code config/functions.csv} that only {@code deploy.sh} and Terraform use.
 */
final class FunctionTable {
  private final List<String> columns;
  private final List<String> rows;

  private FunctionTable(List<String> lines) {
    this.columns = List.of(lines.get(0).split(","));
    this.rows = lines.subList(1, lines.size());
  }

  static FunctionTable read() {
    try {
      return new FunctionTable(Files.readAllLines(Checkout.ROOT.resolve("config/functions.csv")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a column by function. */
  Map<String, String> column(String name) {
    Map<String, String> column = new LinkedHashMap<>();
    for (String row : rows) {
      String[] cells = row.split(",", -1);
      column.put(cells[0], cells[columns.indexOf(name)]);
    }
    return column;
  }
}
