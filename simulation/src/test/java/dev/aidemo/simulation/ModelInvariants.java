package dev.aidemo.simulation;

import static dev.aidemo.simulation.Invariants.same;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.Decision;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.TrainingSet;
import dev.aidemo.common.model.TrainingSetCollector;
import dev.aidemo.common.promotion.PromotionRule;
import dev.aidemo.common.stored.StoreContents;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Checks that bucket, table {@code jobs} and Redis hold the same models, and the best one serves.
 */
final class ModelInvariants {
  private final StoreContents contents;
  private final Database database;
  private final Expectations expectations;

  ModelInvariants(World world, Expectations expectations) {
    this.contents = world.contents();
    this.database = world.database();
    this.expectations = expectations;
  }

  /**
   * Checks all of them, after a rebuild of Redis.
   *
   * @param published all models that were announced
   * @param hadJobs whether there was any job
   * @return what was found
   */
  Found check(List<TrainedModel> published, boolean hadJobs) {
    List<TrainedModel> models = contents.modelFiles();
    long versions = models.stream().map(TrainedModel::version).distinct().count();
    same("distinct versions", (long) models.size(), versions);
    Set<UUID> known = ids(published);
    same("trainings in table jobs", known, new HashSet<>(contents.trainings()));
    List<UUID> listed = contents.listedTrainings();
    same("trainings in Redis", known, new HashSet<>(listed));
    same("entries for trainings in Redis", known.size(), listed.size());
    Set<UUID> withFile =
        ids(
            published.stream()
                .filter(model -> !expectations.deletedFiles().contains(model.modelFileName()))
                .toList());
    withFile.removeAll(expectations.foreignModels());
    same("models in the bucket", withFile, ids(models));
    Optional<String> best = PromotionRule.champion(models).map(TrainedModel::modelFileName);
    same("champion", best, contents.champion());
    checkTrainingSet(published, hadJobs);
    return new Found(models.size(), checkDecisions(published));
  }

  /**
   * Counts what was found.
   *
   * @param models that have a file
   * @param promotions that were decided
   */
  record Found(int models, int promotions) {}

  /**
   * Each decision continues one before, unless its file was deleted: labels and challengers only
   * become more, and who serves, served or was judged.
   *
   * @return how many promotions were decided
   */
  private int checkDecisions(List<TrainedModel> published) {
    int promotions = 0;
    Decision before = null;
    Map<Long, Decision> byVersion = new TreeMap<>();
    for (TrainedModel model : published) {
      if (model.decision() != null && !expectations.foreignModels().contains(model.jobId())) {
        byVersion.put(model.version(), model.decision());
      }
    }
    for (Decision decision : byVersion.values()) {
      Set<String> promoted =
          decision.judgements().stream()
              .filter(judgement -> judgement.outcome().isPromoted())
              .map(judgement -> "version " + judgement.models().challenger().version())
              .collect(Collectors.toCollection(HashSet::new));
      promotions += promoted.size();
      if (before != null && expectations.deletedFiles().isEmpty()) {
        String serves = "version " + decision.serves().version();
        promoted.add("version " + before.serves().version());
        same(serves + " serves by a decision", true, promoted.contains(serves));
        same(
            "fewer challengers than before",
            false,
            decision.challengers() < before.challengers()
                || decision.labelsUntil().isBefore(before.labelsUntil()));
      }
      before = decision;
    }
    return promotions;
  }

  private static Set<UUID> ids(List<TrainedModel> models) {
    return models.stream().map(TrainedModel::jobId).collect(Collectors.toCollection(HashSet::new));
  }

  private void checkTrainingSet(List<TrainedModel> models, boolean hadJobs) {
    TrainingSet set = trainingSet();
    Set<Features> learned =
        set.rows().stream().map(LabelledFeatures::features).collect(Collectors.toSet());
    same(
        "learned rows of the holdout", true, Collections.disjoint(expectations.heldOut(), learned));
    for (LabelledFeatures starter : BankData.load().starter()) {
      same("starter row " + starter + " is learned", true, learned.contains(starter.features()));
    }
    boolean read = models.stream().anyMatch(model -> set.sha256().equals(model.dataSha256()));
    same("a model was trained on all rows with their last labels", hadJobs, read);
  }

  /** Returns what a training would learn from the rows that there are now. */
  private TrainingSet trainingSet() {
    var collector = new TrainingSetCollector(BankData.load());
    return database.inTransaction(
        connection -> {
          new TrainingRows(database).read(connection, collector::add);
          return collector.finish();
        });
  }
}
