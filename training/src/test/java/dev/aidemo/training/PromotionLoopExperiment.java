package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Plays streams of ratings on real stores, batch by batch with a training after each, and prints
 * how good the model that serves is on 300 notes that no rule uses. Not part of the build: {@code
 * mvn -pl training -am verify -Dtest=PromotionLoopExperiment -Dit.test=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class PromotionLoopExperiment {
  private static final BankData DATA = BankData.load();
  private static final int SEEDS = Integer.getInteger("loop.seeds", 3);
  private static final int UNUSED = 300;
  private static final int BATCH = 18;
  private static final int[] LOOKS = {108, 216, 414, 756};

  @ParameterizedTest
  @CsvSource({"0", "0.1"})
  void honestAndWrongRatings(double wrong) throws SQLException {
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      List<LabelledFeatures> notes = new ArrayList<>(DATA.rest());
      Collections.shuffle(notes, random);
      List<LabelledFeatures> unused = notes.subList(0, UNUSED);
      FeedbackLoop loop = FeedbackLoop.empty();
      loop.addStarter(DATA.starter());
      var line = new StringBuilder();
      double longest = 0;
      for (int labels = BATCH; labels <= 756; labels += BATCH) {
        loop.rate(
            notes.subList(UNUSED + labels - BATCH, UNUSED + labels).stream()
                .map(note -> random.nextDouble() < wrong ? PoisoningAttack.opposite(note) : note)
                .toList());
        longest = Math.max(longest, loop.train());
        for (int look : LOOKS) {
          if (look == labels) {
            line.append(String.format(Locale.ROOT, " %d: %.4f |", look, accuracy(loop, unused)));
          }
        }
      }
      System.out.printf(
          Locale.ROOT,
          "| wrong %.1f, seed %d |%s %d trained, %d promoted by their own message, longest %.2f s%n",
          wrong,
          seed,
          line,
          loop.trained(),
          loop.trained() - loop.notPromoted(),
          longest);
      loop.explanations().forEach(System.out::println);
    }
  }

  private static double accuracy(FeedbackLoop loop, List<LabelledFeatures> notes) {
    List<Verdict> verdicts = loop.verdicts(notes);
    int right = 0;
    for (int i = 0; i < notes.size(); i++) {
      right += verdicts.get(i) == notes.get(i).truth() ? 1 : 0;
    }
    return (double) right / notes.size();
  }
}
