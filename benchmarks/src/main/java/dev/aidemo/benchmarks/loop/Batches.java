package dev.aidemo.benchmarks.loop;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Requests of banknotes that never were, and ratings of them. */
final class Batches {
  private static final long SEED = 1;

  private final List<String> subjects;
  private final Random random = new Random(SEED);

  /** Batches of so many rows. */
  Batches(int rows) {
    this.subjects = IntStream.range(0, rows).mapToObj(i -> "note-" + i).toList();
  }

  int rows() {
    return subjects.size();
  }

  /** A request for a batch of new rows. */
  byte[] request(UUID batch) {
    List<Features> features = Stream.generate(this::row).limit(subjects.size()).toList();
    return new PredictionRequest(batch, subjects, features).encode();
  }

  /** Feedback that says that every prediction of the batch was right. */
  byte[] feedback(UUID batch) {
    return new Feedback(batch, subjects, subjects.stream().map(subject -> true).toList()).encode();
  }

  /** About as the data set's numbers are spread. */
  private Features row() {
    return new Features(
        random.nextGaussian() * 2.8,
        random.nextGaussian() * 5.9,
        random.nextGaussian() * 4.3,
        random.nextGaussian() * 2.1);
  }
}
