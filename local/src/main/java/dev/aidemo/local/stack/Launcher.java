package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a function's JVM is started: the arguments of {@code java}. */
public final class Launcher {
  private static final String INVOKER = "com.google.cloud.functions.invoker.runner.Invoker";

  private final Path invoker;
  private final boolean managed;
  private final List<String> options;

  private Launcher(Path invoker, boolean managed, List<String> options) {
    this.invoker = invoker;
    this.managed = managed;
    this.options = options;
  }

  /** As Google's managed runtime does it: the function has a class loader of its own. */
  public static Launcher managed(Path invoker) {
    return new Launcher(invoker, true, List.of());
  }

  /**
   * As a container does it, with all on one class path.
   *
   * @param options more of the JVM's options, in which {@code %m} stands for the module
   */
  public static Launcher onClassPath(Path invoker, String... options) {
    return new Launcher(invoker, false, List.of(options));
  }

  /** Returns the whole command line. */
  public List<String> command(DeployedFunction function, Path jar, int port) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    options.forEach(option -> command.add(option.replace("%m", function.module())));
    if (managed) {
      command.addAll(List.of("-jar", invoker.toString(), "--classpath", jar.toString()));
    } else {
      command.addAll(List.of("-cp", jar + ":" + invoker, INVOKER));
    }
    command.addAll(List.of("--target", function.target(), "--port", Integer.toString(port)));
    return command;
  }
}
