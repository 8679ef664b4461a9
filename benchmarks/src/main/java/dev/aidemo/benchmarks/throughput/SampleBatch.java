package dev.aidemo.benchmarks.throughput;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A batch that never was before, of so many subjects.
 *
 * @param prediction what function {@code prediction} would publish
 */
record SampleBatch(Prediction prediction) {
  private static final Random RANDOM = new Random(1);

  static SampleBatch of(int size) {
    return new SampleBatch(
        new Prediction(
            UUID.randomUUID(),
            IntStream.range(0, size).mapToObj("banknote-%06d"::formatted).toList(),
            Stream.generate(SampleBatch::features).limit(size).toList(),
            Stream.generate(() -> RANDOM.nextBoolean() ? Verdict.REAL : Verdict.FAKE)
                .limit(size)
                .toList(),
            "model-0000000001.tribuo",
            null,
            Instant.now().truncatedTo(ChronoUnit.MILLIS)));
  }

  /** A rating for each subject, one in ten wrong. */
  Feedback feedback() {
    return new Feedback(
        prediction.batchId(),
        prediction.subjects(),
        Stream.generate(() -> RANDOM.nextInt(10) > 0).limit(size()).toList());
  }

  int size() {
    return prediction.subjects().size();
  }

  private static Features features() {
    return new Features(number(), number(), number(), number());
  }

  /** With as many digits as in the data set. */
  private static double number() {
    return Math.round(RANDOM.nextDouble(-10, 10) * 10_000) / 10_000.0;
  }
}
