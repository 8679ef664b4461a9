package dev.aidemo.benchmarks.loop;

import dev.aidemo.benchmarks.Setting;
import dev.aidemo.benchmarks.process.Pauses;
import dev.aidemo.benchmarks.result.Figure;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.message.PredictionRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One message with nearly as many rows as fit into Pub/Sub's 10 MB, through the whole stack. */
record LargeMessage(Setting setting, Load load) {
  private static final int SUBJECTS = 100_000;
  private static final double LONGEST_SECONDS = 60;
  private static final Random RANDOM = new Random(1);

  /** Seconds from publishing to the rows' commit, and to the entry in Redis. */
  Figure figure() throws SQLException {
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < setting.rounds(); round++) {
      seconds.add(published());
    }
    return Figure.of(
        "published to readable, one message",
        Map.of("rows", Integer.toString(SUBJECTS)),
        "s",
        seconds);
  }

  private double published() throws SQLException {
    UUID batch = UUID.randomUUID();
    List<String> subjects = IntStream.range(0, SUBJECTS).mapToObj(i -> "n" + i).toList();
    List<Features> features = Stream.generate(LargeMessage::row).limit(SUBJECTS).toList();
    byte[] request = new PredictionRequest(batch, subjects, features).encode();
    long start = System.nanoTime();
    load.broker().publish("request", List.of(request));
    while (load.progress().stored(List.of(batch)).isEmpty()
        || !load.progress().shown(1).contains(batch)) {
      if (seconds(start) > LONGEST_SECONDS) {
        throw new IllegalStateException(
            "%,d rows were not there after %.0f s".formatted(SUBJECTS, LONGEST_SECONDS));
      }
      Pauses.milliseconds(10);
    }
    return seconds(start);
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static Features row() {
    return new Features(number(), number(), number(), number());
  }

  /** Three digits, as in the data set: more would not fit. */
  private static double number() {
    return Math.round(RANDOM.nextGaussian() * 4_000) / 1_000.0;
  }
}
