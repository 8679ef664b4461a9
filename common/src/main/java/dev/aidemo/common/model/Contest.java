package dev.aidemo.common.model;

import dev.aidemo.common.message.ClassificationReport;

/**
 * The best of all candidates on the frozen holdout.
 *
 * @param trainer the candidate that won; of equal ones the simplest
 * @param report its figures on the holdout
 * @param trainingTime seconds to train all candidates
 * @param testingTime seconds to score all candidates
 */
public record Contest(
    Trainer trainer,
    Classifier classifier,
    ClassificationReport report,
    double trainingTime,
    double testingTime) {

  /**
   * Trains each candidate on the set and scores it on the holdout.
   *
   * @throws IllegalArgumentException if the set is refused, see {@link TrainingSet#refusal}
   */
  public static Contest hold(TrainingSet set, BankData data) {
    set.refusal()
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(refusal);
            });
    Contest best = null;
    double trainingTime = 0;
    double testingTime = 0;
    for (Trainer trainer : Trainer.values()) {
      long start = System.nanoTime();
      Classifier classifier = trainer.train(set.rows());
      long trained = System.nanoTime();
      ClassificationReport report = Scores.report(classifier, data.holdout());
      trainingTime += seconds(start, trained);
      testingTime += seconds(trained, System.nanoTime());
      if (best == null || report.accuracy() > best.report().accuracy()) {
        best = new Contest(trainer, classifier, report, 0, 0);
      }
    }
    if (best == null) {
      throw new IllegalStateException("there is no candidate");
    }
    return new Contest(best.trainer(), best.classifier(), best.report(), trainingTime, testingTime);
  }

  private static double seconds(long start, long end) {
    return (end - start) / 1e9;
  }
}
