package dev.aidemo.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Holds the output of a function.
 *
 * @param file the log file
 */
record FunctionLog(Path file) {
  private static final String EXCEPTION = "Exception in thread";
  private static final String CAUSE = "Caused by: ";

  /** Deletes the log of an earlier stack. */
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

  /** Returns everything that the function has printed. */
  String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Returns the cause of the exception that ended the process, or the last line, and the file. */
  String lastError() {
    try {
      String error = "it printed nothing";
      boolean failed = false;
      for (String line : Files.readAllLines(file)) {
        failed |= line.startsWith(EXCEPTION);
        if (failed ? line.startsWith(CAUSE) : !line.isBlank()) {
          error = line.strip();
        }
      }
      return error.replaceFirst(CAUSE + "[\\w.$]+: ", "") + " (see " + file + ")";
    } catch (IOException e) {
      return "its log cannot be read: " + e.getMessage();
    }
  }
}
