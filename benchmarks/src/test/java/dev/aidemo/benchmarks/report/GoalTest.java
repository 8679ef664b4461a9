package dev.aidemo.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.aidemo.benchmarks.report.Goal.Subject;
import dev.aidemo.benchmarks.result.Results;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoalTest {
  private static final Subject TEN =
      new Subject("ten", "hot-paths", "decode", Map.of("rows", "10"));
  private static final Subject ANY = new Subject("any", "hot-paths", "decode", Map.of());
  private static final List<Results> RESULTS =
      List.of(
          Samples.results(
              "hot-paths",
              Samples.decode("10", "ms", 700.0),
              Samples.decode("20", "ms", 900.0).comparedWith("a scan", List.of(300.0))),
          Samples.results("another", Samples.decode("10", "ms", 5000.0)));

  private static Goal.Outcome outcome(Goal goal) {
    return goal.outcome(RESULTS).orElseThrow();
  }

  @Test
  void holdsTheMedianAgainstTheLimitInTheUnitOfTheGoal() {
    assertThat(outcome(Goal.atMost(0.8, "s", TEN)))
        .matches(Goal.Outcome::reached)
        .matches(reached -> reached.value() == 0.7);
    assertThat(outcome(Goal.atMost(0.6, "s", TEN)).reached()).isFalse();
    assertThat(outcome(Goal.atLeast(0.6, "s", TEN)).reached()).isTrue();
    assertThat(outcome(Goal.atLeast(0.8, "s", TEN)).reached()).isFalse();
  }

  @Test
  void theWorstOfSeveralFiguresCounts() {
    assertThat(outcome(Goal.atMost(0.8, "s", ANY)).value()).isEqualTo(0.9);
    assertThat(outcome(Goal.atLeast(0.8, "s", ANY)).value()).isEqualTo(0.7);
  }

  @Test
  void aParameterMayHaveEitherOfTwoValues() {
    Subject either = new Subject("", "hot-paths", "decode", Map.of("rows", "20|10"));
    Subject neither = new Subject("", "hot-paths", "decode", Map.of("rows", "1|2"));

    assertThat(outcome(Goal.atMost(0.8, "s", either)).value()).isEqualTo(0.9);
    assertThat(Goal.atMost(0.8, "s", neither).outcome(RESULTS)).isEmpty();
  }

  @Test
  void aRatioIsLookedForOnlyWhereThereIsOne() {
    assertThat(outcome(Goal.atLeastTimesReference(0.5, ANY)).value()).isEqualTo(3);
    assertThat(Goal.atLeastTimesReference(0.5, TEN).outcome(RESULTS)).isEmpty();
  }

  @Test
  void whatWasNotMeasuredHasNoOutcome() {
    Subject none = new Subject("none", "hot-paths", "decode", Map.of("rows", "30"));

    assertThat(Goal.atMost(1, "s", none).outcome(RESULTS)).isEmpty();
  }

  @Test
  void theGoalsOfThePageCanBeHeldAgainstNothing() {
    assertThatCode(() -> Goals.ALL.forEach(goal -> goal.outcome(RESULTS)))
        .doesNotThrowAnyException();
  }
}
