package dev.aidemo.local.champion;

import dev.aidemo.common.database.Refusals.Refusal;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.PromotionRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Redis, the bucket and table {@code jobs} say at one moment.
 *
 * @param pinned the file name that Redis has as pinned
 * @param cached the file name that Redis has as the champion
 * @param files the models in the bucket
 * @param trainings the models in the table, the lowest version first
 * @param refusals the last sets of rows that no model was trained on, newest first
 */
public record Standing(
    Optional<String> pinned,
    Optional<String> cached,
    List<TrainedModel> files,
    List<TrainedModel> trainings,
    List<Refusal> refusals) {

  /** The file name of the model that serves; none if that is the starter model. */
  public Optional<String> served() {
    return pinned.or(() -> cached).or(this::bestFile);
  }

  /** What is known of a file. */
  public Optional<TrainedModel> describe(String fileName) {
    return Stream.concat(files.stream(), trainings.stream())
        .filter(model -> model.modelFileName().equals(fileName))
        .findFirst();
  }

  /** Whether the file can be served. */
  public boolean isInBucket(String fileName) {
    return files.stream().anyMatch(model -> model.modelFileName().equals(fileName));
  }

  /** The champion, if there were only the bucket. */
  public Optional<String> bestFile() {
    return best(files);
  }

  /** The champion, if there were only the table. */
  public Optional<String> bestTraining() {
    return best(trainings);
  }

  /** Whether all three have the same champion. */
  public boolean agrees() {
    return cached.equals(bestFile()) && cached.equals(bestTraining());
  }

  private static Optional<String> best(List<TrainedModel> models) {
    return PromotionRule.champion(models).map(TrainedModel::modelFileName);
  }
}
