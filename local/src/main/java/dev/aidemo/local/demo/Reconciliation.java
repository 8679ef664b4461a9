package dev.aidemo.local.demo;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Whether each banknote that was sent is where it belongs, once, and with its true class. */
record Audit(Tally batches, Tally predictions, Tally ratings, Tally trainingRows) {
  static Audit of(List<Batch> sent, BankData data, PredictApi api, Ledger ledger) {
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
    return new Audit(
        Tally.of(batches, api.batches()),
        Tally.of(predictions, ledger.predictions()),
        Tally.of(ratings, ledger.ratings()),
        Tally.of(trainingRows, ledger.trainingRows()));
  }

  int lost() {
    return all().mapToInt(Tally::lost).sum();
  }

  int duplicated() {
    return all().mapToInt(Tally::surplus).sum();
  }

  private Stream<Tally> all() {
    return Stream.of(batches, predictions, ratings, trainingRows);
  }
}
