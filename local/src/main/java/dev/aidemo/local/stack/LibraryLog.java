package dev.aidemo.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.FileHandler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Writes what the libraries in this process log to {@code local.log}, beside the functions' logs.
 */
final class LibraryLog implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final FileHandler file;

  LibraryLog(Path folder) throws IOException {
    Files.createDirectories(folder);
    this.file = new FileHandler(folder.resolve("local.log").toString());
    file.setFormatter(new SimpleFormatter());
    root.addHandler(file);
  }

  @Override
  public void close() {
    root.removeHandler(file);
    file.close();
  }
}
