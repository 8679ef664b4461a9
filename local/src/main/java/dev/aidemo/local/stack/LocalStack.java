package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.operations.target.EnvironmentFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The whole system on one machine: the services, and the eight functions from their deployable
 * artefacts. Closing it stops all that it started, within seconds, also while it is still starting.
 */
public final class LocalStack implements AutoCloseable {
  private final StackOptions options;
  private final Consumer<String> notes;
  private final Function<Deployables, Launcher> launcher;
  private final Closer closer = new Closer();

  /**
   * A stack that is not started yet.
   *
   * @param notes told, in one line, what happens later by itself
   */
  public LocalStack(StackOptions options, Consumer<String> notes) {
    this(options, notes, deployables -> Launcher.managed(deployables.invoker()));
  }

  /**
   * One whose functions are started in another way than that of Google's managed runtime.
   *
   * @param notes told, in one line, what happens later by itself
   * @param launcher asked once, when everything else is there
   */
  public LocalStack(
      StackOptions options, Consumer<String> notes, Function<Deployables, Launcher> launcher) {
    this.options = options;
    this.notes = notes;
    this.launcher = launcher;
  }

  /**
   * Starts everything and returns when it is ready; only then, and until it is stopped, there is an
   * {@link EnvironmentFile} in the stack's folder.
   *
   * @return where everything listens
   * @throws StackException if a part does not start, or another stack runs in the same folder; the
   *     message says which part and why, and nothing is left running
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
    var file = new EnvironmentFile(options.home().resolve("env"));
    file.remove();
    var deployables = new Deployables(options.root());
    Path schema = deployables.schema();
    var services = new Services(options, schema, closer);
    StackVariables variables = services.variables();
    Functions functions =
        closer.add(
            new Functions(deployables, launcher.apply(deployables), variables, options, notes));
    Bucket.create(variables);
    connect(variables, functions);
    services.awaitDatabase();
    StarterRows.add(variables, schema);
    functions.awaitReady();
    file.write(variables.values());
    closer.add(file::remove);
    return variables;
  }

  private static void connect(StackVariables variables, Functions functions) throws IOException {
    try (var topology =
        new Topology(variables.value("PROJECT_ID"), variables.value("PUBSUB_EMULATOR_HOST"))) {
      topology.createTopics();
      for (DeployedFunction function : DeployedFunction.all()) {
        topology.push(function, functions.endpoint(function));
      }
    }
  }

  /** Stops everything. */
  @Override
  public void close() {
    closer.close();
  }
}
