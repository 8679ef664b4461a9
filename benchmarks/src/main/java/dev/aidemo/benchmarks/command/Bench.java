package dev.aidemo.benchmarks.command;

import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.coldstart.ColdStart;
import dev.aidemo.benchmarks.hotpaths.HotPaths;
import dev.aidemo.benchmarks.loop.Loop;
import dev.aidemo.benchmarks.memory.MemoryUse;
import dev.aidemo.benchmarks.report.Report;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.result.Machine;
import dev.aidemo.benchmarks.result.Results;
import dev.aidemo.benchmarks.storm.Storm;
import dev.aidemo.benchmarks.throughput.Throughput;
import dev.aidemo.benchmarks.training.TrainingTime;
import dev.aidemo.benchmarks.warm.WarmLatency;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
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

/**
 * {@code ./ai-demo bench}. Ends with 0, with 1 after a failure, or with 2 after a wrong argument.
 */
@Command(
    name = "./ai-demo bench",
    description = "Measures how fast and how large everything is, with services of its own.",
    mixinStandardHelpOptions = true)
public final class Bench implements Callable<Integer> {
  /** In the order of the page. */
  private static final List<Section> SECTIONS =
      List.of(
          new ColdStart(),
          new WarmLatency(),
          new MemoryUse(),
          new HotPaths(),
          new Loop(),
          new Throughput(),
          new TrainingTime(),
          new Storm());

  private final Path root = Path.of(System.getProperty("ai-demo.root", "."));

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..*",
      paramLabel = "SECTION",
      description = "All of them where none is named.")
  private List<String> names = List.of();

  @Option(
      names = "--rounds",
      description = "How often each figure is taken (default: ${DEFAULT-VALUE}).")
  private int rounds = 5;

  @Option(
      names = "--quick",
      description = "Without the largest sizes; to see that everything works.")
  private boolean quick;

  @Option(
      names = "--out",
      scope = CommandLine.ScopeType.INHERIT,
      description = "The folder of the results (default: docs/benchmarks).")
  private Path out = Path.of("docs/benchmarks");

  private Bench() {}

  /** Runs the sections that the arguments name; {@code ai-demo.root} is the parent POM's folder. */
  public static void main(String[] arguments) {
    LogManager.getLogManager().reset();
    LoggerFactory.getILoggerFactory();
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
    List<String> order = SECTIONS.stream().map(Section::name).toList();
    System.out.println("written to " + Report.write(root.resolve(out), order));
    return CommandLine.ExitCode.OK;
  }

  @Override
  public Integer call() throws Exception {
    for (Section section : chosen()) {
      run(section);
    }
    return CommandLine.ExitCode.OK;
  }

  private List<Section> chosen() {
    Map<String, Section> byName =
        SECTIONS.stream().collect(Collectors.toMap(Section::name, Function.identity()));
    for (String name : names) {
      if (!byName.containsKey(name)) {
        throw new ParameterException(
            spec.commandLine(),
            "there is no section %s; there are: %s"
                .formatted(
                    name, SECTIONS.stream().map(Section::name).collect(Collectors.joining(", "))));
      }
    }
    return SECTIONS.stream()
        .filter(section -> names.isEmpty() || names.contains(section.name()))
        .toList();
  }

  private void run(Section section) throws Exception {
    PrintStream terminal = System.out;
    terminal.println(section.name() + ": " + section.description());
    long start = System.nanoTime();
    List<Figure> figures =
        section.run(new Setting(root, rounds, quick, line -> terminal.println("  " + line)));
    double seconds = Math.round((System.nanoTime() - start) / 1e8) / 10.0;
    figures.forEach(figure -> terminal.println("  " + line(figure)));
    String command =
        "./ai-demo bench %s --rounds %d%s"
            .formatted(section.name(), rounds, quick ? " --quick" : "");
    Path file =
        new Results(
                section.name(),
                command,
                LocalDate.now(ZoneOffset.UTC).toString(),
                Machine.here(),
                seconds,
                figures)
            .write(root.resolve(out));
    terminal.printf(Locale.ROOT, "  took %.0f s; written to %s%n", seconds, file);
  }

  private static String line(Figure figure) {
    String ratio =
        figure.reference() == null
            ? ""
            : String.format(
                Locale.ROOT, ", %.2f x %s", figure.reference().ratio(), figure.reference().name());
    return String.format(
        Locale.ROOT,
        "%s %s: %,.3f %s (%,.3f to %,.3f)%s",
        figure.name(),
        figure.parameters(),
        figure.median(),
        figure.unit(),
        figure.lowest(),
        figure.highest(),
        ratio);
  }
}
