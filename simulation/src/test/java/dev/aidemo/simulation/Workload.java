package dev.aidemo.simulation;

import static dev.aidemo.simulation.Invariants.present;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Plans what clients publish in one run, and remembers what must become of it: requests, some
 * twice, with repeated subjects and rounded numbers; feedback that arrives before its prediction,
 * contradicts itself, or names unknown batches and subjects; jobs; poison.
 */
final class Workload {
  private static final BankData DATA = BankData.load();
  private static final int LAST_MILLISECOND = 3_000;
  private static final Duration TOO_OLD = Duration.ofHours(21);
  private static final List<String> POISON =
      List.of("", "{", "[]", "null", "{\"batch_id\": 7}", "\u0000", "{\"subjects\": [\"a\"]}");

  private final Random random;
  private final Broker broker;
  private final List<Step> steps = new ArrayList<>();
  private final Map<UUID, PredictionRequest> batches = new HashMap<>();
  private final Map<UUID, Map<Integer, Rating>> ratings = new HashMap<>();
  private final Set<String> poison = new TreeSet<>();
  private final Set<UUID> foreignModels = new HashSet<>();
  private final Set<Features> heldOut = new HashSet<>();

  /** Holds what a client publishes at a time. */
  private record Step(long time, Runnable publish) {}

  /** Orders ratings: the last one counts; of two at the same time, the one that says right. */
  record Rating(Instant time, boolean right) implements Comparable<Rating> {
    private static final Comparator<Rating> ORDER =
        Comparator.comparing(Rating::time).thenComparing(Rating::right);

    @Override
    public int compareTo(Rating other) {
      return ORDER.compare(this, other);
    }
  }

  Workload(Random random, Broker broker) {
    this.random = random;
    this.broker = broker;
    int count = 2 + random.nextInt(4);
    for (int i = 0; i < count; i++) {
      planBatch();
    }
    if (random.nextInt(3) == 0) {
      Feedback unknownBatch = new Feedback(id(), List.of("a"), List.of(true));
      at(time(), () -> poison.add(key(publish("feedback", unknownBatch.encode(), Map.of()))));
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      Feedback job = new Feedback(id(), List.of("any"), List.of(true));
      at(time(), () -> publish("job", job.encode(), Map.of()));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      planPoison();
    }
    if (random.nextInt(4) == 0) {
      TrainedModel foreign = foreignModel();
      foreignModels.add(foreign.jobId());
      at(time(), () -> publish("model", foreign.encode(), Map.of()));
    }
    steps.sort(Comparator.comparingLong(Step::time));
  }

  /** Returns when the next step is due, in the simulation's milliseconds. */
  long nextDue() {
    return steps.isEmpty() ? Long.MAX_VALUE : steps.get(0).time();
  }

  /** Takes the next step. */
  void step() {
    steps.remove(0).publish().run();
  }

  Map<UUID, PredictionRequest> batches() {
    return batches;
  }

  /** Returns the rating that counts, by batch and position. */
  Map<UUID, Map<Integer, Rating>> ratings() {
    return ratings;
  }

  /** Returns topic and id of the messages that must be dead-lettered; no others may be. */
  Set<String> poison() {
    return poison;
  }

  /** Returns the job ids of models that another program published, which have no holdout. */
  Set<UUID> foreignModels() {
    return foreignModels;
  }

  /** Returns the features of held-out banknotes as they were sent: no model may learn them. */
  Set<Features> heldOut() {
    return heldOut;
  }

  static String key(Message message) {
    return message.topic() + " " + message.id();
  }

