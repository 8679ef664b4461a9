package dev.aidemo.local.stack;

import dev.aidemo.embedded.OrphanGuard;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Runs all functions, each in a process of its own. */
final class FunctionProcesses implements AutoCloseable {
  private final Map<DeployedFunction, FunctionProcess> processes = new LinkedHashMap<>();
  private final OrphanGuard guard = OrphanGuard.ofProcesses();

  /** Starts all at once, because they wait for the disk as much as for the processor. */
  FunctionProcesses(
      Deployables deployables,
      Launcher launcher,
      StackVariables variables,
      HttpFunctions http,
      StackOptions options,
      Consumer<String> notes) {
    try {
      for (DeployedFunction function : DeployedFunction.all()) {
        Map<String, String> own = new HashMap<>(variables.values());
        own.putAll(http.variables(function));
        processes.put(
            function,
            new FunctionProcess(
                function,
                launcher,
                deployables.jar(function),
                options.ports().of(function),
                own,
                options.logs(),
                notes,
                guard::add));
      }
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /**
   * Waits until all of them listen.
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
