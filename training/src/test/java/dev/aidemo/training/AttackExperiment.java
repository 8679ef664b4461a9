package dev.aidemo.training;

import static dev.aidemo.training.PoisoningAttack.accuracy;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Plays attacks on real stores: after 108 right ratings come 600 of the attacker, in batches of 18
 * with a training after each. It prints how good the model that serves is before, after the first
 * training, at its worst and at the end, on 300 notes that no rule uses, and the same of the rule
 * that was: the highest accuracy on the holdout serves, of equal ones the newest. Not part of the
 * build: {@code mvn -pl training -am verify -Dtest=AttackExperiment -Dit.test=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}; {@code
 * -Dattack.margin=2} sets the margin.
 */
class AttackExperiment {
  private static final BankData DATA = BankData.load();
  private static final int SEEDS = Integer.getInteger("attack.seeds", 10);
  private static final String MARGIN = System.getProperty("attack.margin", "3");
  private static final int UNUSED = 300;
  private static final int BATCH = 18;
  private static final int HONEST = 108;
  private static final int HOSTILE = 594;
  private static final int FIVE = 5;

  /** Who rates how, once the first ratings were right. */
  enum Attack {
    NONE {
      @Override
      List<LabelledFeatures> ratings(List<LabelledFeatures> notes, Random random) {
        return notes;
      }
    },
    /** Only one batch is wrong; right ratings follow, so that a later model may be promoted. */
    TEN_COPIES_OF_FIVE_NOTES {
      @Override
      List<LabelledFeatures> ratings(List<LabelledFeatures> notes, Random random) {
        return copiesOfFive(notes, random);
      }
    },
    /** Nobody else rates notes like these, so nothing contradicts. */
    TEN_COPIES_OF_FIVE_LONELY_NOTES {
      @Override
      List<LabelledFeatures> ratings(List<LabelledFeatures> notes, Random random) {
        return copiesOfFive(farFromTheHoldout(notes), random);
      }
    },
    THIRTY_PERCENT_FLIPPED {
      @Override
      List<LabelledFeatures> ratings(List<LabelledFeatures> notes, Random random) {
        return notes.stream()
            .map(note -> random.nextInt(10) < 3 ? PoisoningAttack.opposite(note) : note)
            .toList();
      }
    },
    ALL_INVERTED {
      @Override
      List<LabelledFeatures> ratings(List<LabelledFeatures> notes, Random random) {
        return notes.stream().map(PoisoningAttack::opposite).toList();
      }
    },
    /** Knows the holdout: first the notes that are the farthest from any of it. */
    GREEDY_FAR_FROM_THE_HOLDOUT {
      @Override
      List<LabelledFeatures> ratings(List<LabelledFeatures> notes, Random random) {
        return farFromTheHoldout(notes).stream().map(PoisoningAttack::opposite).toList();
      }
    },
    /** Wrong only where the classes meet, which costs the holdout least. */
    GREEDY_NEAR_THE_BOUNDARY {
      @Override
      List<LabelledFeatures> ratings(List<LabelledFeatures> notes, Random random) {
        return notes.stream()
            .map(note -> PoisoningAttack.INVERTED_NEAR_THE_BOUNDARY.rate(note, random))
            .toList();
      }
    };

    abstract List<LabelledFeatures> ratings(List<LabelledFeatures> notes, Random random);
  }

  @ParameterizedTest
  @EnumSource
  void play(Attack attack) throws SQLException {
    var onUnused = new Falls();
    var onAttacked = new Falls();
    for (int seed = 0; seed < SEEDS; seed++) {
      var random = new Random(seed);
      List<LabelledFeatures> notes = new ArrayList<>(DATA.rest());
      Collections.shuffle(notes, random);
      List<LabelledFeatures> unused = notes.subList(0, UNUSED);
      List<LabelledFeatures> honest = notes.subList(UNUSED, UNUSED + HONEST);
      List<LabelledFeatures> hostile =
          attack.ratings(notes.subList(UNUSED + HONEST, UNUSED + HONEST + HOSTILE), random);
      List<LabelledFeatures> attacked = copies(hostile.subList(0, 2 * FIVE), random);
      FeedbackLoop loop = FeedbackLoop.empty(Map.of("PROMOTION_MARGIN_POINTS", MARGIN));
      loop.addStarter(DATA.starter());
      rate(loop, honest, () -> {});
      onUnused.start(loop, unused);
      onAttacked.start(loop, attacked);
      rate(
          loop,
          hostile,
          () -> {
            onUnused.add(loop, unused);
            onAttacked.add(loop, attacked);
          });
    }
    String name = attack.name().toLowerCase(Locale.ROOT);
    System.out.printf("| %s | %s |%n", name, onUnused);
    if (attack.name().startsWith("TEN_COPIES")) {
      System.out.printf("| the same, on further notes like the five | %s |%n", onAttacked);
    }
  }

