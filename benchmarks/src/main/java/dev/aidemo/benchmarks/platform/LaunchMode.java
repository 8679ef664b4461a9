package dev.aidemo.benchmarks.platform;

import dev.aidemo.local.stack.Deployables;
import dev.aidemo.local.stack.Launcher;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Says how a function's JVM is started. */
public enum LaunchMode {
  /** As Google's managed runtime does, with the JVM options of a deployment. */
  MANAGED,
  /** The same, on the older line of the Functions Framework. */
  OLDER_INVOKER,
  /** As {@link #MANAGED}, without any JVM options. */
  NO_OPTIONS,
  /** As the entry point of a container that {@code ./ai-demo containers} wrote. */
  CONTAINER;

  List<String> command(Deployables deployables, DeployedFunction function, Path jar, int port) {
    if (this == CONTAINER) {
      return List.of(deployables.container(function) + "/start.sh");
    }
    Path invoker = this == OLDER_INVOKER ? deployables.olderInvoker() : deployables.invoker();
    return Launcher.managed(invoker).command(function, jar, port);
  }

  /** Tells whether {@code ./ai-demo containers} was run after this build, and archives classes. */
  static boolean prepareContainers(Deployables deployables) throws IOException {
    for (DeployedFunction function : DeployedFunction.all()) {
      Path folder = deployables.container(function);
      Path jar = folder.resolve("function.jar");
      if (!Files.exists(jar) || Files.mismatch(jar, deployables.jar(function)) != -1) {
        return false;
      }
      if (!Files.exists(folder.resolve("function.jsa"))) {
        Process process = new ProcessBuilder(folder + "/archive.sh").inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
          throw new IOException("cannot archive the classes in " + folder);
        }
      }
    }
    return true;
  }

  /** Returns the name in figures, such as {@code older invoker}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
