package dev.aidemo.common.model;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.message.ClassificationReport;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects the best of all candidates on the frozen holdout.
 *
 * @param trainer the candidate that was selected; of equally accurate ones the simplest
 * @param report its figures on the holdout
 * @param candidates how many were scored on the holdout
 * @param trainingTime seconds to train all candidates
 * @param testingTime seconds to score all candidates
 * @param unfinished the candidates that reached their iteration limit and were left out
 */
public record ModelSelection(
    Trainer trainer,
    Classifier classifier,
    ClassificationReport report,
    int candidates,
    double trainingTime,
    double testingTime,
    List<Trainer> unfinished) {
  public ModelSelection {
    unfinished = List.copyOf(unfinished);
  }

  /**
   * Trains each candidate on the set, or on a sample of it if it is too large for the candidate,
   * and scores it on the holdout. At least one candidate is trained on all rows. It ends within a
   * minute or so on 100,000 rows, whatever they contain.
   *
   * @throws IllegalArgumentException if the set is too small, see {@link TrainingSet#tooFewRows}
   */
  public static ModelSelection of(TrainingSet set, BankData data) {
    set.tooFewRows()
        .ifPresent(
            reason -> {
              throw new IllegalArgumentException(reason);
            });
    var comparison = new Comparison(set, data);
    Trainer.candidates(set.rows().size()).forEach(comparison::add);
    if (comparison.best == null) {
      comparison.add(Trainer.LOGISTIC_REGRESSION);
    }
    return comparison.result();
  }

  /** Trains and scores one candidate after the other. */
  private static final class Comparison {
    private final TrainingSet set;
    private final BankData data;
    private final List<Trainer> unfinished = new ArrayList<>();
    private int scored;
    private double trainingTime;
    private double testingTime;
    private @Nullable ModelSelection best;

    Comparison(TrainingSet set, BankData data) {
      this.set = set;
      this.data = data;
    }

    void add(Trainer trainer) {
      long start = System.nanoTime();
      try {
        Classifier classifier = trainer.train(set.sample(trainer.maxRows()));
        long trained = System.nanoTime();
        ClassificationReport report = Scores.report(classifier, data.holdout());
        scored++;
        testingTime += secondsSince(trained);
        if (best == null || report.accuracy() > best.report.accuracy()) {
          best = new ModelSelection(trainer, classifier, report, 0, 0, 0, List.of());
        }
        start += System.nanoTime() - trained;
      } catch (UnfinishedTrainingException e) {
        unfinished.add(trainer);
      }
      trainingTime += secondsSince(start);
    }

    ModelSelection result() {
      if (best == null) {
        throw new IllegalStateException("no candidate finished");
      }
      return new ModelSelection(
          best.trainer,
          best.classifier,
          best.report,
          scored,
          trainingTime,
          testingTime,
          unfinished);
    }

    private static double secondsSince(long start) {
      return (System.nanoTime() - start) / 1e9;
    }
  }
}
