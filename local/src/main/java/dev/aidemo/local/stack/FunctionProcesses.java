package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** The processes of all eight functions. */
final class Functions implements AutoCloseable {
  /** The demonstration shall not wait for what production does once a minute, unless told to. */
  private static final Map<String, String> IMPATIENCE =
      Map.of("MODEL_REFRESH_SECONDS", "1", "TRAINING_INTERVAL_SECONDS", "1");

  private final Map<DeployedFunction, FunctionProcess> processes = new LinkedHashMap<>();
  private final OrphanGuard guard = OrphanGuard.start();

  /** Starts all of them at once: they wait for the disk as much as for the processor. */
  Functions(
      Deployables deployables,
      Launcher launcher,
      StackVariables variables,
      StackOptions options,
      Consumer<String> notes) {
    Map<String, String> environment = new HashMap<>(variables.values());
    IMPATIENCE.forEach((name, value) -> environment.put(name, options.given(name, value)));
    try {
      for (DeployedFunction function : DeployedFunction.all()) {
        processes.put(
            function,
            new FunctionProcess(
                function,
                launcher,
                deployables.jar(function),
                environment,
                options.logs(),
                notes,
                guard::watch));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Waits for all of them.
   *
   * @throws StackException if one does not start
   */
  void awaitReady() {
    processes.values().forEach(FunctionProcess::awaitReady);
  }

  String endpoint(DeployedFunction function) {
    FunctionProcess process = processes.get(function);
    if (process == null) {
      throw new IllegalArgumentException(function.module() + " was not started");
    }
    return process.endpoint();
  }

  @Override
  public void close() {
    guard.close();
    processes.values().forEach(FunctionProcess::stop);
    processes.values().forEach(FunctionProcess::close);
  }
}
