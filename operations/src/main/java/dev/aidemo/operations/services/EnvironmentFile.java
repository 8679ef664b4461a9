package dev.aidemo.operations.services;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes {@code .local/env}, which tells commands and shells ({@code source .local/env})
 * where the local stack listens. The file exists only while the whole stack is ready.
 */
public final class EnvironmentFile {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/@%+=,-]+");
  private static final Pattern LINE = Pattern.compile("export ([A-Z_]+)=(.*)");

  private final Path file;

  private EnvironmentFile(Path file) {
    this.file = file;
  }

  /**
   * Returns the file of a local stack.
   *
   * @param stackFolder the folder in which the stack keeps its files
   */
  public static EnvironmentFile in(Path stackFolder) {
    return new EnvironmentFile(stackFolder.resolve("env"));
  }

  /**
   * Writes the file atomically, readable by its owner only because it holds a password.
   *
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Map<String, String> variables) {
    var lines = new StringBuilder();
    variables.forEach((name, value) -> lines.append("export " + name + "=" + quote(value) + "\n"));
    try {
      Path written = Files.createTempFile(file.toAbsolutePath().getParent(), "env", ".part");
      Files.writeString(written, lines);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  /**
   * Returns the variables in the file, if there is one.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  public Optional<Map<String, String>> read() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      Map<String, String> values = new HashMap<>();
      for (String line : Files.readAllLines(file)) {
        Matcher matcher = LINE.matcher(line);
        if (matcher.matches()) {
          values.put(matcher.group(1), unquote(matcher.group(2)));
        }
      }
      return Optional.of(values);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Removes the file, if there is one. */
  public void remove() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot remove " + file, e);
    }
  }

  private static String quote(String value) {
    return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
  }

  private static String unquote(String value) {
    return value.startsWith("'")
        ? value.substring(1, value.length() - 1).replace("'\\''", "'")
        : value;
  }
}
