package dev.aidemo.local.fault;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.stored.StoreContents;
import dev.aidemo.common.stored.StoredPrediction;
import dev.aidemo.local.fault.SentBatch.Manner;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.testkit.Inbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What must be so when everything that was sent has been handled, whatever went wrong on the way.
 * Redis forgets when it is started again: its lists are held to what came after.
 */
final class Invariants {
  /** The list is cut to 1000 entries, and what is delivered late pushes out what came in time. */
  private static final int SURELY_LISTED = 700;

  /** With more model files than these, a training may have deleted some. */
  private static final int MAX_UNPRUNED = 50;

  private final StoreContents contents;
  private final Inbox deadLetters;
  private final Map<String, Integer> letters = new HashMap<>();
  private List<Violation> violations = new ArrayList<>();
  private int subscriptionGaveUp;

  /** How something is not as it must be. */
  enum Kind {
    LOST,
    DOUBLED,
    WRONG
  }

  /** Something that is not as it must be. */
  record Violation(Kind kind, String what) {}

  Invariants(StackVariables variables) {
    this.contents = new StoreContents(variables.environment());
    this.deadLetters = Inbox.of("dead-letter", variables.values());
  }

  /** How many dead letters were published more than once. */
  int repeatedDeadLetters(Map<String, Integer> poison) {
    return letters.entrySet().stream()
        .mapToInt(
            letter -> Math.max(0, letter.getValue() - poison.getOrDefault(letter.getKey(), 0)))
        .sum();
  }

  /**
   * Looks at everything.
   *
   * @param poison the ids of messages that must be dead letters, and how many functions get each
   * @param redisEmptySince what Redis was told before is lost
   */
  List<Violation> check(
      List<SentBatch> sent, Map<String, Integer> poison, Instant redisEmptySince) {
    violations = new ArrayList<>();
    List<StoredPrediction> rows = contents.predictions();
    Map<UUID, StoredPrediction> byId = new HashMap<>();
    rows.forEach(row -> byId.put(row.id(), row));
    checkPredictions(sent, byId);
    checkTraining(sent, byId);
    checkBatches(sent, byId, redisEmptySince);
    checkModels(redisEmptySince);
    checkDeadLetters(poison);
    return violations;
  }

  /** One row for each banknote, and each rating in its place. */
  private void checkPredictions(List<SentBatch> sent, Map<UUID, StoredPrediction> rows) {
    Set<UUID> expected = new HashSet<>();
    for (SentBatch batch : sent) {
      for (int position = 0; position < batch.rows().size(); position++) {
        UUID id = StoredPrediction.id(batch.id(), position);
        expected.add(id);
        StoredPrediction row = rows.get(id);
        if (row == null) {
          violate(Kind.LOST, "prediction %d of %s", position, batch);
        } else if (position < batch.rated() && row.correct() == null) {
          violate(Kind.LOST, "rating %d of %s", position, batch);
        } else if (position >= batch.rated() && row.correct() != null) {
          violate(Kind.WRONG, "rating %d of %s, which nobody rated", position, batch);
        }
      }
    }
    surplus("prediction", rows.keySet(), expected);
  }

  /** One row for each banknote that was rated, with its class; and the starter rows. */
  private void checkTraining(List<SentBatch> sent, Map<UUID, StoredPrediction> rows) {
    Map<UUID, Integer> labels = contents.labels();
    Set<UUID> expected = new HashSet<>();
    for (SentBatch batch : sent) {
      for (int position = 0; position < batch.rated(); position++) {
        UUID id = StoredPrediction.id(batch.id(), position);
        expected.add(id);
        Integer label = labels.get(id);
        StoredPrediction row = rows.get(id);
        if (label == null) {
          violate(Kind.LOST, "training row %d of %s", position, batch);
        } else if (row != null && label != row.label()) {
          violate(Kind.WRONG, "class %d of %s is not the rating's", position, batch);
        } else if (batch.manner() != Manner.TOO_EARLY
            && label != batch.rows().get(position).truth().label()) {
          violate(Kind.WRONG, "class %d of %s is not the last one said", position, batch);
        }
      }
    }
    Set<UUID> found = new HashSet<>(labels.keySet());
    found.removeAll(expected);
    int starters = BankData.load().starter().size();
    if (found.size() != starters) {
      violate(Kind.DOUBLED, "%d training rows that nobody rated, not %d", found.size(), starters);
    }
  }

