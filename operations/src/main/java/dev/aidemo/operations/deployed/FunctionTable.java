package dev.aidemo.operations.deployed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code config/functions.csv}, with the values that {@code config/defaults.yaml} gives. */
final class FunctionTable {
  /** The file is YAML, but deploy.sh reads it line by line too: each setting has one line. */
  private static final Pattern SETTING = Pattern.compile("(\\w+): \"(.*)\"");

  private final List<String> columns;
  private final Map<String, String> defaults;

  private FunctionTable(List<String> columns, Map<String, String> defaults) {
    this.columns = columns;
    this.defaults = defaults;
  }

  static List<DeployedFunction> read() {
    List<String> lines = resource("functions.csv").lines().toList();
    var table = new FunctionTable(List.of(lines.get(0).split(",")), defaults());
    return lines.stream().skip(1).map(table::function).toList();
  }

  private DeployedFunction function(String line) {
    String[] cells = line.split(",", -1);
    return new DeployedFunction(
        cell(cells, "function"),
        cell(cells, "entry_point"),
        cell(cells, "trigger"),
        Optional.of(cell(cells, "publishes")).filter(topic -> !topic.isEmpty()),
        megabytes(setting(cell(cells, "memory"))),
        Integer.parseInt(cell(cells, "max_instances")),
        setting(cell(cells, "java_options")));
  }

  private String cell(String[] cells, String column) {
    return cells[columns.indexOf(column)];
  }

  private String setting(String name) {
    String value = defaults.get(name);
    if (value == null) {
      throw new IllegalStateException("config/defaults.yaml does not set " + name);
    }
    return value;
  }

  private static int megabytes(String memory) {
    return Integer.parseInt(memory.replace("MB", ""));
  }

  private static Map<String, String> defaults() {
    Map<String, String> defaults = new HashMap<>();
    for (String line : resource("defaults.yaml").lines().toList()) {
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        defaults.put(setting.group(1), setting.group(2));
      }
    }
    return defaults;
  }

  private static String resource(String name) {
    try (InputStream file = FunctionTable.class.getResourceAsStream("/config/" + name)) {
      if (file == null) {
        throw new IllegalStateException("config/" + name + " is not on the class path");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
