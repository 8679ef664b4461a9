package dev.aidemo.benchmarks.platform;

import dev.aidemo.local.stack.Deployables;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Prepares what {@code ./ai-demo containers} wrote for a function, to be started without Docker.
 */
record Container(Path folder) {
  /** Prepares all, and tells whether all were written from the functions' JARs. */
  static boolean prepareAll(Deployables deployables) throws IOException {
    for (DeployedFunction function : DeployedFunction.all()) {
      var container = new Container(deployables.container(function));
      if (!container.isOf(deployables.jar(function))) {
        return false;
      }
      container.archive();
    }
    return true;
  }

  /** Tells whether it was written, and from the given JAR. */
  boolean isOf(Path jar) throws IOException {
    Path copy = folder.resolve("function.jar");
    return Files.exists(copy) && Files.mismatch(copy, jar) == -1;
  }

  /** Archives the classes, as the container's build does, unless that was done. */
  private void archive() throws IOException {
    Path archive = folder.resolve("function.jsa");
    Path list = folder.resolve("classes.lst");
    if (Files.exists(archive)
        && Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(list)) >= 0) {
      return;
    }
    Process process = new ProcessBuilder(folder + "/archive.sh").inheritIO().start();
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException("cannot archive the classes in " + folder);
    }
  }
}
