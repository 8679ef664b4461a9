package dev.aidemo.emulator;

import java.io.PrintWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the emulator as a program, until a signal ends it. */
@Command(
    name = "java -jar emulator.jar",
    description =
        "Serves Pub/Sub, Cloud Storage and Secret Manager on one port, from memory: when it ends,"
            + " all data is gone.",
    abbreviateSynopsis = true,
    sortOptions = false,
    usageHelpAutoWidth = true,
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class)
public final class Main implements Callable<Integer> {
  private static final Logger ALL = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger(Main.class.getPackageName());

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8085",
      description = "Port to listen on; 0 is any free one. Default: ${DEFAULT-VALUE}")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = Emulator.LOOPBACK,
      description =
          "Address to listen on. Default: ${DEFAULT-VALUE}. With another one, such as 0.0.0.0,"
              + " everybody who reaches it can read and change everything: no call is"
              + " authenticated.")
  private String host = Emulator.LOOPBACK;

  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      defaultValue = "demo",
      description = "Project of the topics and secrets below. Default: ${DEFAULT-VALUE}")
  private String project = "";

  @Option(
      names = "--topic",
      paramLabel = "TOPIC",
      description = "Creates a topic. This option and those below can be repeated.")
  private List<String> topics = List.of();

  @Option(
      names = "--subscription",
      paramLabel = "TOPIC=NAME",
      converter = Assignment.Converter.class,
      description = "Creates a topic and a subscription to pull from.")
  private List<Assignment> subscriptions = List.of();

  @Option(
      names = "--push",
      paramLabel = "TOPIC=URL",
      converter = Assignment.Converter.class,
      description = "Creates a topic and a subscription, TOPIC-push, that pushes to the URL.")
  private List<Assignment> pushes = List.of();

  @Option(names = "--bucket", paramLabel = "BUCKET", description = "Creates a bucket.")
  private List<String> buckets = List.of();

  @Option(
      names = "--secret",
      paramLabel = "NAME=VALUE",
      converter = Assignment.Converter.class,
      description = "Creates a secret, or a further version of it.")
  private List<Assignment> secrets = List.of();

  @Option(names = "--verbose", description = "Logs each push that is not acknowledged.")
  private boolean verbose;

  @Spec private CommandSpec command = CommandSpec.create();

  /** Starts the emulator with these options. */
  public static void main(String... arguments) {
    System.getProperties()
        .putIfAbsent("java.util.logging.SimpleFormatter.format", "%1$tT.%1$tL %5$s%6$s%n");
    int status =
        new CommandLine(new Main())
            .setParameterExceptionHandler((problem, given) -> wrongArguments(problem))
            .execute(arguments);
    System.exit(status);
  }

  private static int wrongArguments(ParameterException problem) {
    problem
        .getCommandLine()
        .getErr()
        .println("emulator: " + problem.getMessage() + " (--help lists the options)");
    return ExitCode.USAGE;
  }

  @Override
  public Integer call() throws InterruptedException {
    configureLogging();
    Emulator emulator;
    try {
      emulator = Emulator.start(host, port, this::create);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (IllegalStateException e) {
      command.commandLine().getErr().println("emulator: " + e.getMessage());
      return ExitCode.SOFTWARE;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(emulator::close));
    printVariables(emulator.address());
    new CountDownLatch(1).await();
    return ExitCode.OK;
  }

  private void create(Emulator emulator) {
    topics.forEach(topic -> emulator.createTopic(project, topic));
    for (Assignment subscription : subscriptions) {
      createSubscription(emulator, subscription.name(), subscription.value(), "");
    }
    Map<String, Integer> counts = new HashMap<>();
    for (Assignment push : pushes) {
      int count = counts.merge(push.name(), 1, Integer::sum);
      String name = push.name() + (count == 1 ? "-push" : "-push-" + count);
      createSubscription(emulator, push.name(), name, push.value());
    }
    buckets.forEach(emulator::createBucket);
    secrets.forEach(secret -> emulator.createSecret(project, secret.name(), secret.value()));
  }

  private void createSubscription(Emulator emulator, String topic, String name, String endpoint) {
    emulator.createTopic(project, topic);
    emulator.createSubscription(project, topic, name, endpoint);
  }

  private void printVariables(String address) {
    PrintWriter out = command.commandLine().getOut();
    out.println("# Pub/Sub, Cloud Storage and Secret Manager. Ctrl-C stops them.");
    out.println("export PUBSUB_EMULATOR_HOST=" + address);
    out.println("export STORAGE_EMULATOR_HOST=http://" + address);
    out.println("export SECRET_MANAGER_EMULATOR_HOST=" + address);
    out.flush();
  }

  private void configureLogging() {
    ALL.setLevel(Level.WARNING);
    if (verbose) {
      OURS.setLevel(Level.FINE);
      for (Handler handler : ALL.getHandlers()) {
        handler.setLevel(Level.FINE);
      }
    }
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"emulator " + (version == null ? "(not packaged)" : version)};
    }
  }
}
