package dev.aidemo.common.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.evidence.DecisionSimulation.Streams;
import dev.aidemo.common.evidence.DecisionSimulation.World;
import org.junit.jupiter.api.Test;

/** What decision record 31 measures in full with {@code ErrorRateExperiment}, in a few seconds. */
class ErrorRateTest {
  private static final int STREAMS = 200;
  private static final int CHALLENGERS = 10;
  private static final DecisionRule BETTER_ONLY = new DecisionRule(ErrorBudget.DEFAULT, 0);

  @Test
  void challengersThatAreNoBetterAreNotPromotedAsBetter() {
    var world = World.independent("as good", 0.95, 0.95);

    Streams streams = DecisionSimulation.play(world, BETTER_ONLY, STREAMS, CHALLENGERS);

    assertThat(streams.promoted()).isLessThanOrEqualTo(0.05);
    assertThat(streams.futile()).isGreaterThan(STREAMS * CHALLENGERS * 9 / 10);
  }

  @Test
  void challengersThatAreWorseByTheMarginAreNotPromoted() {
    var world = new World("worse by the margin", 0.005, 0.035);

    Streams streams =
        DecisionSimulation.play(
            world, DecisionRule.ofPoints(DecisionRule.DEFAULT_POINTS), STREAMS, CHALLENGERS);

    assertThat(streams.promoted()).isLessThanOrEqualTo(0.05);
  }

  @Test
  void aChallengerThatIsFivePointsBetterIsPromoted() {
    var world = new World("five points better", 0.06, 0.01);

    Streams streams = DecisionSimulation.play(world, BETTER_ONLY, STREAMS, 1);

    assertThat(streams.promoted()).isGreaterThanOrEqualTo(0.9);
  }

  /** Why near copies count once: the same notes five times look like five times the evidence. */
  @Test
  void copiesWouldBreakThePromise() {
    var world = new World("each note five times", 0.03, 0.03, 5);

    Streams streams = DecisionSimulation.play(world, BETTER_ONLY, STREAMS, CHALLENGERS);

    assertThat(streams.promoted()).isGreaterThan(0.2);
  }
}
