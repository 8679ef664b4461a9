package dev.aidemo.operations.target;

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
 * {@code .local/env}: the variables of the running stack, for {@code source .local/env}. It exists
 * only while all of the stack is ready.
 */
public final class EnvironmentFile {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/@%+=,-]+");
  private static final Pattern LINE = Pattern.compile("export ([A-Z_]+)=(.*)");

  private final Path file;

  public EnvironmentFile(Path file) {
    this.file = file;
  }

  /**
   * Writes the file as one step, readable by its owner only, for it holds a password.
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
   * What the file says, or nothing if there is none.
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

  private static String unquote(String text) {
    return text.startsWith("'") ? text.substring(1, text.length() - 1).replace("'\\''", "'") : text;
  }
}
