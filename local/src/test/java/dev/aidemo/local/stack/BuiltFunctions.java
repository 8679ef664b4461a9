package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Services;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Starts functions from what the build made. */
public final class BuiltFunctions {
  public static final Path ROOT = Services.projectFolder();
  public static final Deployables DEPLOYABLES = new Deployables(ROOT);

  private BuiltFunctions() {}

  /** Returns both Functions Frameworks that Google runs. */
  static Stream<Path> invokers() {
    return Stream.of(DEPLOYABLES.invoker(), DEPLOYABLES.olderInvoker());
  }

  /** Starts a function in the current Functions Framework, and returns before it listens. */
  public static FunctionProcess start(
      DeployedFunction function, Map<String, String> environment, Path logs) {
    return start(function, DEPLOYABLES.invoker(), environment, logs);
  }

  static FunctionProcess start(
      DeployedFunction function, Path invoker, Map<String, String> environment, Path logs) {
    return new FunctionProcess(
        function, invoker, DEPLOYABLES.jar(function), environment, logs, note -> {}, pid -> {});
  }
}
