package dev.aidemo.simulation;

import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.stored.StoreContents;
import dev.aidemo.common.stored.StoredPrediction;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks what must hold in all stores when no message is left. */
final class Invariants {
  private static final int STARTER_ROWS = 6;

  private final World world;
  private final Expectations expectations;

  Invariants(World world, Expectations expectations) {
    this.world = world;
    this.expectations = expectations;
  }

  /**
   * Checks all of them.
   *
   * @return which models were found
   * @throws AssertionError if one does not hold; the message says which
   */
  ModelInvariants.Found check(Operator operator) {
    StoreContents contents = world.contents();
    Map<UUID, List<StoredPrediction>> stored =
        contents.predictions().stream().collect(Collectors.groupingBy(StoredPrediction::batchId));
    Map<UUID, ListedBatch> listed = listed(contents);
    if (expectations.evictions() == 0) {
      same("batches in Redis", expectations.batches().keySet(), listed.keySet());
    }
    new CacheInvariants(world, expectations).check(operator);
    Map<UUID, ListedBatch> rebuilt = listed(contents);
    Map<UUID, Integer> labels = contents.labels();
    same("batches in the table", expectations.batches().keySet(), stored.keySet());
    same("batches in Redis", expectations.batches().keySet(), rebuilt.keySet());
    Map<UUID, List<Prediction>> published = published();
    int rated = 0;
    for (UUID batchId : expectations.batches().keySet()) {
      var batch =
          new BatchInvariants(
              expectations, batchId, present(stored.get(batchId)), present(published.get(batchId)));
      rated += batch.check(listed.get(batchId), present(rebuilt.get(batchId)), labels);
      PredictionRequest standing = batch.standing();
      requireDeadLetters(batchId, one -> !BatchInvariants.isOf(one, standing));
      if (expectations.evictions() == 0) {
        String content = present(listed.get(batchId)).content();
        requireDeadLetters(
            batchId, one -> !ListedBatch.decode(one.encode()).content().equals(content));
      }
    }
    same("training rows", rated + STARTER_ROWS, labels.size());
    Set<String> others = deadLetters();
    others.removeIf(contestedPredictions(any -> true)::contains);
    same("dead letters", expectations.poison(), others);
    return new ModelInvariants(world, expectations).check(models(), !valid("job").isEmpty());
  }

  private static Map<UUID, ListedBatch> listed(StoreContents contents) {
    Map<UUID, ListedBatch> listed = new HashMap<>();
    for (ListedBatch batch : contents.listedBatches()) {
      same("another entry in Redis", null, listed.put(batch.batchId(), batch));
    }
    return listed;
  }

  /** Of two contents under one id, all messages of the second are rejected. */
  private void requireDeadLetters(UUID batchId, Predicate<Prediction> isSecond) {
    Set<String> rejected =
        contestedPredictions(one -> one.batchId().equals(batchId) && isSecond.test(one));
    rejected.removeAll(deadLetters());
    same("other contents of batch " + batchId + " that are not rejected", Set.of(), rejected);
  }

  private Set<String> contestedPredictions(Predicate<Prediction> which) {
    return valid("prediction").stream()
        .filter(
            message -> {
              Prediction prediction = Prediction.decode(message.data());
              return expectations.isContested(prediction.batchId()) && which.test(prediction);
            })
        .map(Expectations::key)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Map<UUID, List<Prediction>> published() {
    return valid("prediction").stream()
        .map(message -> Prediction.decode(message.data()))
        .collect(Collectors.groupingBy(Prediction::batchId));
  }

  /** Returns what was published to a topic, without the poison. */
  private List<Message> valid(String topic) {
    return world.broker().published(topic).stream()
        .filter(message -> !expectations.poison().contains(Expectations.key(message)))
        .toList();
  }

  private Set<String> deadLetters() {
    Set<String> letters = new TreeSet<>();
    world.broker().published(Broker.DEAD_LETTER).forEach(letter -> letters.add(original(letter)));
    return letters;
  }

  /** Returns topic and id of the message that a dead letter was. */
  static String original(Message letter) {
    Map<String, String> attributes = letter.attributes();
    return attributes.get("dead-letter-topic") + " " + attributes.get("dead-letter-message-id");
  }

  private List<TrainedModel> models() {
    return valid("model").stream()
        .map(message -> TrainedModel.decode(message.data()))
        .distinct()
        .toList();
  }

  static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  static void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError(what + ": expected " + expected + ", but there is " + actual);
    }
  }
}
