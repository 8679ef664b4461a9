package dev.aidemo.benchmarks.command;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.hotpaths.HotPaths;
import dev.aidemo.benchmarks.loop.Loop;
import dev.aidemo.benchmarks.report.Report;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Results;
import dev.aidemo.benchmarks.section.Clients;
import dev.aidemo.benchmarks.section.ColdStart;
import dev.aidemo.benchmarks.section.MemoryUse;
import dev.aidemo.benchmarks.section.Storm;
import dev.aidemo.benchmarks.section.TrainingTime;
import dev.aidemo.benchmarks.section.WarmLatency;
import dev.aidemo.benchmarks.throughput.Throughput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs {@code ./ai-demo bench}: exits with 1 after a failure, with 2 after a wrong argument. */
@Command(
    name = "./ai-demo bench",
    description = "Measures how fast and how large the functions are, on services of its own.",
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  private static final List<Section> SECTIONS =
      List.of(
          new Section(
              "cold-start", "from the start of a process to its first answer", ColdStart::run),
          new Section("warm", "one event of a running function, over HTTP", WarmLatency::run),
          new Section("memory", "memory of many events, within what is deployed", MemoryUse::run),
          new Section("hot-paths", "the pieces of an event in a warm function", HotPaths::run),
          new Section("loop", "the whole system, from a request to its predictions", Loop::run),
          new Section(
              "throughput", "rows a second into PostgreSQL, by message and table", Throughput::run),
          new Section(
              "training", "seconds from a job to its model, by training rows", TrainingTime::run),
          new Section("storm", "a thousand ratings, and jobs with nothing to train", Storm::run),
          new Section("clients", "the first call of each of Google's clients", Clients::run));

  private final Path root = Path.of(System.getProperty("ai-demo.root", "."));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "SECTION",
      description = "What to measure, everything by default:%n${sys:bench.sections}")
  private List<String> names = List.of();

  @Option(
      names = "--rounds",
      description = "How many samples each figure has (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--quick",
      description = "Leaves out the largest sizes, to see that everything works.")
  private boolean quick;

  @Option(
      names = "--out",
      scope = CommandLine.ScopeType.INHERIT,
      description = "The folder of the results (default: docs/benchmarks).")
  private Path out = Path.of("docs/benchmarks");

  private Bench() {}

  /** Runs the command; system property {@code ai-demo.root} names the parent POM's folder. */
  public static void main(String[] arguments) {
    // What libraries log would be in the way of the figures.
    LogManager.getLogManager().reset();
    LoggerFactory.getILoggerFactory();
    System.setProperty("java.awt.headless", "true");
    System.setProperty(
        "bench.sections",
        SECTIONS.stream()
            .map(section -> "  %-11s %s".formatted(section.name(), section.description()))
            .collect(Collectors.joining("%n")));
    CommandLine commandLine = new CommandLine(new Bench());
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          System.err.println("ai-demo bench: " + failure);
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(commandLine.execute(arguments));
  }

  /** Reads the results and measures nothing. */
  @Command(
      name = "report",
      description = "Writes docs/benchmarks.md and its charts from the results.",
      mixinStandardHelpOptions = true)
  Integer report() throws IOException {
    System.out.println("written to " + Report.write(root.resolve(out)));
    return CommandLine.ExitCode.OK;
  }

  @Override
  public Integer call() throws Exception {
    for (Section section : chosen()) {
      measure(section);
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Section> chosen() {
    List<String> known = SECTIONS.stream().map(Section::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no section %s; use one of: %s".formatted(name, String.join(", ", known)));
      }
    }
    return SECTIONS.stream()
        .filter(section -> names.isEmpty() || names.contains(section.name()))
        .toList();
  }

  private void measure(Section section) throws Exception {
    System.out.println(section.name() + ": " + section.description());
    long start = System.nanoTime();
    var collected = new Figures();
    section
        .measurement()
        .run(
            new BenchmarkOptions(root, rounds, quick, line -> System.out.println("  " + line)),
            collected);
    double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    List<Figure> figures = collected.toList();
    figures.forEach(figure -> System.out.println("  " + line(figure)));
    String command =
        "./ai-demo bench %s --rounds %d%s"
            .formatted(section.name(), rounds, quick ? " --quick" : "");
    String today = LocalDate.now(ZoneOffset.UTC).toString();
    Path file =
        new Results(section.name(), command, today, Results.Machine.here(), seconds, figures)
            .write(root.resolve(out));
    System.out.printf(Locale.ROOT, "  took %.0f s; written to %s%n", seconds, file);
  }

  private static String line(Figure figure) {
    String line =
        "%s %s: %,.3f %s (%,.3f to %,.3f)"
            .formatted(
                figure.name(),
                figure.parameters(),
                figure.median(),
                figure.unit(),
                figure.lowest(),
                figure.highest());
    return figure.reference() == null
        ? line
        : line + ", %.2f x %s".formatted(figure.ratio().orElseThrow(), figure.reference().name());
  }
}
