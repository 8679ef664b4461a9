package dev.aidemo.benchmarks.command;

import dev.aidemo.benchmarks.BenchmarkOptions;
import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.hotpaths.HotPaths;
import dev.aidemo.benchmarks.loop.Loop;
import dev.aidemo.benchmarks.result.Figures;
import dev.aidemo.benchmarks.result.Report;
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
import java.util.concurrent.Callable;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Runs {@code ./ai-demo bench}: exits with 1 after a failure, with 2 after a wrong argument. */
@Command(
    name = "./ai-demo bench",
    description = "Measures how fast and how large the functions are, on services of its own.",
    mixinStandardHelpOptions = true,
    footerHeading = "Sections:%n")
public final class Bench implements Callable<Integer> {
  private static final List<Section> SECTIONS =
      List.of(
          new Section("cold-start", "from a process's start to its first answer", ColdStart::run),
          new Section("warm", "an event of a running function, over HTTP", WarmLatency::run),
          new Section("memory", "many events, within the memory of a deployment", MemoryUse::run),
          new Section("hot-paths", "the pieces of an event in a warm function", HotPaths::run),
          new Section("loop", "the whole system, from request to prediction", Loop::run),
          new Section("throughput", "rows a second into PostgreSQL", Throughput::run),
          new Section("training", "from a job to its model, by training rows", TrainingTime::run),
          new Section("storm", "a thousand ratings, jobs with nothing to train", Storm::run),
          new Section("clients", "the first call of each of Google's clients", Clients::run));

  private final Path root = Path.of(System.getProperty("ai-demo.root", "."));

  @Parameters(arity = "0..*", paramLabel = "SECTION", description = "All sections by default.")
  private List<Section> sections = SECTIONS;

  @Option(
      names = "--rounds",
      description = "How many samples each figure has (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(names = "--quick", description = "Leaves out the largest sizes, to see that it works.")
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
    CommandLine commandLine = new CommandLine(new Bench());
    var lines = SECTIONS.stream().map(one -> "  %-11s ".formatted(one.name()) + one.description());
    commandLine.getCommandSpec().usageMessage().footer(lines.toArray(String[]::new));
    commandLine.registerConverter(Section.class, Bench::section);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          System.err.println("ai-demo bench: " + failure);
          return CommandLine.ExitCode.SOFTWARE;
        });
    System.exit(commandLine.execute(arguments));
  }

  private static Section section(String name) {
    return SECTIONS.stream()
        .filter(section -> section.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new TypeConversionException("see --help for the sections"));
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
    var options =
        new BenchmarkOptions(root, rounds, quick, line -> System.out.println("  " + line));
    for (Section section : sections) {
      System.out.println(section.name() + ": " + section.description());
      var figures = new Figures();
      long start = System.nanoTime();
      section.measurement().run(options, figures);
      double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
      String command = "./ai-demo bench " + section.name() + " --rounds " + rounds;
      var results =
          new Results(
              section.name(),
              quick ? command + " --quick" : command,
              LocalDate.now(ZoneOffset.UTC).toString(),
              Results.Machine.here(),
              seconds,
              figures.toList());
      results.figures().forEach(figure -> options.progress().accept(figure.toString()));
      options.progress().accept("written to " + results.write(root.resolve(out)));
    }
    return CommandLine.ExitCode.OK;
  }
}
