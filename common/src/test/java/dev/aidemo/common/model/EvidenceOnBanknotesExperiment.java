package dev.aidemo.common.model;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.evidence.CalibrationError;
import dev.aidemo.common.evidence.CalibrationRow;
import dev.aidemo.common.evidence.Confidence;
import dev.aidemo.common.evidence.ConformalSets;
import dev.aidemo.common.evidence.LiveAccuracy;
import dev.aidemo.common.evidence.SimulatedReview;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Measures sets, confidence and the order of review on the data set, with the trainers of this
 * system. Not part of the build: {@code mvn -pl common -am verify
 * -Dtest=EvidenceOnBanknotesExperiment -Dit.test=None -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class EvidenceOnBanknotesExperiment {
  private static final BankData DATA = BankData.load();
  private static final double RISK = 0.02;
  private static final int SEEDS = 200;
  private static final int LABELS_A_ROUND = 5;
  private static final int MAX_LABELS = 250;
  private static final List<Trainer> TRAINERS =
      List.of(Trainer.LINEAR_SVM, Trainer.RBF_SVM_WIDE, Trainer.RBF_SVM);

  /** Trains on some rows and calibrates on others; the rest are notes that nothing has used. */
  @Test
  void setsAndConfidence() {
    print(
        "%d seeds, risk %.2f; the truth is in the set; share unsure; calibration error%n",
        SEEDS, RISK);
    for (Trainer trainer : TRAINERS) {
      for (int trained : new int[] {50, 100, 300}) {
        for (int calibrated : new int[] {49, 99, 150}) {
          new Measurement(trainer.id(), trained, calibrated + " fresh rows")
              .run(
                  rows -> trainer.train(rows),
                  rows -> rows.subList(trained, trained + calibrated),
                  trained + calibrated);
        }
        new Measurement(trainer.id(), trained, "the holdout")
            .run(rows -> trainer.train(rows), rows -> DATA.holdout(), trained);
      }
    }
    for (int trained : new int[] {50, 100, 300}) {
      new Measurement("best on the holdout", trained, "the holdout")
          .run(EvidenceOnBanknotesExperiment::bestOnHoldout, rows -> DATA.holdout(), trained);
      new Measurement("best on the holdout", trained, "99 fresh rows")
          .run(
              EvidenceOnBanknotesExperiment::bestOnHoldout,
              rows -> rows.subList(trained, trained + 99),
              trained + 99);
    }
  }

  private interface Training {
    Classifier train(List<LabelledFeatures> rows);
  }

  private interface Calibration {
    List<LabelledFeatures> rows(List<LabelledFeatures> shuffled);
  }

  private static Classifier bestOnHoldout(List<LabelledFeatures> rows) {
    Classifier best = TRAINERS.get(0).train(rows);
    for (Trainer trainer : TRAINERS.subList(1, TRAINERS.size())) {
      Classifier other = trainer.train(rows);
      if (accuracy(other, DATA.holdout()) > accuracy(best, DATA.holdout())) {
        best = other;
      }
    }
    return best;
  }

  private record Measurement(String model, int trained, String calibration) {
    void run(Training training, Calibration calibration, int used) {
      long notes = 0;
      long held = 0;
      long unsure = 0;
      long right = 0;
      var pooled = new CalibrationError();
      var errors = new double[SEEDS];
      for (int seed = 0; seed < SEEDS; seed++) {
        List<LabelledFeatures> rows = shuffledRest(seed);
        Margins margins = margins(training.train(rows.subList(0, trained)));
        List<CalibrationRow> own = new ArrayList<>();
        calibration
            .rows(rows)
            .forEach(
                row ->
                    own.add(new CalibrationRow(margins.of(row.features()).margin(), row.truth())));
        ConformalSets sets = ConformalSets.calibrate(own, RISK).orElseThrow();
        Optional<Confidence> confidence = Confidence.fit(own);
        var error = new CalibrationError();
        for (LabelledFeatures note : rows.subList(used, rows.size())) {
          double margin = margins.of(note.features()).margin();
          Set<Verdict> set = sets.of(margin);
          boolean isRight = (margin > 0 ? Verdict.REAL : Verdict.FAKE) == note.truth();
          notes++;
          held += set.contains(note.truth()) ? 1 : 0;
          unsure += set.size() > 1 ? 1 : 0;
          right += isRight ? 1 : 0;
          confidence.ifPresent(
              curve -> {
                error.add(curve.of(margin), isRight);
                pooled.add(curve.of(margin), isRight);
              });
        }
        errors[seed] = error.value();
      }
      Arrays.sort(errors);
      print(
          "| %s | %d | %s | right %.4f | in set %.4f | unsure %.4f | %s |%n",
          model,
          trained,
          calibration(),
          (double) right / notes,
          (double) held / notes,
          (double) unsure / notes,
          pooled.value() == 0 ? "no confidence" : calibrationError(errors, pooled));
    }
  }

  private static String calibrationError(double[] sorted, CalibrationError pooled) {
    return String.format(
        Locale.ROOT,
        "ECE %.4f [%.4f, %.4f], pooled %.4f",
        sorted[SEEDS / 2],
        sorted[SEEDS / 40],
        sorted[SEEDS - 1 - SEEDS / 40],
        pooled.value());
  }

  /** Labels five of many unrated notes at a time, and trains on all labels so far. */
  @Test
  void labelsNeededForNinetyNineOfAHundred() {
    print("labels until .99 on notes never asked for, in 20 seeds: median, half of them, all%n");
    for (Trainer trainer : TRAINERS) {
      for (Order order : Order.values()) {
        var atFirst = new double[20];
        var forGood = new double[20];
        for (int seed = 0; seed < atFirst.length; seed++) {
          List<Double> accuracies = accuracies(trainer, order, seed);
          atFirst[seed] = LABELS_A_ROUND * firstThreeInARow(accuracies);
          forGood[seed] = LABELS_A_ROUND * afterTheLastBelow(accuracies);
        }
        print(
            "| %s | %s | three trainings in a row %s | for good %s |%n",
            trainer.id(), order, quantiles(atFirst), quantiles(forGood));
      }
    }
  }

  private static String quantiles(double[] labels) {
    Arrays.sort(labels);
    return String.format(
        Locale.ROOT,
        "%.0f (%.0f to %.0f, %.0f to %.0f)",
        (labels[9] + labels[10]) / 2,
        labels[4],
        labels[15],
        labels[0],
        labels[19]);
  }

  private enum Order {
    RANDOM,
    BY_MARGIN,
    BY_CONFIDENCE,
    MOST_UNCERTAIN
  }

  private static int firstThreeInARow(List<Double> accuracies) {
    for (int i = 0; i + 2 < accuracies.size(); i++) {
      if (Collections.min(accuracies.subList(i, i + 3)) >= .99) {
        return i;
      }
    }
    return accuracies.size();
  }

  private static int afterTheLastBelow(List<Double> accuracies) {
    for (int i = accuracies.size(); i > 0; i--) {
      if (accuracies.get(i - 1) < .99) {
        return i;
      }
    }
    return 0;
  }

  /** Returns the accuracy after 0, 5, 10, … labels. */
  private static List<Double> accuracies(Trainer trainer, Order order, int seed) {
    List<LabelledFeatures> rows = shuffledRest(seed);
    List<LabelledFeatures> judge = rows.subList(0, 300);
    List<LabelledFeatures> pool = new ArrayList<>(rows.subList(300, rows.size()));
    List<LabelledFeatures> labelled = new ArrayList<>(DATA.starter());
    var random = new Random(seed);
    Map<LabelledFeatures, UUID> ids = new HashMap<>();
    pool.forEach(row -> ids.put(row, new UUID(random.nextLong(), random.nextLong())));
    List<Double> accuracies = new ArrayList<>();
    while (accuracies.size() <= MAX_LABELS / LABELS_A_ROUND) {
      Classifier classifier = trainer.train(labelled);
      accuracies.add(accuracy(classifier, judge));
      Margins margins = margins(classifier);
      Optional<Confidence> confidence =
          order == Order.BY_CONFIDENCE ? Confidence.fit(calibration(margins)) : Optional.empty();
      Map<UUID, LabelledFeatures> byId = new HashMap<>();
      List<SimulatedReview.Unrated> unrated = new ArrayList<>();
      for (LabelledFeatures row : pool) {
        double margin = order == Order.RANDOM ? 0 : margins.of(row.features()).margin();
        double uncertainty =
            switch (order) {
              case RANDOM -> 0;
              case BY_MARGIN, MOST_UNCERTAIN -> 1 / (1 + Math.exp(3 * Math.abs(margin)));
              case BY_CONFIDENCE -> 1 - confidence.orElseThrow().of(margin);
            };
        byId.put(ids.get(row), row);
        unrated.add(new SimulatedReview.Unrated(ids.get(row), uncertainty));
      }
      List<UUID> asked = new ArrayList<>();
      if (order == Order.MOST_UNCERTAIN) {
        unrated.sort((one, other) -> Double.compare(other.uncertainty(), one.uncertainty()));
        unrated.stream().limit(LABELS_A_ROUND).forEach(row -> asked.add(row.id()));
      } else {
        SimulatedReview.next(unrated, LABELS_A_ROUND).forEach(row -> asked.add(row.id()));
      }
      for (UUID id : asked) {
        labelled.add(byId.get(id));
        pool.remove(byId.get(id));
      }
    }
    return accuracies;
  }

  private static List<CalibrationRow> calibration(Margins margins) {
    List<CalibrationRow> rows = new ArrayList<>();
    for (LabelledFeatures row : DATA.holdout()) {
      rows.add(new CalibrationRow(margins.of(row.features()).margin(), row.truth()));
    }
    return rows;
  }

  /** Asks for labels of a model's predictions and estimates how many of all are right. */
  @Test
  void liveAccuracy() {
    print("%d seeds: 60 of about 1,000 predictions asked; mean estimate, truth, interval%n", SEEDS);
    for (int trained : new int[] {20, 50, 100}) {
      double plain = 0;
      double weighted = 0;
      double truth = 0;
      double width = 0;
      double effective = 0;
      int held = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        List<LabelledFeatures> rows = shuffledRest(seed);
        Classifier classifier = Trainer.RBF_SVM_WIDE.train(rows.subList(0, trained));
        Margins margins = margins(classifier);
        Confidence confidence = Confidence.fit(calibration(margins)).orElseThrow();
        var random = new Random(seed);
        Map<UUID, Boolean> right = new HashMap<>();
        List<SimulatedReview.Unrated> unrated = new ArrayList<>();
        for (LabelledFeatures row : rows.subList(trained, rows.size())) {
          double margin = margins.of(row.features()).margin();
          var id = new UUID(random.nextLong(), random.nextLong());
          right.put(id, (margin > 0 ? Verdict.REAL : Verdict.FAKE) == row.truth());
          unrated.add(new SimulatedReview.Unrated(id, 1 - confidence.of(margin)));
        }
        List<LiveAccuracy.Rated> rated = new ArrayList<>();
        for (SimulatedReview.Asked asked : SimulatedReview.next(unrated, 60)) {
          rated.add(new LiveAccuracy.Rated(right.get(asked.id()), asked.probability()));
        }
        LiveAccuracy accuracy = LiveAccuracy.of(rated);
        double all = accuracy(classifier, rows.subList(trained, rows.size()));
        plain += rated.stream().filter(LiveAccuracy.Rated::right).count() / 60.0 / SEEDS;
        weighted += accuracy.estimate() / SEEDS;
        truth += all / SEEDS;
        width += (accuracy.high() - accuracy.low()) / SEEDS;
        effective += accuracy.effectiveRows() / SEEDS;
        held += accuracy.low() <= all && all <= accuracy.high() ? 1 : 0;
      }
      print(
          "| trained on %d | truth %.4f | weighted %.4f | plain share %.4f | interval holds it %d of %d, mean width %.3f | effective rows %.0f |%n",
          trained, truth, weighted, plain, held, SEEDS, width, effective);
    }
  }

  private static Margins margins(Classifier classifier) {
    return Margins.of(ModelInspector.model(classifier)).orElseThrow();
  }

  private static List<LabelledFeatures> shuffledRest(int seed) {
    List<LabelledFeatures> rows = new ArrayList<>(DATA.rest());
    Collections.shuffle(rows, new Random(seed));
    return rows;
  }

  private static double accuracy(Classifier classifier, List<LabelledFeatures> rows) {
    return Scores.report(classifier, rows).accuracy();
  }

  private static void print(String format, Object... values) {
    System.out.print(String.format(Locale.ROOT, format, values));
  }
}
