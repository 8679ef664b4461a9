package dev.aidemo.benchmarks.platform;

import dev.aidemo.local.stack.Deployables;
import dev.aidemo.local.stack.Launcher;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.file.Path;
import java.util.List;

/** Says how a function's JVM is started. */
public enum LaunchMode {
  /** As Google's managed runtime does, with the JVM options of a deployment. */
  MANAGED("managed"),
  /** The same, on the older line of the Functions Framework. */
  OLDER_INVOKER("managed, older invoker"),
  /** As {@link #MANAGED}, without any JVM options. */
  NO_OPTIONS("managed, no options"),
  /** As the entry point of a container that {@code ./ai-demo containers} wrote. */
  CONTAINER("container");

  /** The name in figures. */
  public final String label;

  LaunchMode(String label) {
    this.label = label;
  }

  List<String> command(Deployables deployables, DeployedFunction function, Path jar, int port) {
    if (this == CONTAINER) {
      return List.of(deployables.container(function) + "/start.sh");
    }
    Path invoker = this == OLDER_INVOKER ? deployables.olderInvoker() : deployables.invoker();
    return Launcher.managed(invoker).command(function, jar, port);
  }
}
