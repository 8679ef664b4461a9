package dev.aidemo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.database.LabelledRows;
import dev.aidemo.common.database.LabelledRows.Row;
import dev.aidemo.common.evidence.EvidenceRows;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnseenNotesTest {
  private static final BankData DATA = BankData.load();
  private static final UUID HELD_BACK = id(true);
  private static final UUID TRAINED_ON = id(false);

  /** Far from each other and from the holdout. */
  private static final LabelledFeatures FIRST = note(50);

  private static final LabelledFeatures SECOND = note(60);

  private final UnseenNotes unseenNotes = new UnseenNotes(new LabelledRows(), DATA);

  @Test
  void countsWhatCameAfterBothModels() {
    assertThat(choose(List.of(), List.of(row(TRAINED_ON, FIRST), row(HELD_BACK, SECOND))))
        .containsExactly(FIRST, SECOND);
  }

  @Test
  void countsWhatCameBeforeOnlyIfItWasHeldBack() {
    assertThat(choose(List.of(row(TRAINED_ON, FIRST), row(HELD_BACK, SECOND)), List.of()))
        .containsExactly(SECOND);
  }

  @Test
  void countsNoNearCopyOfWhatWasTrainedOn() {
    assertThat(choose(List.of(row(TRAINED_ON, FIRST)), List.of(row(HELD_BACK, near(FIRST)))))
        .isEmpty();
    assertThat(choose(List.of(row(HELD_BACK, near(FIRST)), row(TRAINED_ON, FIRST)), List.of()))
        .isEmpty();
    assertThat(choose(List.of(), List.of(row(HELD_BACK, near(DATA.starter().get(0)))))).isEmpty();
    assertThat(choose(List.of(), List.of(row(HELD_BACK, DATA.holdout().get(0))))).isEmpty();
  }

  @Test
  void countsANoteOnce() {
    assertThat(choose(List.of(), List.of(row(TRAINED_ON, FIRST), row(HELD_BACK, near(FIRST)))))
        .containsExactly(FIRST);
  }

  @Test
  void countsNoRowOfABatchThatIsPartlyRated() {
    assertThat(choose(List.of(), List.of(row(TRAINED_ON, FIRST, UUID.randomUUID(), false))))
        .isEmpty();
  }

  @Test
  void countsNoLabelThatIsNoRating() {
    assertThat(
            choose(
                List.of(row(HELD_BACK, FIRST, null, false)),
                List.of(row(TRAINED_ON, SECOND, null, false))))
        .isEmpty();
  }

  @Test
  void countsOfOneBatchItsShare() {
    UUID batch = UUID.randomUUID();
    List<Row> rows =
        LongStream.range(0, 100).mapToObj(i -> row(TRAINED_ON, note(50 + i), batch, true)).toList();

    assertThat(choose(List.of(), rows)).hasSize(DATA.holdout().size() / 10);
  }

  private List<LabelledFeatures> choose(List<Row> before, List<Row> after) {
    return unseenNotes.choose(before, after);
  }

  private static Row row(UUID id, LabelledFeatures note) {
    return row(id, note, UUID.randomUUID(), true);
  }

  private static Row row(
      UUID id, LabelledFeatures note, @Nullable UUID batch, boolean isOfCompleteBatch) {
    return new Row(id, note, Instant.EPOCH, batch, isOfCompleteBatch);
  }

  private static LabelledFeatures note(long variance) {
    return new LabelledFeatures(new Features(variance, 0, 0, 0), DATA.starter().get(0).truth());
  }

  private static LabelledFeatures near(LabelledFeatures note) {
    double[] numbers = note.features().toArray();
    numbers[0] += 0.01;
    return new LabelledFeatures(Features.of(numbers), note.truth());
  }

  private static UUID id(boolean heldBack) {
    return LongStream.range(0, 1_000)
        .mapToObj(i -> new UUID(1, i))
        .filter(id -> EvidenceRows.isHeldBack(id) == heldBack)
        .findFirst()
        .orElseThrow();
  }
}
