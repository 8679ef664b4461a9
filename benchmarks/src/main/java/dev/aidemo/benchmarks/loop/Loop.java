package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Section {@code loop}: the whole system, from the deployables, on services of its own. */
public final class Loop implements Section {
  private static final Map<String, String> AS_IN_PRODUCTION =
      Map.of("TRAINING_INTERVAL_SECONDS", "10", "MODEL_REFRESH_SECONDS", "60");

  private static final int ROWS = 10;
  private static final int LOW_RATE = 20;
  private static final int MODERATE_RATE = 100;

  @Override
  public String name() {
    return "loop";
  }

  @Override
  public String description() {
    return "the whole stack: from a request to its predictions, and how many a second";
  }

  @Override
  public List<Figure> run(Setting setting) throws Exception {
    var home = setting.root().resolve("benchmarks/target/loop");
    var options = new StackOptions(setting.root(), home, AS_IN_PRODUCTION, 0, 0, 0);
    try (var stack = new LocalStack(options, setting.progress())) {
      var variables = stack.start();
      var broker = new Broker(variables);
      try (var progress = new Progress(variables);
          var reference = new Reference(broker)) {
        return measure(setting, new Load(broker, progress, reference, new Batches(ROWS)));
      }
    }
  }

  private static List<Figure> measure(Setting setting, Load load) throws Exception {
    var latencies = new LatencyFigures(setting, load);
    var sustained = new SustainedFigures(setting, load);
    setting.progress().accept("warming up");
    sustained.warmUp();
    List<Figure> figures = new ArrayList<>();
    figures.addAll(latencies.at(LOW_RATE));
    figures.addAll(latencies.at(MODERATE_RATE));
    figures.addAll(sustained.predicted());
    figures.addAll(sustained.rated());
    setting.progress().accept("one large message");
    figures.add(new LargeMessage(setting, load).figure());
    return figures;
  }
}
