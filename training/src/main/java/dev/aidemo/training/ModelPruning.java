package dev.aidemo.training;

import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelFile;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.promotion.Retention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Logger;

/** Deletes old model files after a training, so that the bucket and its listing stay small. */
final class ModelPruning {
  private static final Logger logger = Logger.getLogger(ModelPruning.class.getName());

  /** Ends in seconds, also in a bucket that nobody has pruned before. */
  private static final int MAX_DELETIONS = 100;

  private final ModelStore store;

  ModelPruning(ModelStore store) {
    this.store = store;
  }

  /** Returns the files that are no longer needed once there is a new model, the oldest first. */
  static List<ModelFile> outdated(List<ModelFile> files, TrainedModel newest) {
    List<TrainedModel> models = new ArrayList<>(ModelFile.models(files));
    models.add(newest);
    Set<TrainedModel> expired = new HashSet<>(Retention.expired(models));
    return files.stream()
        .filter(file -> !file.pinned() && expired.contains(file.model()))
        .limit(MAX_DELETIONS)
        .toList();
  }

  /**
   * Deletes these files, except those that were pinned meanwhile. A failure is only logged: the
   * model is trained and published, and the next training deletes what is left.
   */
  void delete(List<ModelFile> outdated) {
    try {
      long deleted = outdated.stream().filter(store::delete).count();
      if (deleted > 0) {
        logger.info("Deleted %d old model files".formatted(deleted));
      }
    } catch (GoogleException e) {
      logger.warning("Old model files are left to the next training: " + e.getMessage());
    }
  }
}
