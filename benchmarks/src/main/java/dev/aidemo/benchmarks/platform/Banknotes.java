package dev.aidemo.benchmarks.platform;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes banknotes that resemble those of the data set, and messages about them. */
public final class Banknotes {
  /** The data set. */
  public static final BankData DATA = BankData.load();

  private static final List<LabelledFeatures> ALL =
      Stream.of(DATA.rest(), DATA.starter(), DATA.holdout()).flatMap(List::stream).toList();

  private final Random random = new Random(1);

  /** Returns a banknote near one of the data set; each call returns another one. */
  public LabelledFeatures next() {
    LabelledFeatures row = ALL.get(random.nextInt(ALL.size()));
    double[] numbers = row.features().toArray();
    for (int i = 0; i < numbers.length; i++) {
      // Rounded, because the digits decide the size of a message.
      numbers[i] = Math.rint((numbers[i] + random.nextGaussian() * 0.3) * 1e4) / 1e4;
    }
    return new LabelledFeatures(Features.of(numbers), row.truth());
  }

  /** Returns so many banknotes: first those of the data set, then others near them. */
  public List<LabelledFeatures> first(int count) {
    return Stream.concat(ALL.stream(), Stream.generate(this::next)).limit(count).toList();
  }

  /** Returns a request of a new batch. */
  public PredictionRequest request(int rows) {
    return new PredictionRequest(
        UUID.randomUUID(), subjects(rows), list(rows, () -> next().features()));
  }

  /** Returns a prediction of a new batch. */
  public Prediction prediction(int rows) {
    return new Prediction(
        UUID.randomUUID(),
        subjects(rows),
        list(rows, () -> next().features()),
        list(rows, () -> random.nextBoolean() ? Verdict.REAL : Verdict.FAKE),
        "model-0000000001.pb",
        null,
        null,
        Instant.now().truncatedTo(ChronoUnit.MILLIS));
  }

  /** Returns feedback that rates one in ten predictions as wrong. */
  public Feedback feedback(Prediction prediction) {
    List<String> subjects = prediction.subjects();
    return new Feedback(
        prediction.batchId(), subjects, list(subjects.size(), () -> random.nextInt(10) > 0));
  }

  /** Returns the subjects of each batch of this size. */
  public static List<String> subjects(int rows) {
    return IntStream.range(0, rows).mapToObj("banknote-%06d"::formatted).toList();
  }

  private static <T> List<T> list(int size, Supplier<T> next) {
    return Stream.generate(next).limit(size).toList();
  }
}
