package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Plays streams of ratings on real stores, batch by batch with a training after each, and prints
 * how good the model that serves is on 300 notes that no rule uses, with each margin and under the
 * rule that was: the highest accuracy on the holdout serves, of equal ones the newest. Not part of
 * the build: {@code mvn -pl training -am verify -Dtest=PromotionLoopExperiment -Dit.test=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class PromotionLoopExperiment {
  private static final BankData DATA = BankData.load();
  private static final int SEEDS = Integer.getInteger("loop.seeds", 10);
  private static final int UNUSED = 300;
  private static final int BATCH = 18;
  private static final List<Integer> LOOKS = List.of(108, 216, 414, 756);

  /**
   * Plays all streams.
   *
   * @param wrong the share of ratings that are wrong
   * @param margin {@code PROMOTION_MARGIN_POINTS}
   */
  @ParameterizedTest
  @CsvSource({"0, 0", "0, 1", "0, 2", "0, 3", "0, 5", "0.1, 0", "0.1, 2", "0.1, 3", "0.1, 5"})
  void play(double wrong, int margin) throws SQLException {
    var ours = new Looks();
    var highest = new Looks();
    int better = 0;
    int asGood = 0;
    double longest = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      List<LabelledFeatures> notes = new ArrayList<>(DATA.rest());
      Collections.shuffle(notes, random);
      List<LabelledFeatures> unused = notes.subList(0, UNUSED);
      List<LabelledFeatures> rated = notes.subList(UNUSED, notes.size());
      FeedbackLoop loop =
          FeedbackLoop.empty(Map.of("PROMOTION_MARGIN_POINTS", Integer.toString(margin)));
      loop.addStarter(DATA.starter());
      for (int labels = BATCH; labels <= LOOKS.get(LOOKS.size() - 1); labels += BATCH) {
        loop.rate(
            rated.subList(labels - BATCH, labels).stream()
                .map(note -> random.nextDouble() < wrong ? PoisoningAttack.opposite(note) : note)
                .toList());
        longest = Math.max(longest, loop.train());
        if (LOOKS.contains(labels)) {
          ours.add(labels, PoisoningAttack.accuracy(loop.verdicts(unused), unused));
          highest.add(
              labels, PoisoningAttack.accuracy(loop.verdictsOfHighestAccuracy(unused), unused));
        }
      }
      better += loop.promotedAsBetter();
      asGood += loop.promotedAsGood();
    }
    System.out.printf(
        Locale.ROOT,
        "| %.0f %% wrong, margin %d | %s | %.1f better, %.1f as good | highest accuracy: %s |"
            + " longest %.2f s |%n",
        100 * wrong,
        margin,
        ours,
        (double) better / SEEDS,
        (double) asGood / SEEDS,
        highest,
        longest);
  }

  /** Collects accuracies over all seeds; prints their means and the worst after each look. */
  private static final class Looks {
    private final Map<Integer, List<Double>> byLabels = new TreeMap<>();

    void add(int labels, double accuracy) {
      byLabels.computeIfAbsent(labels, key -> new ArrayList<>()).add(accuracy);
    }

    @Override
    public String toString() {
      List<String> looks = new ArrayList<>();
      byLabels.forEach(
          (labels, all) ->
              looks.add(
                  String.format(
                      Locale.ROOT,
                      "%.4f (%.3f)",
                      all.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                      Collections.min(all))));
      return String.join(" | ", looks);
    }
  }
}
