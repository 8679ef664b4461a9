package dev.aidemo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests from rating to the model that serves, on real stores, what moves a decision. */
class PromotionIT {
  private static final BankData DATA = BankData.load();
  private static final List<LabelledFeatures> NOTES = DATA.rest();

  private FeedbackLoop loop;

  @BeforeEach
  void makeAnEmptyLoop() throws SQLException {
    loop = FeedbackLoop.empty();
    loop.addStarter(DATA.starter());
  }

  @Test
  void tenWrongRatingsOnCopiesOfFiveNotesChangeNothing() {
    rateInBatches(NOTES.subList(0, 300));
    loop.train();
    var random = new Random(1);
    List<LabelledFeatures> attacked = NOTES.subList(500, 505);
    List<LabelledFeatures> likeThem = copies(attacked, 20, 0.02, random);
    List<Verdict> before = loop.verdicts(likeThem);
    String serves = loop.serves();

    copies(attacked, 2, 0.02, random)
        .forEach(copy -> loop.rate(List.of(PoisoningAttack.opposite(copy))));
    loop.train();

    assertThat(loop.trained()).isEqualTo(2);
    assertThat(loop.serves()).isEqualTo(serves);
    assertThat(loop.verdicts(likeThem)).isEqualTo(before);
  }

  @Test
  void thePredecessorReturnsIfLaterLabelsSayThatItWasBetter() {
    rateInBatches(NOTES.subList(0, 240));
    loop.train();
    String predecessor = loop.serves();
    List<LabelledFeatures> later = copies(NOTES.subList(600, NOTES.size()), 9, 1, new Random(1));
    List<Verdict> says = loop.verdicts(later);
    rateInBatches(NOTES.subList(240, 600));
    loop.train();
    assertThat(loop.serves()).as("as good, from more rows").isNotEqualTo(predecessor);
    List<Verdict> championSays = loop.verdicts(later);

    rateInBatches(
        IntStream.range(0, later.size())
            .filter(i -> says.get(i) != championSays.get(i))
            .mapToObj(i -> new LabelledFeatures(later.get(i).features(), says.get(i)))
            .toList());
    loop.train();

    assertThat(loop.explanations())
        .anyMatch(
            reason ->
                reason.startsWith(version(predecessor) + " replaces ")
                    && !reason.contains("starter"));
  }

  private static String version(String fileName) {
    return "version " + Long.parseLong(fileName.replaceAll("\\D", ""));
  }

  private void rateInBatches(List<LabelledFeatures> notes) {
    for (int start = 0; start < notes.size(); start += 6) {
      loop.rate(notes.subList(start, Math.min(start + 6, notes.size())));
    }
  }

  /** Returns notes that differ from these by so much. */
  private static List<LabelledFeatures> copies(
      List<LabelledFeatures> notes, int count, double spread, Random random) {
    List<LabelledFeatures> copies = new ArrayList<>();
    for (LabelledFeatures note : notes) {
      for (int copy = 0; copy < count; copy++) {
        double[] numbers = note.features().toArray();
        for (int i = 0; i < numbers.length; i++) {
          numbers[i] += random.nextGaussian() * spread;
        }
        copies.add(new LabelledFeatures(Features.of(numbers), note.truth()));
      }
    }
    return copies;
  }
}
