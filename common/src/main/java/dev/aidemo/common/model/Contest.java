package dev.aidemo.common.model;

import dev.aidemo.common.message.ClassificationReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best of all candidates on the frozen holdout.
 *
 * @param trainer the candidate that won; of equal ones the simplest
 * @param report its figures on the holdout
 * @param trainingTime seconds to train all candidates
 * @param testingTime seconds to score all candidates
 * @param unfinished the candidates that did not end within their limit, and were left out
 */
public record Contest(
    Trainer trainer,
    Classifier classifier,
    ClassificationReport report,
    double trainingTime,
    double testingTime,
    List<Trainer> unfinished) {
  public Contest {
    unfinished = List.copyOf(unfinished);
  }

  /**
   * Trains each candidate on the set, or on a sample of it where it is too large for the candidate,
   * and scores it on the holdout. One of them is trained on all rows. It ends within a minute or so
   * on 100,000 rows, whatever they say.
   *
   * @throws IllegalArgumentException if the set is refused, see {@link TrainingSet#refusal}
   */
  public static Contest hold(TrainingSet set, BankData data) {
    set.refusal()
        .ifPresent(
            refusal -> {
              throw new IllegalArgumentException(refusal);
            });
    var round = new Round(set, data);
    Trainer.candidates(set.rows().size()).forEach(round::admit);
    if (round.best == null) {
      round.admit(Trainer.LOGISTIC_REGRESSION);
    }
    return round.result();
  }

  /** What is known while the contest is held. */
  private static final class Round {
    private final TrainingSet set;
    private final BankData data;
    private final List<Trainer> unfinished = new ArrayList<>();
    private double trainingTime;
    private double testingTime;
    private @Nullable Contest best;

    Round(TrainingSet set, BankData data) {
      this.set = set;
      this.data = data;
    }

    void admit(Trainer trainer) {
      long start = System.nanoTime();
      try {
        Classifier classifier = trainer.train(set.sample(trainer.mostRows()));
        long trained = System.nanoTime();
        ClassificationReport report = Scores.report(classifier, data.holdout());
        testingTime += secondsSince(trained);
        if (best == null || report.accuracy() > best.report.accuracy()) {
          best = new Contest(trainer, classifier, report, 0, 0, List.of());
        }
        start += System.nanoTime() - trained;
      } catch (UnfinishedTrainingException e) {
        unfinished.add(trainer);
      }
      trainingTime += secondsSince(start);
    }

    Contest result() {
      if (best == null) {
        throw new IllegalStateException("no candidate ended");
      }
      return new Contest(
          best.trainer, best.classifier, best.report, trainingTime, testingTime, unfinished);
    }

    private static double secondsSince(long start) {
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
