package dev.aidemo.benchmarks.platform;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.embedded.PortReservation;
import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.local.stack.Deployables;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Starts the services that functions need, and functions from their deployables. */
public final class Platform implements AutoCloseable {
  /** The processors of a function unless a section says otherwise. */
  public static final double PROCESSORS = 2;

  private final Deployables deployables;
  private final Path programs;
  private final Path logs;
  private final Services services;
  private final Messages messages;

  /** Starts the services, which are empty. */
  public Platform(BenchmarkOptions options, String section) throws IOException {
    this.deployables = new Deployables(options.root());
    this.programs = options.root().resolve("benchmarks/programs");
    this.logs = Files.createDirectories(options.logs(section));
    this.services = new Services(deployables.schema());
    this.messages = new Messages(services.variables());
  }

  /** Returns what functions are told, as their environment variables. */
  public Map<String, String> variables() {
    return services.variables();
  }

  /** Returns the database server. */
  public PostgresServer postgres() {
    return services.postgres();
  }

  /** Returns what makes events. */
  public Messages messages() {
    return messages;
  }

  /** Tells whether this build has containers of all functions, and prepares them. */
  public boolean hasContainers() throws IOException {
    return LaunchMode.prepareContainers(deployables);
  }

  /** Starts a function as it is deployed, and waits until it listens. */
  public RunningFunction start(DeployedFunction function) throws IOException {
    RunningFunction running = launch(function, LaunchMode.MANAGED, PROCESSORS);
    running.awaitListening();
    return running;
  }

  /** Starts a function with the memory of its deployment, and returns before it listens. */
  public RunningFunction launch(DeployedFunction function, LaunchMode mode, double processors)
      throws IOException {
    PortReservation port = PortReservation.take();
    Map<String, String> variables = variables();
    variables.put("PORT", Integer.toString(port.port()));
    if (mode != LaunchMode.NO_OPTIONS) {
      variables.put("JAVA_TOOL_OPTIONS", function.limitedJavaOptions());
    }
    var group = ControlGroup.create(processors, function.memoryMegabytes());
    Path log = logs.resolve(function.module() + ".log");
    Path jar =
        function.equals(RunningFunction.TRIVIAL)
            ? programJar("trivial")
            : deployables.jar(function);
    List<String> command = mode.command(deployables, function, jar, port.port());
    var output = Redirect.appendTo(log.toFile());
    var process = new MeasuredProcess(command, variables, group, log, output);
    return new RunningFunction(function, processors, port, process);
  }

  /** Returns the deployable of a program, whose libraries are beside it. */
  public Path programJar(String module) {
    return programs.resolve(module).resolve("target/deployable").resolve(module + ".jar");
  }

  /** Starts a main class with the JVM options and the memory of {@code prediction}. */
  public MeasuredProcess startProgram(String classPath, String... mainClassAndArguments)
      throws IOException {
    Map<String, String> variables = variables();
    variables.put("JAVA_TOOL_OPTIONS", RunningFunction.TRIVIAL.limitedJavaOptions());
    // With it, no program would ask for the secret.
    variables.remove("DBPASS");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        Stream.concat(Stream.of(java, "-cp", classPath), Stream.of(mainClassAndArguments)).toList();
    var group = ControlGroup.create(PROCESSORS, RunningFunction.TRIVIAL.memoryMegabytes());
    Path log = logs.resolve("programs.log");
    return new MeasuredProcess(command, variables, group, log, Redirect.PIPE);
  }

  /** Makes the training set small again. */
  public void resetTraining() {
    postgres().execute("TRUNCATE training");
    messages.addTrainingRows(Banknotes.DATA.starter());
    messages.addTrainingRows(Banknotes.DATA.rest().subList(0, 300));
  }

  /** Has the functions train a model and promote it. */
  public TrainedModel trainFirstModel() throws IOException {
    resetTraining();
    handle(DeployedFunction.of("training"));
    TrainedModel model = messages.storeTraining().orElseThrow();
    handle(DeployedFunction.of("training-to-cache"));
    try (var redis = new Redis(Environment.of(variables()))) {
      Optional<String> served = new ModelRegister(redis).served();
      if (!served.equals(Optional.of(model.modelFileName()))) {
        throw new IOException("the first model was not promoted, served is " + served);
      }
    }
    return model;
  }

  private void handle(DeployedFunction function) throws IOException {
    try (RunningFunction running = start(function)) {
      running.deliver(messages.next(function, 1));
    }
  }

  @Override
  public void close() {
    services.close();
  }
}