  private static void rate(
      FeedbackLoop loop, List<LabelledFeatures> ratings, Runnable afterTraining) {
    for (int start = 0; start < ratings.size(); start += BATCH) {
      loop.rate(ratings.subList(start, Math.min(start + BATCH, ratings.size())));
      loop.train();
      afterTraining.run();
    }
  }

  /** Follows the accuracy of two rules, over all seeds. */
  private static final class Falls {
    private final Fall ours = new Fall();
    private final Fall highest = new Fall();

    void start(FeedbackLoop loop, List<LabelledFeatures> notes) {
      ours.start(accuracy(loop.verdicts(notes), notes));
      highest.start(accuracy(loop.verdictsOfHighestAccuracy(notes), notes));
    }

    void add(FeedbackLoop loop, List<LabelledFeatures> notes) {
      ours.add(accuracy(loop.verdicts(notes), notes));
      highest.add(accuracy(loop.verdictsOfHighestAccuracy(notes), notes));
    }

    @Override
    public String toString() {
      return ours + " | highest accuracy: " + highest;
    }
  }

  /** Collects how far the accuracy falls below that before the attack, over all seeds. */
  private static final class Fall {
    private final List<Double> befores = new ArrayList<>();
    private final List<Double> afters = new ArrayList<>();
    private final List<Double> worst = new ArrayList<>();
    private final List<Double> ends = new ArrayList<>();

    void start(double accuracy) {
      befores.add(accuracy);
      worst.add(accuracy);
      ends.add(accuracy);
    }

    void add(double accuracy) {
      int last = ends.size() - 1;
      if (afters.size() == last) {
        afters.add(accuracy);
      }
      ends.set(last, accuracy);
      worst.set(last, Math.min(worst.get(last), accuracy));
    }

    @Override
    public String toString() {
      double deepest = 0;
      for (int i = 0; i < befores.size(); i++) {
        deepest = Math.max(deepest, befores.get(i) - worst.get(i));
      }
      return String.format(
          Locale.ROOT,
          "%.4f before, %.4f after one training, %.4f at its worst, %.4f at the end, deepest fall"
              + " %.4f",
          mean(befores),
          mean(afters),
          mean(worst),
          mean(ends),
          deepest);
    }

    private static double mean(List<Double> numbers) {
      return numbers.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
  }

  /** Returns further notes like those that were rated wrongly, with their true class. */
  private static List<LabelledFeatures> copies(List<LabelledFeatures> wrong, Random random) {
    List<LabelledFeatures> copies = new ArrayList<>();
    for (LabelledFeatures claim : wrong) {
      for (int i = 0; i < 10; i++) {
        copies.add(near(PoisoningAttack.opposite(claim), random));
      }
    }
    return copies;
  }

  private static LabelledFeatures near(LabelledFeatures note, Random random) {
    double[] numbers = note.features().toArray();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += random.nextGaussian() * 0.02;
    }
    return new LabelledFeatures(Features.of(numbers), note.truth());
  }

  /** Rates two copies of each of the first five notes wrongly, and all others right. */
  private static List<LabelledFeatures> copiesOfFive(List<LabelledFeatures> notes, Random random) {
    List<LabelledFeatures> ratings = new ArrayList<>();
    for (LabelledFeatures note : notes.subList(0, FIVE)) {
      ratings.add(PoisoningAttack.opposite(near(note, random)));
      ratings.add(PoisoningAttack.opposite(near(note, random)));
    }
    ratings.addAll(notes.subList(FIVE, notes.size()));
    Collections.shuffle(ratings.subList(2 * FIVE, ratings.size()), random);
    return ratings;
  }

  private static List<LabelledFeatures> farFromTheHoldout(List<LabelledFeatures> notes) {
    return notes.stream()
        .sorted(Comparator.comparingDouble(AttackExperiment::distanceToHoldout).reversed())
        .toList();
  }

  private static double distanceToHoldout(LabelledFeatures note) {
    double[] one = note.features().toArray();
    return DATA.holdout().stream()
        .mapToDouble(
            held -> {
              double[] other = held.features().toArray();
              double[] squares = new double[one.length];
              Arrays.setAll(squares, i -> (one[i] - other[i]) * (one[i] - other[i]));
              return Arrays.stream(squares).sum();
            })
        .min()
        .orElseThrow();
  }
}
