package dev.aidemo.operations.champion;

import dev.aidemo.common.database.SkippedTrainings.Skipped;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.promotion.PromotionRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Holds what Redis, the bucket and table {@code jobs} contain at one moment.
 *
 * @param pinned the file name that Redis has as pinned
 * @param cached the file name that Redis has as the champion
 * @param files the models in the bucket
 * @param trainings the models in the table, the lowest version first
 * @param skipped the latest skipped trainings, newest first
 */
public record ChampionStatus(
    Optional<String> pinned,
    Optional<String> cached,
    List<TrainedModel> files,
    List<TrainedModel> trainings,
    List<Skipped> skipped) {

  /** Returns the file name of the model that serves; none if that is the starter model. */
  public Optional<String> served() {
    return pinned.or(() -> cached).or(this::bestFile);
  }

  /** Returns the model of a file, from the bucket or the table. */
  public Optional<TrainedModel> describe(String fileName) {
    return Stream.concat(files.stream(), trainings.stream())
        .filter(model -> model.modelFileName().equals(fileName))
        .findFirst();
  }

  /** Tells whether the bucket has the file. */
  public boolean isInBucket(String fileName) {
    return files.stream().anyMatch(model -> model.modelFileName().equals(fileName));
  }

  /** Returns the champion according to the bucket. */
  public Optional<String> bestFile() {
    return best(files);
  }

  /** Returns the champion according to the table. */
  public Optional<String> bestTraining() {
    return best(trainings);
  }

  /** Tells whether Redis, the bucket and the table have the same champion. */
  public boolean agrees() {
    return cached.equals(bestFile()) && cached.equals(bestTraining());
  }

  private static Optional<String> best(List<TrainedModel> models) {
    return PromotionRule.champion(models).map(TrainedModel::modelFileName);
  }
}
