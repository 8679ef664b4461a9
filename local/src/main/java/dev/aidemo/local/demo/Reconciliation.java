package dev.aidemo.local.demo;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Compares what the stores hold with what was sent: each banknote once, with its true class. */
record Reconciliation(
    Difference batches, Difference predictions, Difference ratings, Difference trainingRows) {
  /**
   * Compares.
   *
   * @param rated batches that were rated, from which the system learned
   * @param unrated batches that were not
   */
  static Reconciliation of(
      List<Batch> rated,
      List<Batch> unrated,
      BankData data,
      CacheReader cache,
      DatabaseReader database) {
    Set<UUID> batches = new HashSet<>();
    Set<String> predictions = new HashSet<>();
    Set<String> ratings = new HashSet<>();
    Set<LabelledFeatures> trainingRows = new HashSet<>(data.starter());
    for (Batch batch : rated) {
      trainingRows.addAll(batch.rows());
      for (int i = 0; i < batch.rows().size(); i++) {
        ratings.add(batch.prediction(i) + " " + batch.rows().get(i).truth().word());
      }
    }
    for (Batch batch : Stream.concat(rated.stream(), unrated.stream()).toList()) {
      batches.add(batch.id());
      for (int i = 0; i < batch.rows().size(); i++) {
        predictions.add(batch.prediction(i));
      }
    }
    return new Reconciliation(
        Difference.between(batches, cache.batches()),
        Difference.between(predictions, database.predictions()),
        Difference.between(ratings, database.ratings()),
        Difference.between(trainingRows, database.trainingRows()));
  }

  int lost() {
    return all().mapToInt(Difference::missing).sum();
  }

  int duplicated() {
    return all().mapToInt(Difference::surplus).sum();
  }

  private Stream<Difference> all() {
    return Stream.of(batches, predictions, ratings, trainingRows);
  }
}
