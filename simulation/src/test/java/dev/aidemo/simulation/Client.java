package dev.aidemo.simulation;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.message.PredictionRequest;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sends requests: some twice, with repeated and empty subjects, rounded numbers, times of other
 * centuries, and other content under the same id.
 */
final class Client {
  private static final BankData DATA = BankData.load();

  /** Before 1970, as early and as late as the stores can hold, and beyond. */
  private static final List<String> TIMES =
      List.of(
          "1969-12-31T23:59:59.999999Z",
          "1901-02-03T04:05:06.789Z",
          "0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999Z",
          "-4000-01-01T00:00:00Z",
          "soon");

  private final Random random;
  private final Schedule schedule;
  private final Broker broker;
  private final Expectations expectations;
  private final Rater rater;

  Client(Random random, Schedule schedule, Broker broker, Expectations expectations) {
    this.random = random;
    this.schedule = schedule;
    this.broker = broker;
    this.expectations = expectations;
    this.rater = new Rater(random, schedule, broker, expectations);
  }

  /** Plans a batch, and what else is said about it. */
  void planBatch() {
    PredictionRequest request = request(id(), subjects());
    expectations.batch(request);
    long time = schedule.time();
    planRequest(request, time);
    if (random.nextInt(4) == 0) {
      planRequest(request, schedule.timeSince(time));
    }
    boolean ratable = true;
    if (random.nextInt(5) == 0) {
      ratable = random.nextBoolean();
      planOtherContent(request, ratable ? request.subjects() : subjects(), time);
    }
    for (int i = ratable ? random.nextInt(4) : 0; i > 0; i--) {
      rater.plan(request, schedule.timeSince(time));
    }
  }

  /** Returns a request for one banknote, which is not planned yet. */
  PredictionRequest single() {
    return request(id(), List.of("single"));
  }

  /** Draws what a message says of the time when it happened, often nothing. */
  static Map<String, String> time(Random random) {
    return random.nextInt(6) > 0
        ? Map.of()
        : Map.of("ce-time", TIMES.get(random.nextInt(TIMES.size())));
  }

  UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  private void planRequest(PredictionRequest request, long time) {
    Map<String, String> attributes = time(random);
    schedule.at(time, () -> broker.publish("request", request.encode(), attributes, broker.time()));
  }

  private void planOtherContent(PredictionRequest request, List<String> subjects, long time) {
    PredictionRequest other = request(request.batchId(), subjects);
    if (!other.equals(request)) {
      expectations.batch(other);
      planRequest(other, schedule.timeSince(time));
    }
  }

  private PredictionRequest request(UUID batchId, List<String> subjects) {
    return new PredictionRequest(batchId, subjects, subjects.stream().map(any -> row()).toList());
  }

  /** Names subjects: each once, or some of them more than once, of which one has an empty name. */
  private List<String> subjects() {
    int count = 1 + random.nextInt(5);
    if (random.nextBoolean()) {
      return IntStream.range(0, count).mapToObj(i -> "note-" + i).toList();
    }
    return new ArrayList<>(
        Stream.generate(() -> random.nextInt(3))
            .limit(count)
            .map(number -> number == 0 ? "" : "note-" + number)
            .toList());
  }

  /** Draws a row of the data set, as it is or rounded on its way; sometimes a held-out one. */
  private Features row() {
    int source = random.nextInt(20);
    List<LabelledFeatures> from =
        source < 2 ? DATA.holdout() : source < 5 ? DATA.starter() : DATA.rest();
    double[] numbers = from.get(random.nextInt(from.size())).features().toArray();
    int rounding = random.nextInt(3);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (rounding) {
            case 0 -> numbers[i];
            case 1 -> (float) numbers[i];
            default -> new BigDecimal(numbers[i]).round(new MathContext(6)).doubleValue();
          };
    }
    Features sent = Features.of(numbers);
    if (source < 2) {
      expectations.heldOut(sent);
    }
    return sent;
  }

  /** Returns when something happened that was published at {@code published}. */
  static Instant happened(Map<String, String> attributes, Instant published) {
    String time = attributes.getOrDefault("ce-time", "");
    // The first of these times that a store can hold has year 1.
    boolean isStorable = time.matches("\\d.*");
    Instant said = isStorable ? Instant.parse(time) : published;
    return said.isBefore(published) ? said : published;
  }
}
