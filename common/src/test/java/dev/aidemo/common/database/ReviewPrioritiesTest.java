package dev.aidemo.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Prediction;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReviewPrioritiesTest {
  private static final UUID BATCH = new UUID(0, 7);

  private static @Nullable Double[] priorities(
      List<String> subjects, @Nullable List<Double> confidence, double... variances) {
    List<Features> input =
        DoubleStream.of(variances).mapToObj(number -> new Features(number, 0, 0, 0)).toList();
    return ReviewPriorities.of(
        new Prediction(
            BATCH,
            subjects,
            input,
            Collections.nCopies(subjects.size(), Verdict.REAL),
            null,
            confidence,
            null,
            Instant.EPOCH));
  }

  @Test
  void uncertainNotesAreAskedEarlierByTheirWeight() {
    Double[] plain = priorities(List.of("a", "b", "c"), null, 1, 2, 3);
    Double[] weighted = priorities(List.of("a", "b", "c"), List.of(0.5, 0.75, 1.0), 1, 2, 3);

    assertThat(plain).doesNotContainNull().allMatch(priority -> priority > 0 && priority < 1);
    assertThat(weighted).containsExactly(plain[0], plain[1] * 2, plain[2] * 50);
  }

  @Test
  void ofOneNoteThatIsThereTwiceTheFirstRowIsAsked() {
    Double[] priorities = priorities(List.of("a", "b", "a"), null, 1, 2, 1);

    assertThat(priorities[0]).isNotNull();
    assertThat(priorities[1]).isNotNull();
    assertThat(priorities[2]).isNull();
  }

  @Test
  void differentNotesOfOneSubjectAreNotAskedBecauseOneMentionRatesThemAll() {
    Double[] priorities = priorities(List.of("a", "b", "a", "a"), null, 1, 2, 3, 1);

    assertThat(priorities[1]).isNotNull();
    assertThat(List.of(0, 2, 3)).allMatch(row -> priorities[row] == null);
  }
}
