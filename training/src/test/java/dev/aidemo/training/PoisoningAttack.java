package dev.aidemo.training;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Rates banknotes wrongly, each in its own way. */
enum PoisoningAttack {
  THIRTY_PERCENT_FLIPPED {
    @Override
    LabelledFeatures rate(LabelledFeatures truth, Random random) {
      return random.nextInt(10) < 3 ? opposite(truth) : truth;
    }
  },
  ALL_REAL {
    @Override
    LabelledFeatures rate(LabelledFeatures truth, Random random) {
      return new LabelledFeatures(truth.features(), Verdict.REAL);
    }
  },
  ALL_INVERTED {
    @Override
    LabelledFeatures rate(LabelledFeatures truth, Random random) {
      return opposite(truth);
    }
  },
  /** The sum of the first three features is small where the classes meet. */
  INVERTED_NEAR_THE_BOUNDARY {
    @Override
    LabelledFeatures rate(LabelledFeatures truth, Random random) {
      Features features = truth.features();
      double sum = features.variance() + features.skewness() + features.curtosis();
      return Math.abs(sum) < 4 ? opposite(truth) : truth;
    }
  },
  EXTREME_VALUES {
    @Override
    LabelledFeatures rate(LabelledFeatures truth, Random random) {
      return new LabelledFeatures(
          Features.of(random.doubles(Features.COUNT, -100, 100).toArray()),
          Verdict.ofLabel(random.nextInt(2)));
    }
  },
  ONE_BANKNOTE_REPEATED {
    @Override
    LabelledFeatures rate(LabelledFeatures truth, Random random) {
      return opposite(DATA.rest().get(0));
    }
  };

  private static final BankData DATA = BankData.load();

  abstract LabelledFeatures rate(LabelledFeatures truth, Random random);

  /** Returns so many banknotes with the class that the attacker claims. */
  List<LabelledFeatures> claims(int count, Random random) {
    List<LabelledFeatures> banknotes = DATA.rest();
    return IntStream.range(0, count)
        .mapToObj(i -> banknotes.get(random.nextInt(banknotes.size())))
        .map(truth -> rate(truth, random))
        .map(claim -> scatter(claim, random))
        .toList();
  }

  /** Returns another banknote than those of the data set, but a similar one. */
  private LabelledFeatures scatter(LabelledFeatures claim, Random random) {
    if (this == ONE_BANKNOTE_REPEATED) {
      return claim;
    }
    double[] numbers = claim.features().toArray();
    numbers[0] *= 1 - random.nextDouble() / 100;
    return new LabelledFeatures(Features.of(numbers), claim.truth());
  }

  /** Returns the share of verdicts that are right. */
  static double accuracy(List<Verdict> verdicts, List<LabelledFeatures> notes) {
    long right =
        IntStream.range(0, notes.size())
            .filter(i -> verdicts.get(i) == notes.get(i).truth())
            .count();
    return (double) right / notes.size();
  }

  static LabelledFeatures opposite(LabelledFeatures row) {
    return new LabelledFeatures(row.features(), row.truth().opposite());
  }
}
