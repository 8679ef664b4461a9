package dev.aidemo.local.fault;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.stored.StoreContents;
import dev.aidemo.common.stored.StoredPrediction;
import dev.aidemo.common.topic.Message;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.operations.Wait;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Rates new banknotes at a steady rate, each in a message of its own. The banknotes of each second
 * are a batch, which is requested some seconds before.
 */
final class SteadyRatings {
  private static final int SECONDS_AHEAD = 5;
  private static final double MAX_CHANGE = 0.3;

  private final PubSub pubSub;
  private final StoreContents contents;
  private final int perSecond;
  private final Random random;
  private final List<LabelledFeatures> known = BankData.load().rest();

  private record Batch(UUID id, List<LabelledFeatures> rows) {}

  SteadyRatings(Environment environment, int perSecond, long seed) {
    this.pubSub = new PubSub(environment);
    this.contents = new StoreContents(environment);
    this.perSecond = perSecond;
    this.random = new Random(seed);
  }

  /** Publishes ratings for so long, and returns how many. */
  int run(Duration length) {
    int seconds = (int) length.toSeconds();
    Deque<Batch> requested = new ArrayDeque<>();
    for (int second = 0; second < Math.min(SECONDS_AHEAD, seconds); second++) {
      requested.add(request());
    }
    List<Boolean> first = ratings(requested.getFirst());
    long start = System.nanoTime();
    for (int second = 0; second < seconds; second++) {
      Batch batch = requested.remove();
      List<Boolean> ratings = second == 0 ? first : ratings(batch);
      for (int i = 0; i < perSecond; i++) {
        awaitTurn(start, second * perSecond + i);
        publish(
            "feedback",
            new Feedback(batch.id(), List.of(subject(i)), List.of(ratings.get(i))).encode());
      }
      if (second + SECONDS_AHEAD < seconds) {
        requested.add(request());
      }
    }
    return seconds * perSecond;
  }

  private void awaitTurn(long start, int number) {
    long turn = start + TimeUnit.SECONDS.toNanos(1) * number / perSecond;
    Wait.milliseconds((int) Math.max(0, TimeUnit.NANOSECONDS.toMillis(turn - System.nanoTime())));
  }

  private Batch request() {
    List<LabelledFeatures> rows = new ArrayList<>();
    List<String> subjects = new ArrayList<>();
    for (int i = 0; i < perSecond; i++) {
      rows.add(unseen());
      subjects.add(subject(i));
    }
    var batch = new Batch(UUID.randomUUID(), rows);
    publish(
        "request",
        new PredictionRequest(
                batch.id(), subjects, rows.stream().map(LabelledFeatures::features).toList())
            .encode());
    return batch;
  }

  /** Makes a banknote that differs from a known one, but not by so much that its class would. */
  private LabelledFeatures unseen() {
    LabelledFeatures row = known.get(random.nextInt(known.size()));
    double[] numbers = row.features().toArray();
    Arrays.setAll(numbers, i -> numbers[i] + (random.nextDouble() - 0.5) * MAX_CHANGE);
    return new LabelledFeatures(Features.of(numbers), row.truth());
  }

  /** Says of each verdict whether it is right, once all have come. */
  private List<Boolean> ratings(Batch batch) {
    List<StoredPrediction> stored =
        Wait.until(
            "the predictions of batch " + batch.id(),
            () ->
                Optional.of(contents.predictions(List.of(batch.id())))
                    .filter(rows -> rows.size() == perSecond));
    List<Boolean> ratings = new ArrayList<>();
    for (int i = 0; i < perSecond; i++) {
      ratings.add(stored.get(i).verdict().equals(batch.rows().get(i).truth().word()));
    }
    return ratings;
  }

  /** Subjects sort as their positions do. */
  private static String subject(int position) {
    return "banknote-%04d".formatted(position);
  }

  private void publish(String topic, byte[] payload) {
    pubSub.publish(topic, new Message(payload, Map.of()));
  }
}
