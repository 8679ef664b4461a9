package dev.aidemo.benchmarks.hotpaths;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.model.Classifier;
import dev.aidemo.common.model.ModelSelection;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.common.model.TrainingSet;
import dev.aidemo.common.model.TrainingSetCollector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the benchmarks work on: the data set and, where it is too small, notes much like it. */
final class Banknotes {
  static final BankData DATA = BankData.load();

  private static final List<LabelledFeatures> ALL =
      Stream.of(DATA.rest(), DATA.starter(), DATA.holdout()).flatMap(List::stream).toList();
  private static final long SEED = 1;
  private static final double SPREAD = 0.3;
  private static final double DIGITS = 1e4;

  private Banknotes() {}

  /** As many as are wanted: first those of the data set, then others beside them. */
  static List<LabelledFeatures> labelled(int count) {
    var random = new Random(SEED);
    List<LabelledFeatures> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      LabelledFeatures row = ALL.get(i % ALL.size());
      double spread = i < ALL.size() ? 0 : SPREAD;
      rows.add(new LabelledFeatures(moved(row.features(), random, spread), row.truth()));
    }
    return rows;
  }

  static List<Features> features(int count) {
    return labelled(count).stream().map(LabelledFeatures::features).toList();
  }

  static PredictionRequest request(int rows) {
    List<String> subjects = IntStream.range(0, rows).mapToObj(i -> "banknote-" + i).toList();
    UUID batch = UUID.nameUUIDFromBytes("hot-paths".getBytes(StandardCharsets.UTF_8));
    return new PredictionRequest(batch, subjects, features(rows));
  }

  /** The starter rows for six, and otherwise so many. The holdout is left out, as always. */
  static TrainingSet trainingSet(int count) {
    List<LabelledFeatures> rows =
        new ArrayList<>(count == DATA.starter().size() ? DATA.starter() : labelled(count));
    rows.sort(Comparator.comparing(LabelledFeatures::features, Banknotes::compare));
    var collector = new TrainingSetCollector(DATA.heldOut());
    for (LabelledFeatures row : rows) {
      collector.add(row.features().toArray(), row.truth().label());
    }
    return collector.finish();
  }

  /** The model of a kind: {@code linear}, or {@code radial} as most champions are. */
  static Classifier classifier(String kind) {
    return kind.equals("linear")
        ? StarterModel.load().classifier()
        : ModelSelection.of(trainingSet(ALL.size()), DATA).classifier();
  }

  private static Features moved(Features note, Random random, double spread) {
    double[] numbers = note.toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Math.rint((numbers[i] + random.nextGaussian() * spread) * DIGITS) / DIGITS;
    }
    return Features.of(numbers);
  }

  private static int compare(Features one, Features other) {
    return Arrays.compare(one.toArray(), other.toArray());
  }
}