  /** One entry for each batch, with the verdicts of the database. */
  private void checkBatches(
      List<SentBatch> sent, Map<UUID, StoredPrediction> rows, Instant redisEmptySince) {
    Map<UUID, ListedBatch> entries = new HashMap<>();
    for (ListedBatch entry : contents.listedBatches()) {
      if (entries.put(entry.batchId(), entry) != null) {
        violate(Kind.DOUBLED, "entry of batch %s", entry.batchId());
      }
    }
    for (SentBatch batch : sent.subList(Math.max(0, sent.size() - SURELY_LISTED), sent.size())) {
      ListedBatch entry = entries.get(batch.id());
      if (batch.sent().isBefore(redisEmptySince)) {
        continue;
      }
      if (entry == null) {
        violate(Kind.LOST, "entry of %s", batch);
        continue;
      }
      for (int position = 0; position < entry.output().size(); position++) {
        StoredPrediction row = rows.get(StoredPrediction.id(batch.id(), position));
        if (row != null && !row.verdict().equals(entry.output().get(position).word())) {
          violate(Kind.WRONG, "verdict %d of %s is not the database's", position, batch);
        }
      }
    }
  }

  /** The bucket, the table and the list tell of the same trainings, and the best one serves. */
  private void checkModels(Instant redisEmptySince) {
    List<TrainedModel> files = contents.modelFiles();
    Set<UUID> stored = new HashSet<>(contents.trainings());
    Set<UUID> listed = new HashSet<>();
    for (UUID training : contents.listedTrainings()) {
      if (!listed.add(training)) {
        violate(Kind.DOUBLED, "training %s in list jobs", training);
      }
    }
    Set<UUID> uploaded = new HashSet<>();
    for (TrainedModel file : files) {
      uploaded.add(file.jobId());
      if (!stored.contains(file.jobId())) {
        violate(Kind.LOST, "training of version %d in table jobs", file.version());
      }
      Instant created = file.created();
      if (!listed.contains(file.jobId()) && created != null && created.isAfter(redisEmptySince)) {
        violate(Kind.LOST, "training of version %d in list jobs", file.version());
      }
    }
    if (files.size() <= MAX_UNPRUNED) {
      surplus("training in table jobs", stored, uploaded);
      surplus("training in list jobs", listed, uploaded);
    }
    Optional<String> best = PromotionRule.champion(files).map(TrainedModel::modelFileName);
    Optional<String> champion = contents.champion();
    if (!best.equals(champion)) {
      violate(Kind.WRONG, "champion %s, the best is %s", champion, best);
    }
  }

  private void checkDeadLetters(Map<String, Integer> poison) {
    for (Inbox.Message letter : deadLetters.drain()) {
      String id = letter.attributes().get("dead-letter-message-id");
      if (id == null) {
        subscriptionGaveUp++;
      } else {
        letters.merge(id, 1, Integer::sum);
      }
    }
    if (subscriptionGaveUp > 0) {
      violate(Kind.WRONG, "%d messages were given up by a subscription", subscriptionGaveUp);
    }
    poison.forEach(
        (id, functions) -> {
          if (letters.getOrDefault(id, 0) < functions) {
            violate(Kind.LOST, "dead letter of message %s", id);
          }
        });
    surplus("dead letter", letters.keySet(), poison.keySet());
  }

  private <T> void surplus(String what, Set<T> found, Set<T> expected) {
    for (T one : found) {
      if (!expected.contains(one)) {
        violate(Kind.DOUBLED, "%s %s, which nobody asked for", what, one);
      }
    }
  }

  private void violate(Kind kind, String what, Object... arguments) {
    violations.add(new Violation(kind, what.formatted(arguments)));
  }
}
