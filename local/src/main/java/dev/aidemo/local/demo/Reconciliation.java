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
  static Reconciliation of(
      List<Batch> sent, BankData data, CacheReader cache, DatabaseReader database) {
    Set<UUID> batches = new HashSet<>();
    Set<String> predictions = new HashSet<>();
    Set<String> ratings = new HashSet<>();
    Set<LabelledFeatures> trainingRows = new HashSet<>(data.starter());
    for (Batch batch : sent) {
      batches.add(batch.id());
      trainingRows.addAll(batch.rows());
      for (int i = 0; i < batch.rows().size(); i++) {
        String prediction = batch.id() + " " + batch.subjects().get(i);
        predictions.add(prediction);
        ratings.add(prediction + " " + batch.rows().get(i).truth().word());
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