  private void planBatch() {
    List<Features> rows = new ArrayList<>();
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      rows.add(row());
    }
    List<String> subjects = subjects(rows.size());
    var request = new PredictionRequest(id(), subjects, rows);
    batches.put(request.batchId(), request);
    ratings.put(request.batchId(), new HashMap<>());
    long time = time();
    at(time, () -> publish("request", request.encode(), Map.of()));
    if (random.nextInt(5) == 0) {
      at(time(), () -> publish("request", request.encode(), Map.of()));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      planFeedback(request);
    }
  }

  /** Names subjects: each once, or some of them more than once, of which one has an empty name. */
  private List<String> subjects(int count) {
    if (random.nextBoolean()) {
      return IntStream.range(0, count).mapToObj(i -> "note-" + i).toList();
    }
    return Stream.generate(() -> random.nextInt(3))
        .limit(count)
        .map(number -> number == 0 ? "" : "note-" + number)
        .toList();
  }

  private void planFeedback(PredictionRequest request) {
    List<String> subjects =
        new ArrayList<>(request.subjects().stream().filter(any -> random.nextBoolean()).toList());
    boolean withUnknown = random.nextInt(8) == 0;
    if (withUnknown) {
      boolean unknown = subjects.isEmpty() || random.nextBoolean();
      subjects.add(unknown ? "unknown" : mentionedTooOften(request, subjects));
    } else if (subjects.isEmpty()) {
      subjects.add(request.subjects().get(0));
    }
    List<Boolean> right =
        Stream.generate(() -> random.nextInt(4) > 0).limit(subjects.size()).toList();
    var feedback = new Feedback(request.batchId(), subjects, right);
    // Coarse, so that some happen at the same time.
    long late = random.nextInt(4) == 0 ? 100L * random.nextInt(10) : 0;
    at(time() / 100 * 100, () -> publishFeedback(feedback, late, withUnknown));
  }

  private void publishFeedback(Feedback feedback, long late, boolean withUnknown) {
    Instant time = broker.time().minusMillis(late);
    Map<String, String> attributes = late == 0 ? Map.of() : Map.of("ce-time", time.toString());
    Message message = publish("feedback", feedback.encode(), attributes);
    if (withUnknown) {
      poison.add(key(message));
    }
    rate(feedback, time);
  }

  /** Mentions one subject more often than the batch has it, and returns it for the last time. */
  private static String mentionedTooOften(PredictionRequest request, List<String> mentions) {
    String subject = mentions.get(0);
    int rows = Collections.frequency(request.subjects(), subject);
    while (Collections.frequency(mentions, subject) < rows) {
      mentions.add(subject);
    }
    return subject;
  }

  /** The n-th mention of a subject rates its n-th row, and the last one all rows that remain. */
  private void rate(Feedback feedback, Instant time) {
    List<String> subjects = present(batches.get(feedback.batchId())).subjects();
    Map<Integer, Rating> counts = present(ratings.get(feedback.batchId()));
    Map<String, Integer> seen = new HashMap<>();
    for (int position = 0; position < subjects.size(); position++) {
      String subject = subjects.get(position);
      int number = seen.merge(subject, 1, Integer::sum);
      List<Boolean> mentions = mentions(feedback, subject);
      if (!mentions.isEmpty()) {
        var rating = new Rating(time, mentions.get(Math.min(number, mentions.size()) - 1));
        counts.merge(position, rating, (a, b) -> a.compareTo(b) >= 0 ? a : b);
      }
    }
  }

  private static List<Boolean> mentions(Feedback feedback, String subject) {
    return IntStream.range(0, feedback.subjects().size())
        .filter(i -> feedback.subjects().get(i).equals(subject))
        .mapToObj(feedback.ratings()::get)
        .toList();
  }

  private void planPoison() {
    List<String> topics =
        DeployedFunction.eventDriven().stream().map(DeployedFunction::trigger).distinct().toList();
    String topic = topics.get(random.nextInt(topics.size()));
    if (random.nextInt(4) == 0) {
      var request = new PredictionRequest(id(), List.of("old"), List.of(row()));
      at(
          time(),
          () ->
              poison.add(
                  key(
                      broker.publish(
                          "request", request.encode(), Map.of(), broker.time().minus(TOO_OLD)))));
    } else {
      byte[] payload = POISON.get(random.nextInt(POISON.size())).getBytes(StandardCharsets.UTF_8);
      at(time(), () -> poison.add(key(publish(topic, payload, Map.of()))));
    }
  }

  /** Makes a model of the best accuracy that names no holdout. */
  private TrainedModel foreignModel() {
    var scores = new ClassificationReport.Scores(1, 1, 1, 100);
    var report = new ClassificationReport(scores, scores, scores, scores, 1);
    return new TrainedModel(
        id(), "model-foreign.pb", 100, 1, report, 0, 0, 0, 0, null, null, null, null);
  }

  private Message publish(String topic, byte[] data, Map<String, String> attributes) {
    return broker.publish(topic, data, attributes, broker.time());
  }

  private void at(long time, Runnable publish) {
    steps.add(new Step(time, publish));
  }

  private long time() {
    return random.nextInt(LAST_MILLISECOND);
  }

  private UUID id() {
    return new UUID(random.nextLong(), random.nextLong());
  }

  /** Draws a row of the data set, as it is or rounded on its way; sometimes a held-out one. */
  private Features row() {
    int source = random.nextInt(20);
    List<LabelledFeatures> from =
        source < 2 ? DATA.holdout() : source < 5 ? DATA.starter() : DATA.rest();
    Features row = from.get(random.nextInt(from.size())).features();
    double[] numbers = row.toArray();
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
      heldOut.add(sent);
    }
    return sent;
  }
}
