package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.benchmarks.Section;
import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.util.ArrayList;
import java.util.List;

/** Section {@code hot-paths}: the pieces that a message costs in a warm function. */
public final class HotPaths implements Section {
  private static final List<Comparison> EACH_MESSAGE =
      List.of(
          new Comparison(
              "decode a request", "µs", Decoding.class, "decode", "scan", "plain token scan"),
          new Comparison(
              "classify", "µs", Classifying.class, "classify", "multiply", "dot product by hand"),
          new Comparison(
              "encode a prediction", "µs", Encoding.class, "encode", "copy", "copy of the bytes"),
          new Comparison(
              "load a model", "µs", Loading.class, "load", "parse", "parse of the outer fields"));

  private static final Comparison TRAIN =
      new Comparison(
          "train and score",
          "ms",
          Training.class,
          "train",
          "descend",
          "one logistic regression by hand");

  private static final int MILLION = 1_000_000;

  @Override
  public String name() {
    return "hot-paths";
  }

  @Override
  public String description() {
    return "the pieces that a message costs in a warm function, with JMH";
  }

  @Override
  public List<Figure> run(Setting setting) throws Exception {
    List<Figure> figures = new ArrayList<>(new WarmEvents(setting).figures());
    var message = new Jmh(setting, DeployedFunction.of("prediction").limitedJavaOptions());
    for (Comparison comparison : EACH_MESSAGE) {
      figures.addAll(message.repeatedly(comparison));
    }
    var training = new Jmh(setting, DeployedFunction.of("training").limitedJavaOptions());
    figures.addAll(training.repeatedly(TRAIN, "6", "1372"));
    if (!setting.quick()) {
      figures.addAll(training.once(TRAIN, MILLION / 10));
      figures.addAll(training.once(TRAIN, MILLION));
    }
    return figures;
  }
}
