package dev.aidemo.benchmarks.platform;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.platform.MeasuredProcess.Output;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.local.stack.Deployables;
import dev.aidemo.local.stack.PortReservation;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts the services that functions need, and functions from their deployables. Closing it stops
 * the services; whatever starts a function closes it.
 */
public final class Platform implements AutoCloseable {
  /** The processors of a function unless a section says otherwise. */
  public static final double PROCESSORS = 2;

  /** A function that does nothing, as deployed like {@code prediction}. */
  public static final DeployedFunction TRIVIAL = trivial();

  private final Deployables deployables;
  private final Path logs;
  private final Path programs;
  private final Services services;
  private final Messages messages;

  /** Starts the services, which are empty. */
  public Platform(BenchmarkOptions options, String section) throws IOException {
    this.deployables = new Deployables(options.root());
    this.logs = options.logs(section);
    this.programs = options.root().resolve("benchmarks/programs");
    this.services = new Services(deployables.schema());
    this.messages = new Messages(variables());
  }

  private static DeployedFunction trivial() {
    DeployedFunction model = DeployedFunction.of("prediction");
    return new DeployedFunction(
        "trivial",
        "dev.aidemo.benchmarks.program.TrivialFunction",
        model.trigger(),
        Optional.empty(),
        model.memoryMegabytes(),
        model.maxInstances(),
        model.javaOptions());
  }

  /** Returns the deployable of a program, whose libraries are beside it. */
  public Path programJar(String module) {
    return programs.resolve(module).resolve("target/deployable").resolve(module + ".jar");
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

  /** Makes the training set small again. */
  public void resetTraining() {
    postgres().execute("TRUNCATE training");
    messages.addTrainingRows(Banknotes.DATA.starter());
    messages.addTrainingRows(Banknotes.DATA.rest().subList(0, 300));
  }

  /** Tells whether this build has containers of all functions, and prepares them. */
  public boolean hasContainers() throws IOException {
    return Container.prepareAll(deployables);
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
    var limits = new Limits(processors, function.memoryMegabytes());
    Path log = logs.resolve(function.module() + ".log");
    Path jar = function.equals(TRIVIAL) ? programJar("trivial") : deployables.jar(function);
    List<String> command = mode.command(deployables, function, jar, port.port());
    var process = new MeasuredProcess(command, variables, limits, log, Output.LOGGED);
    return new RunningFunction(port, process);
  }

  /**
   * Starts a Java program with the JVM options and the memory of {@code prediction}.
   *
   * @param arguments begin with the main class
   */
  public MeasuredProcess startProgram(String classPath, String... arguments) throws IOException {
    DeployedFunction model = DeployedFunction.of("prediction");
    List<String> command = new ArrayList<>(List.of(MeasuredProcess.java(), "-cp", classPath));
    command.addAll(List.of(arguments));
    Map<String, String> variables = variables();
    variables.put("JAVA_TOOL_OPTIONS", model.limitedJavaOptions());
    // With it, no program would ask for the secret.
    variables.remove("DBPASS");
    var limits = new Limits(PROCESSORS, model.memoryMegabytes());
    return new MeasuredProcess(
        command, variables, limits, logs.resolve("programs.log"), Output.READ);
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
