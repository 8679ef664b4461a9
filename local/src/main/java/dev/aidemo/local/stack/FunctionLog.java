package dev.aidemo.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file that a function's output goes to. */
record FunctionLog(Path file) {
  private static final String FAILURE = "Exception in thread";
  private static final String CAUSE = "Caused by: ";

  /** Forgets what an earlier stack left. */
  void clear() {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  Redirect appending() {
    return Redirect.appendTo(file.toFile());
  }

  /** What ended the process, or else the last line; and where to read on. */
  String lastWords() {
    try {
      String words = "it said nothing";
      boolean failed = false;
      for (String line : Files.readAllLines(file)) {
        failed |= line.startsWith(FAILURE);
        if (failed ? line.startsWith(CAUSE) : !line.isBlank()) {
          words = line.strip();
        }
      }
      return words.replaceFirst(CAUSE + "[\\w.$]+: ", "") + " (see " + file + ")";
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }
}
