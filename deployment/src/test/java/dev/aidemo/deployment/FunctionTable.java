package dev.aidemo.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code config/functions.csv}, which {@code deploy.sh} and Terraform read.
 *
 * @param rows by function: each column by its name
 */
record FunctionTable(Map<String, Map<String, String>> rows) {
  static FunctionTable read() {
    try {
      List<String> lines = Files.readAllLines(Checkout.ROOT.resolve("config/functions.csv"));
      String[] columns = lines.get(0).split(",", -1);
      Map<String, Map<String, String>> rows = new LinkedHashMap<>();
      for (String line : lines.subList(1, lines.size())) {
        String[] cells = line.split(",", -1);
        Map<String, String> row = new LinkedHashMap<>();
        for (int column = 0; column < columns.length; column++) {
          row.put(columns[column], cells[column]);
        }
        rows.put(cells[0], row);
      }
      return new FunctionTable(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A column, by function. */
  Map<String, String> column(String name) {
    Map<String, String> column = new LinkedHashMap<>();
    rows.forEach((function, row) -> column.put(function, row.getOrDefault(name, "")));
    return column;
  }
}
