package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.operations.services.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs the whole system on one machine: the services, and all functions as they are deployed.
 * Closing it stops everything that it started, within seconds, also while it is still starting.
 */
public final class LocalStack implements AutoCloseable {
  private final StackOptions options;
  private final Consumer<String> notes;
  private final Function<Deployables, Launcher> launcher;
  private final Closer closer = new Closer();

  /**
   * Prepares a stack whose functions start as in Google's managed runtime.
   *
   * @param notes gets a line when a function ended and is restarted
   */
  public LocalStack(StackOptions options, Consumer<String> notes) {
    this(options, notes, deployables -> Launcher.managed(deployables.invoker()));
  }

  /**
   * Prepares a stack whose functions start in another way.
   *
   * @param notes gets a line when a function ended and is restarted
   * @param launcher makes their command lines
   */
  public LocalStack(
      StackOptions options, Consumer<String> notes, Function<Deployables, Launcher> launcher) {
    this.options = options;
    this.notes = notes;
    this.launcher = launcher;
  }

  /**
   * Starts everything and waits until it is ready. From then until it is stopped, there is an
   * {@link EnvironmentFile} in the stack's folder.
   *
   * @throws StackException if a part does not start, or another stack runs in the same folder;
   *     nothing is left running
   * @throws dev.aidemo.operations.OperationException if a service that a variable names does not
   *     answer
   */
  public StackVariables start() {
    try {
      return startAll();
    } catch (IOException e) {
      close();
      throw new StackException("cannot start: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private StackVariables startAll() throws IOException {
    closer.add(FolderLock.take(options.home()));
    closer.add(new LibraryLog(options.logs()));
    var file = EnvironmentFile.in(options.home());
    file.remove();
    var deployables = new Deployables(options.root());
    Path schema = deployables.schema();
    var services = new BackingServices(options, schema, closer);
    StackVariables variables = services.variables();
    var http = new HttpFunctions(services.reader());
    FunctionProcesses functions =
        closer.add(
            new FunctionProcesses(
                deployables, launcher.apply(deployables), variables, http, options, notes));
    connect(variables, functions);
    services.awaitDatabase();
    StarterRows.add(variables, schema);
    functions.awaitReady();
    StackVariables complete = variables.with(http.addresses(functions::endpoint));
    file.write(complete.values());
    closer.add(file::remove);
    return complete;
  }

  private static void connect(StackVariables variables, FunctionProcesses functions) {
    try (var topology =
        new Topology(variables.value("PROJECT_ID"), variables.value("PUBSUB_EMULATOR_HOST"))) {
      topology.createTopics();
      for (DeployedFunction function : DeployedFunction.eventDriven()) {
        topology.push(function, functions.endpoint(function));
      }
    }
  }

  /** Returns what a function has logged so far. */
  public String log(String module) {
    return new FunctionLog(options.logs().resolve(module + ".log")).text();
  }

  /** Stops everything. */
  @Override
  public void close() {
    closer.close();
  }
}
