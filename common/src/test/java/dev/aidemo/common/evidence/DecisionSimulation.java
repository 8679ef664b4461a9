package dev.aidemo.common.evidence;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Simulates streams of labels on which the truth about champion and challenger is known. The rule
 * is asked whenever its answer could change: after each note that one model alone got right, before
 * each that the champion alone got right, and at every tenth.
 */
final class DecisionSimulation {
  private static final ComparedModels MORE_ROWS =
      new ComparedModels(new JudgedModel(3, 900), new JudgedModel(2, 500), new JudgedModel(1, 400));
  private static final ComparedModels FEW_MORE_ROWS =
      new ComparedModels(new JudgedModel(3, 600), new JudgedModel(2, 500), new JudgedModel(1, 400));

  private DecisionSimulation() {}

  /**
   * How two models differ.
   *
   * @param challengerAlone the share of notes that the challenger alone gets right
   * @param championAlone the share of notes that the champion alone gets right
   * @param copies how often each note comes, as if a client sent it again and again
   */
  record World(String name, double challengerAlone, double championAlone, int copies) {
    World(String name, double challengerAlone, double championAlone) {
      this(name, challengerAlone, championAlone, 1);
    }

    /** Two models that err independently of each other. */
    static World independent(String name, double challengerAccuracy, double championAccuracy) {
      return new World(
          name,
          challengerAccuracy * (1 - championAccuracy),
          championAccuracy * (1 - challengerAccuracy));
    }
  }

  /** The outcomes of streams in which challengers come one after another. */
  record Streams(int streams, int better, int asGood, int futile) {
    double share(int count) {
      return (double) count / streams;
    }

    double promoted() {
      return share(better + asGood);
    }
  }

  /** Plays streams, each until a challenger is promoted or all are given up. */
  static Streams play(World world, DecisionRule rule, int streams, int challengers) {
    int better = 0;
    int asGood = 0;
    int futile = 0;
    for (int stream = 0; stream < streams; stream++) {
      var random = new Random(stream);
      for (int number = 1; number <= challengers; number++) {
        Outcome outcome = decide(world, rule, number, random).outcome();
        better += outcome == Outcome.PROMOTED_BETTER ? 1 : 0;
        asGood += outcome == Outcome.PROMOTED_AS_GOOD ? 1 : 0;
        futile += outcome == Outcome.FUTILE ? 1 : 0;
        if (outcome.isPromoted()) {
          break;
        }
      }
    }
    return new Streams(streams, better, asGood, futile);
  }

  /** Shows notes to the rule until it decides. */
  static PromotionDecision decide(World world, DecisionRule rule, int number, Random random) {
    PairedCounts counts = PairedCounts.NONE;
    while (true) {
      int note = note(world, random);
      for (int copy = 0; copy < world.copies(); copy++) {
        if (note < 0 && rule.margin() > 0 || counts.notes() % 10 == 9) {
          PromotionDecision before = ask(rule, number, counts);
          if (before.outcome() != Outcome.UNDECIDED) {
            return before;
          }
        }
        counts = plus(counts, note);
        if (note != 0) {
          PromotionDecision after = ask(rule, number, counts);
          if (after.outcome() != Outcome.UNDECIDED) {
            return after;
          }
        }
      }
    }
  }

  private static PromotionDecision ask(DecisionRule rule, int number, PairedCounts counts) {
    ComparedModels models = rule.margin() > 0 ? MORE_ROWS : FEW_MORE_ROWS;
    return rule.decide(number, 1, models, "", counts, counts, PairedCounts.NONE);
  }

  /**
   * Returns after how many notes a share of streams had enough evidence that the challenger is
   * better, without giving up; {@code limit} if they had not by then.
   */
  static int notesUntilBetter(World world, int number, double share, int streams, int limit) {
    double threshold = StrictMath.log(ErrorBudget.DEFAULT.threshold(number));
    int[] notes =
        IntStream.range(0, streams)
            .map(seed -> notesUntilBetter(world, threshold, new Random(seed), limit))
            .toArray();
    Arrays.sort(notes);
    return notes[(int) Math.ceil(share * streams) - 1];
  }

  private static int notesUntilBetter(World world, double threshold, Random random, int limit) {
    PairedCounts counts = PairedCounts.NONE;
    while (counts.notes() < limit) {
      int note = note(world, random);
      counts = plus(counts, note);
      if (note > 0 && BetterEvidence.logarithm(counts) >= threshold) {
        break;
      }
    }
    return (int) counts.notes();
  }

  /** Returns after how many notes a share of streams had enough evidence of being as good. */
  static int notesUntilAsGood(
      World world, double margin, int number, double share, int streams, int limit) {
    double threshold = StrictMath.log(ErrorBudget.DEFAULT.threshold(number));
    var notes = new int[streams];
    for (int stream = 0; stream < streams; stream++) {
      var random = new Random(stream);
      PairedCounts counts = PairedCounts.NONE;
      while (counts.notes() < limit && AsGoodEvidence.logarithm(counts, margin) < threshold) {
        counts = plus(counts, note(world, random));
      }
      notes[stream] = (int) counts.notes();
    }
    Arrays.sort(notes);
    return notes[(int) Math.ceil(share * streams) - 1];
  }

  /** Returns 1 if the challenger alone is right, -1 if the champion alone is, else 0. */
  private static int note(World world, Random random) {
    double chance = random.nextDouble();
    if (chance < world.challengerAlone()) {
      return 1;
    }
    return chance < world.challengerAlone() + world.championAlone() ? -1 : 0;
  }

  private static PairedCounts plus(PairedCounts counts, int note) {
    return new PairedCounts(
        counts.bothRight() + (note == 0 ? 1 : 0),
        counts.challengerAlone() + (note > 0 ? 1 : 0),
        counts.championAlone() + (note < 0 ? 1 : 0),
        0);
  }
}
