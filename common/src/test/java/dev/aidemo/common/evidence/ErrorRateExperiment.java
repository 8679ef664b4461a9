package dev.aidemo.common.evidence;

import dev.aidemo.common.evidence.DecisionSimulation.Streams;
import dev.aidemo.common.evidence.DecisionSimulation.World;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Measures how often decisions are wrong, and how many labels right ones need. Not part of the
 * build: {@code mvn -pl common -am verify -Dtest=ErrorRateExperiment -Dit.test=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class ErrorRateExperiment {
  private static final int STREAMS = 1_000;
  private static final int CHALLENGERS = 50;
  private static final int LIMIT = 50_000;

  @Test
  void noneIsBetter() {
    print(
        "%,d streams of %d challengers, none better; promoted as better:%n", STREAMS, CHALLENGERS);
    double nominal = nominal();
    for (World world :
        List.of(
            World.independent("equal, accuracy .99, independent errors", .99, .99),
            World.independent("equal, accuracy .97, independent errors", .97, .97),
            World.independent("equal, accuracy .90, independent errors", .90, .90),
            new World("equal, differ on 1 note of 100", .005, .005),
            new World("worse by half a point, differ on 3 of 100", .0125, .0175),
            new World("equal, each note counted five times", .03, .03, 5))) {
      Streams streams =
          DecisionSimulation.play(
              world, new DecisionRule(ErrorBudget.DEFAULT, 0), STREAMS, CHALLENGERS);
      print(
          "| %s | nominal %.4f | measured %.4f |%n",
          world.name(), nominal, streams.share(streams.better()));
    }
  }

  @Test
  void allAreWorseByMoreThanTheMargin() {
    print("%,d streams of %d challengers, all worse; promoted at all:%n", STREAMS, CHALLENGERS);
    for (double margin : new double[] {.01, .02, .03, .05}) {
      for (World world :
          List.of(
              new World("exactly the margin, no luck", 0, margin),
              new World("exactly the margin, differ on 4 of 100 more", .02, .02 + margin),
              new World("1.25 times the margin", .002, .002 + 1.25 * margin))) {
        Streams streams =
            DecisionSimulation.play(
                world, new DecisionRule(ErrorBudget.DEFAULT, margin), STREAMS, CHALLENGERS);
        print(
            "| margin %.3f | %s | nominal %.4f | better %.4f | as good %.4f |%n",
            margin,
            world.name(),
            2 * nominal(),
            streams.share(streams.better()),
            streams.share(streams.asGood()));
      }
    }
  }

  @Test
  void power() {
    print("notes until half / nine tenths of %,d streams promote a better one:%n", STREAMS);
    for (double gain : new double[] {.01, .02, .05}) {
      for (World world :
          List.of(
              new World("loses a tenth of what it gains", gain / .9, gain / 9),
              new World("loses half of what it gains", 2 * gain, gain),
              World.independent("independent errors, .97 after", .97, .97 - gain))) {
        for (int number : new int[] {1, 5, 20}) {
          print(
              "| +%.0f points | %s | challenger %d | %,d | %,d |%n",
              gain * 100,
              world.name(),
              number,
              DecisionSimulation.notesUntilBetter(world, number, .5, STREAMS, LIMIT),
              DecisionSimulation.notesUntilBetter(world, number, .9, STREAMS, LIMIT));
        }
      }
    }
  }

  @Test
  void powerOfAsGood() {
    print("notes until nine tenths of %,d streams show that an equal one is as good:%n", STREAMS);
    for (double margin : new double[] {.005, .01, .02, .03, .05}) {
      for (double alone : new double[] {0, .0025, .005, .01}) {
        var world = new World("", alone, alone);
        print(
            "| margin %.3f | differ on %.1f of 100 | %,d | %,d | %,d |%n",
            margin,
            200 * alone,
            DecisionSimulation.notesUntilAsGood(world, margin, 1, .9, STREAMS / 5, LIMIT),
            DecisionSimulation.notesUntilAsGood(world, margin, 5, .9, STREAMS / 5, LIMIT),
            DecisionSimulation.notesUntilAsGood(world, margin, 20, .9, STREAMS / 5, LIMIT));
      }
    }
  }

  /** Returns what all challengers may use up of the budget in one of the two ways. */
  private static double nominal() {
    double sum = 0;
    for (int number = 1; number <= CHALLENGERS; number++) {
      sum += ErrorBudget.DEFAULT.share(number) / 2;
    }
    return sum;
  }

  private static void print(String format, Object... values) {
    System.out.print(String.format(Locale.ROOT, format, values));
  }
}
