package dev.aidemo.local.fault;

import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.stored.StoreContents;
import dev.aidemo.local.fault.Violations.Kind;
import dev.aidemo.local.fault.Violations.Violation;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.testkit.Inbox;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Checks what must be true when everything that was sent has been handled, whatever failed
 * meanwhile. A restarted Redis is empty, so its lists need only what came later.
 */
final class Invariants {
  /** With more model files than these, a training may have deleted some. */
  private static final int MAX_UNPRUNED = 50;

  private final StoreContents contents;
  private final Inbox deadLetters;
  private final Map<String, Integer> letters = new HashMap<>();
  private int deadLetteredBySubscription;

  Invariants(StackVariables variables) {
    this.contents = new StoreContents(variables.environment());
    this.deadLetters = Inbox.of("dead-letter", variables.values());
  }

  /** Returns how many dead letters were published more than once. */
  int repeatedDeadLetters(Map<String, Integer> poison) {
    return letters.entrySet().stream()
        .mapToInt(
            letter -> Math.max(0, letter.getValue() - poison.getOrDefault(letter.getKey(), 0)))
        .sum();
  }

  /**
   * Checks everything.
   *
   * @param poison the ids of messages that must be dead-lettered, and by how many functions
   * @param redisEmptySince what was written to Redis earlier is lost
   */
  List<Violation> check(
      List<SentBatch> sent, Map<String, Integer> poison, Instant redisEmptySince) {
    var violations = new Violations();
    var rows = new RowInvariants(sent, contents, violations);
    rows.checkPredictions();
    rows.checkTraining();
    rows.checkBatches(redisEmptySince);
    checkModels(redisEmptySince, violations);
    checkDeadLetters(poison, violations);
    return violations.all();
  }

  /** Checks that bucket, table and list have the same trainings, and that the best one serves. */
  private void checkModels(Instant redisEmptySince, Violations violations) {
    List<TrainedModel> files = contents.modelFiles();
    Set<UUID> stored = new HashSet<>(contents.trainings());
    Set<UUID> listed = new HashSet<>();
    for (UUID training : contents.listedTrainings()) {
      if (!listed.add(training)) {
        violations.add(Kind.DUPLICATED, "training %s in list jobs", training);
      }
    }
    Set<UUID> uploaded = new HashSet<>();
    for (TrainedModel file : files) {
      uploaded.add(file.jobId());
      if (!stored.contains(file.jobId())) {
        violations.add(Kind.LOST, "training of version %d in table jobs", file.version());
      }
      Instant created = file.created();
      if (!listed.contains(file.jobId()) && created != null && created.isAfter(redisEmptySince)) {
        violations.add(Kind.LOST, "training of version %d in list jobs", file.version());
      }
    }
    if (files.size() <= MAX_UNPRUNED) {
      violations.addSurplus("training in table jobs", stored, uploaded);
      violations.addSurplus("training in list jobs", listed, uploaded);
    }
    Optional<String> best = PromotionRule.champion(files).map(TrainedModel::modelFileName);
    Optional<String> champion = contents.champion();
    if (!best.equals(champion)) {
      violations.add(Kind.WRONG, "champion %s, the best is %s", champion, best);
    }
  }

  private void checkDeadLetters(Map<String, Integer> poison, Violations violations) {
    for (Inbox.Message letter : deadLetters.drain()) {
      String id = letter.attributes().get("dead-letter-message-id");
      if (id == null) {
        deadLetteredBySubscription++;
      } else {
        letters.merge(id, 1, Integer::sum);
      }
    }
    if (deadLetteredBySubscription > 0) {
      violations.add(
          Kind.WRONG, "%d messages dead-lettered by a subscription", deadLetteredBySubscription);
    }
    poison.forEach(
        (id, functions) -> {
          if (letters.getOrDefault(id, 0) < functions) {
            violations.add(Kind.LOST, "dead letter of message %s", id);
          }
        });
    violations.addSurplus("dead letter", letters.keySet(), poison.keySet());
  }
}
