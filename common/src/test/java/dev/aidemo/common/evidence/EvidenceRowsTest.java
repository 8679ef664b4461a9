package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvidenceRowsTest {
  private static final BankData DATA = BankData.load();
  private static final List<Features> HOLDOUT =
      DATA.holdout().stream().map(LabelledFeatures::features).toList();
  private static final List<Features> NOTES =
      DATA.rest().stream().map(LabelledFeatures::features).toList();

  @Test
  void holdsBackATenthByIdentity() {
    var random = new Random(1);
    List<UUID> ids = IntStream.range(0, 20_000).mapToObj(i -> id(random)).toList();

    long heldBack = ids.stream().filter(EvidenceRows::isHeldBack).count();

    assertThat(heldBack / 20_000.0).isCloseTo(0.1, within(0.01));
    assertThat(ids.stream().filter(EvidenceRows::isHeldBack).count()).isEqualTo(heldBack);
  }

  @Test
  void distinctNotesCountAndCopiesDoNot() {
    var rows = new EvidenceRows(HOLDOUT);
    List<Features> counted =
        NOTES.stream().filter(note -> rows.count(UUID.randomUUID(), note)).toList();

    assertThat(counted).as("of %d notes", NOTES.size()).hasSizeGreaterThan(NOTES.size() * 8 / 10);
    assertThat(counted).noneMatch(note -> rows.count(UUID.randomUUID(), note));
    assertThat(counted.stream().map(EvidenceRowsTest::slightlyChanged))
        .noneMatch(note -> rows.count(UUID.randomUUID(), note));
    assertThat(HOLDOUT).noneMatch(note -> rows.count(UUID.randomUUID(), note));
  }

  @Test
  void oneBatchHasItsShareOnly() {
    var rows = new EvidenceRows(HOLDOUT);
    var batch = new UUID(0, 1);

    assertThat(NOTES.stream().filter(note -> rows.count(batch, note)).count())
        .isEqualTo(HOLDOUT.size() / 10);
    var few = new EvidenceRows(HOLDOUT.subList(0, 10));
    assertThat(NOTES.stream().filter(note -> few.count(batch, note)).count()).isEqualTo(5);
  }

  private static Features slightlyChanged(Features note) {
    double[] numbers = note.toArray();
    numbers[1] *= 1.003;
    return Features.of(numbers);
  }

  private static UUID id(Random random) {
    return new UUID(random.nextLong(), random.nextLong());
  }
}
