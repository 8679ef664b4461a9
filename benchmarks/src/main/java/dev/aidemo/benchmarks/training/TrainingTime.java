package dev.aidemo.benchmarks.training;

import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.process.ControlGroup;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.benchmarks.services.Platform;
import dev.aidemo.benchmarks.services.PushTarget;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.local.stack.FunctionProcess;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Seconds from the job to the published model, by the rows of table {@code training}: the first
 * training of an instance and a later one, in the memory of a function of 512 MB. Where this may
 * make control groups, the kernel holds it to that.
 */
public final class TrainingTime implements Section {
  private static final long MEMORY = 512L * 1024 * 1024;
  private static final String FIRST = "first training";
  private static final String WARM = "later training";

  @Override
  public String name() {
    return "training";
  }

  @Override
  public String description() {
    return "seconds from a job to its model, by the rows that there are";
  }

  @Override
  public List<Figure> run(Setting setting) throws Exception {
    List<Integer> sizes =
        setting.quick() ? List.of(6, 1_372) : List.of(6, 1_372, 100_000, 1_000_000);
    Map<List<String>, List<Double>> samples = new LinkedHashMap<>();
    try (var platform = new Platform(setting.root())) {
      var trainings = new Trainings(platform);
      var rows = new Rows(platform);
      for (int size : sizes) {
        setting.progress().accept("%,d rows".formatted(size));
        rows.fill(size);
        for (int round = 0; round < setting.rounds(); round++) {
          measure(platform, trainings, rows, Integer.toString(size), samples);
          rows.addOne();
        }
      }
    }
    return figures(samples);
  }

  private static void measure(
      Platform platform,
      Trainings trainings,
      Rows rows,
      String size,
      Map<List<String>, List<Double>> samples)
      throws IOException, InterruptedException, SQLException {
    try (var limit = new Limit();
        FunctionProcess process =
            platform.process(
                DeployedFunction.of("training"), Map.of("TRAINING_INTERVAL_SECONDS", "0"), limit)) {
      var target = new PushTarget(process.endpoint(), DeployedFunction.of("training").trigger());
      for (String which : List.of(FIRST, WARM)) {
        add(samples, List.of(which, size, "s"), trainings.send(target));
        TrainedModel model = trainings.stored();
        add(samples, List.of(which + ": read", size, "s"), model.dataPrepTime());
        add(samples, List.of(which + ": train", size, "s"), model.trainingTime());
        rows.addOne();
      }
      add(samples, List.of("peak RSS", size, "MB"), peak(process.pid()));
    }
  }

  private static List<Figure> figures(Map<List<String>, List<Double>> samples) {
    List<Figure> figures = new ArrayList<>();
    samples.forEach(
        (key, values) ->
            figures.add(Figure.of(key.get(0), Map.of("rows", key.get(1)), key.get(2), values)));
    return figures;
  }

  private static void add(Map<List<String>, List<Double>> samples, List<String> key, double value) {
    samples.computeIfAbsent(key, unused -> new ArrayList<>()).add(value);
  }

  /** Megabytes of a process at most, as the kernel counts them; see proc(5), VmHWM. */
  private static double peak(long process) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process + "/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
      }
    }
    throw new IOException("the kernel does not say how much memory process " + process + " had");
  }

  /** Closed after the process, for a group with a process in it cannot be removed. */
  private static final class Limit implements LongConsumer, AutoCloseable {
    private final List<ControlGroup> groups = new ArrayList<>();

    @Override
    public void accept(long process) {
      if (ControlGroup.isAvailable()) {
        int processors = Runtime.getRuntime().availableProcessors();
        ControlGroup group = ControlGroup.create("training-" + process, MEMORY, processors);
        groups.add(group);
        group.add(process);
      }
    }

    @Override
    public void close() {
      groups.forEach(ControlGroup::close);
    }
  }
}
