package dev.aidemo.common.model;

import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.ClassificationReport.Scores;
import dev.aidemo.common.message.TrainedModel;
import java.time.Instant;
import java.util.UUID;

/** Descriptions of models, for tests. */
final class Models {
  private Models() {}

  static TrainedModel trained(long version, double accuracy) {
    return trained(version, new UUID(1, version), accuracy);
  }

  static TrainedModel trained(long version, UUID jobId, double accuracy) {
    var scores = new Scores(0.7, 0.8, 0.75, 10);
    return new TrainedModel(
        jobId,
        ModelStore.fileName(version),
        100,
        accuracy,
        new ClassificationReport(scores, scores, scores, scores, accuracy),
        0.1,
        0.2,
        0.3,
        version,
        "rbf-svm",
        HoldoutId.parse("1-9f3ac2d1"),
        "data",
        Instant.parse("2026-11-23T12:00:00Z"));
  }
}
