package dev.aidemo.local.fault;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.stored.StoreContents;
import dev.aidemo.common.stored.StoredPrediction;
import dev.aidemo.local.fault.SentBatch.Manner;
import dev.aidemo.local.fault.Violations.Kind;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Checks that each banknote that was sent is stored once, with its rating and its true class. */
final class RowInvariants {
  /** The list holds 1000 entries, and a batch that is delivered late displaces one in time. */
  private static final int CERTAINLY_LISTED = 700;

  private final List<SentBatch> sent;
  private final StoreContents contents;
  private final Map<UUID, StoredPrediction> rows = new HashMap<>();
  private final Violations violations;

  RowInvariants(List<SentBatch> sent, StoreContents contents, Violations violations) {
    this.sent = sent;
    this.contents = contents;
    this.violations = violations;
    contents.predictions().forEach(row -> rows.put(row.id(), row));
  }

  /** Checks that there is one row for each banknote, rated if its batch was rated. */
  void checkPredictions() {
    Set<UUID> expected = new HashSet<>();
    for (SentBatch batch : sent) {
      for (int position = 0; position < batch.rows().size(); position++) {
        UUID id = StoredPrediction.id(batch.id(), position);
        expected.add(id);
        StoredPrediction row = rows.get(id);
        if (row == null) {
          violations.add(Kind.LOST, "prediction %d of %s", position, batch);
        } else if (position < batch.rated() && row.correct() == null) {
          violations.add(Kind.LOST, "rating %d of %s", position, batch);
        } else if (position >= batch.rated() && row.correct() != null) {
          violations.add(Kind.WRONG, "rating %d of %s, which nobody rated", position, batch);
        }
      }
    }
    violations.addSurplus("prediction", rows.keySet(), expected);
  }

  /** Checks that there is one training row for each rated banknote, with its class. */
  void checkTraining() {
    Map<UUID, Integer> labels = contents.labels();
    Set<UUID> expected = new HashSet<>();
    for (SentBatch batch : sent) {
      for (int position = 0; position < batch.rated(); position++) {
        UUID id = StoredPrediction.id(batch.id(), position);
        expected.add(id);
        Integer label = labels.get(id);
        StoredPrediction row = rows.get(id);
        if (label == null) {
          violations.add(Kind.LOST, "training row %d of %s", position, batch);
        } else if (row != null && label != row.label()) {
          violations.add(Kind.WRONG, "class %d of %s is not the rating's", position, batch);
        } else if (batch.manner() != Manner.TOO_EARLY
            && label != batch.rows().get(position).truth().label()) {
          violations.add(Kind.WRONG, "class %d of %s is not of the last rating", position, batch);
        }
      }
    }
    Set<UUID> others = new HashSet<>(labels.keySet());
    others.removeAll(expected);
    int starters = BankData.load().starter().size();
    if (others.size() != starters) {
      violations.add(
          Kind.DUPLICATED, "%d training rows that nobody rated, not %d", others.size(), starters);
    }
  }

  /** Checks that there is one entry in Redis for each batch, with the verdicts of the database. */
  void checkBatches(Instant redisEmptySince) {
    Map<UUID, ListedBatch> entries = new HashMap<>();
    for (ListedBatch entry : contents.listedBatches()) {
      if (entries.put(entry.batchId(), entry) != null) {
        violations.add(Kind.DUPLICATED, "entry of batch %s", entry.batchId());
      }
    }
    for (SentBatch batch : sent.subList(Math.max(0, sent.size() - CERTAINLY_LISTED), sent.size())) {
      if (batch.sent().isBefore(redisEmptySince)) {
        continue;
      }
      ListedBatch entry = entries.get(batch.id());
      if (entry == null) {
        violations.add(Kind.LOST, "entry of %s", batch);
        continue;
      }
      for (int position = 0; position < entry.output().size(); position++) {
        StoredPrediction row = rows.get(StoredPrediction.id(batch.id(), position));
        if (row != null && !row.verdict().equals(entry.output().get(position).word())) {
          violations.add(Kind.WRONG, "verdict %d of %s is not the database's", position, batch);
        }
      }
    }
  }
}
