package dev.aidemo.common.model;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.evidence.ComparedModels;
import dev.aidemo.common.evidence.DecisionRule;
import dev.aidemo.common.evidence.ErrorBudget;
import dev.aidemo.common.evidence.EvidenceRows;
import dev.aidemo.common.evidence.JudgedModel;
import dev.aidemo.common.evidence.Outcome;
import dev.aidemo.common.evidence.PairedCounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Compares rules of promotion on streams of real notes: batches of 18 are rated, each is followed
 * by a training, and 300 notes that no rule uses tell how good the champion really is. Not part of
 * the build: {@code mvn -pl common -am verify -Dtest=EvidenceLoopExperiment -Dit.test=None
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class EvidenceLoopExperiment {
  private static final BankData DATA = BankData.load();
  private static final int UNUSED = 300;
  private static final int BATCH = 18;
  private static final int FOLDS = 3;
  private static final int[] LOOKS = {108, 216, 414, 756};
  private static final List<Trainer> TRAINERS =
      List.of(Trainer.LINEAR_SVM, Trainer.RBF_SVM_WIDE, Trainer.RBF_SVM);

  @Test
  void rightRatings() {
    compare("all ratings right", 0, 20);
  }

  @Test
  void wrongRatings() {
    compare("a tenth of the ratings wrong", 0.1, 10);
  }

  private static void compare(String name, double wrong, int seeds) {
    List<Stream> streams = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      streams.add(Stream.of(seed, wrong));
    }
    print(
        "%s, %d seeds; accuracy of the champion on %d unused notes, mean (worst)%n",
        name, seeds, UNUSED);
    print(
        "| best possible: the newest model |%s%n",
        accuracies(streams.stream().map(stream -> stream.newest()).toList()));
    report("accuracy on the holdout, ties pass", streams.stream().map(Stream::byAccuracy).toList());
    for (double margin : new double[] {0, .01, .02, .03, .05}) {
      var rule = new DecisionRule(ErrorBudget.DEFAULT, margin);
      report(
          margin == 0 ? "better only" : "better, or as good within %.2f".formatted(margin),
          streams.stream().map(stream -> stream.byEvidence(rule)).toList());
    }
    for (int[] rows : new int[][] {{54, 108}, {108, 216}, {216, 414}, {414, 756}}) {
      double alone = 0;
      double before = 0;
      for (Stream stream : streams) {
        PairedCounts counts = stream.atLabels(rows[1]).against(stream.atLabels(rows[0]));
        alone += 100.0 * counts.challengerAlone() / UNUSED / seeds;
        before += 100.0 * counts.championAlone() / UNUSED / seeds;
      }
      print(
          "| after %d labels against after %d | alone right on %.2f of 100 | the other on %.2f |%n",
          rows[1], rows[0], alone, before);
    }
  }

  private static void report(String name, List<Course> courses) {
    print(
        "| %s |%s %.1f better, %.1f as good, %.2f down | rows of the last %.0f |%n",
        name,
        accuracies(courses.stream().map(Course::champions).toList()),
        courses.stream().mapToInt(Course::better).average().orElse(0),
        courses.stream().mapToInt(Course::asGood).average().orElse(0),
        courses.stream().mapToInt(Course::down).average().orElse(0),
        courses.stream()
            .mapToInt(course -> course.champions().get(course.champions().size() - 1).rows())
            .average()
            .orElse(0));
  }

  private static String accuracies(List<List<Judged>> champions) {
    var text = new StringBuilder();
    for (int look : LOOKS) {
      double mean = 0;
      double worst = 1;
      for (List<Judged> course : champions) {
        double accuracy = course.get(look / BATCH - 1).accuracy();
        mean += accuracy / champions.size();
        worst = Math.min(worst, accuracy);
      }
      text.append(String.format(Locale.ROOT, " %d: %.4f (%.3f) |", look, mean, worst));
    }
    return text.toString();
  }

  /** A model and what it says: right or not on holdout, stream and unused notes. */
  private record Judged(
      int labels,
      int rows,
      List<Verdict> holdout,
      List<Verdict> stream,
      List<Verdict> unused,
      List<LabelledFeatures> notes) {
    double accuracy() {
      return (double) right(unused, notes) / UNUSED;
    }

    PairedCounts against(Judged other) {
      PairedCounts counts = PairedCounts.NONE;
      for (int i = 0; i < UNUSED; i++) {
        counts = counts.plus(notes.get(i).truth(), unused.get(i), other.unused.get(i));
      }
      return counts;
    }
  }

  /** Which model served after each batch, and how often it was replaced. */
  private record Course(List<Judged> champions, int better, int asGood, int down) {}

  /** Notes in the order of their ratings, and the model of each training. */
  private record Stream(
      List<LabelledFeatures> rated,
      List<UUID> ids,
      List<Boolean> counts,
      List<Judged> candidates,
      Judged starter) {

    static Stream of(int seed, double wrong) {
      var random = new Random(seed);
      List<LabelledFeatures> notes = new ArrayList<>(DATA.rest());
      Collections.shuffle(notes, random);
      List<LabelledFeatures> unused = notes.subList(0, UNUSED);
      List<LabelledFeatures> rated = new ArrayList<>();
      List<UUID> ids = new ArrayList<>();
      List<Boolean> counts = new ArrayList<>();
      var evidence =
          new EvidenceRows(DATA.holdout().stream().map(LabelledFeatures::features).toList());
      for (LabelledFeatures note : notes.subList(UNUSED, notes.size())) {
        boolean isWrong = random.nextDouble() < wrong;
        rated.add(
            new LabelledFeatures(
                note.features(), isWrong ? note.truth().opposite() : note.truth()));
        counts.add(evidence.count(new UUID(seed, ids.size() / BATCH), note.features()));
        ids.add(new UUID(random.nextLong(), random.nextLong()));
      }
      List<Judged> candidates = new ArrayList<>();
      for (int labels = BATCH; labels <= rated.size(); labels += BATCH) {
        List<LabelledFeatures> rows = new ArrayList<>(DATA.starter());
        for (int i = 0; i < labels; i++) {
          if (!EvidenceRows.isHeldBack(ids.get(i))) {
            rows.add(rated.get(i));
          }
        }
        candidates.add(judge(labels, rows, rated, unused, crossValidated(rows)));
      }
      Judged starter = judge(0, DATA.starter(), rated, unused, Trainer.LINEAR_SVM);
      return new Stream(rated, ids, counts, candidates, starter);
    }

    List<Judged> newest() {
      return candidates;
    }

    Judged atLabels(int labels) {
      return candidates.get(labels / BATCH - 1);
    }

    Course byAccuracy() {
      List<Judged> champions = new ArrayList<>();
      Judged champion = starter;
      int promoted = 0;
      int down = 0;
      for (Judged candidate : candidates) {
        if (right(candidate.holdout(), DATA.holdout())
            >= right(champion.holdout(), DATA.holdout())) {
          down += candidate.accuracy() < champion.accuracy() ? 1 : 0;
          champion = candidate;
          promoted++;
        }
        champions.add(champion);
      }
      return new Course(champions, promoted, 0, down);
    }

    Course byEvidence(DecisionRule rule) {
      List<Judged> champions = new ArrayList<>();
      Judged champion = starter;
      Judged reference = starter;
      @Nullable Judged challenger = null;
      int number = 0;
      int better = 0;
      int asGood = 0;
      int down = 0;
      for (Judged candidate : candidates) {
        for (int look = 0; look < 2; look++) {
          if (challenger != null) {
            Outcome outcome =
                decide(rule, number, challenger, champion, reference, candidate.labels());
            if (outcome.isPromoted()) {
              down += challenger.accuracy() < champion.accuracy() ? 1 : 0;
              champion = challenger;
            }
            if (outcome == Outcome.PROMOTED_BETTER) {
              reference = challenger;
              better++;
            }
            asGood += outcome == Outcome.PROMOTED_AS_GOOD ? 1 : 0;
            challenger = outcome == Outcome.UNDECIDED ? challenger : null;
          }
          if (look == 0 && (challenger == null || candidate.rows() >= 2 * challenger.rows())) {
            challenger = candidate;
            number++;
          }
        }
        champions.add(champion);
      }
      return new Course(champions, better, asGood, down);
    }

    private Outcome decide(
        DecisionRule rule,
        int number,
        Judged challenger,
        Judged champion,
        Judged reference,
        int labels) {
      return rule.decide(
              number,
              1,
              new ComparedModels(model(challenger), model(champion), model(reference)),
              "",
              counts(challenger, champion, labels),
              counts(challenger, reference, labels),
              PairedCounts.NONE)
          .outcome();
    }

    private static JudgedModel model(Judged judged) {
      return new JudgedModel(judged.labels(), judged.rows());
    }

    /** Compares on the holdout, and on rated notes that neither model learned from. */
    private PairedCounts counts(Judged challenger, Judged other, int labels) {
      PairedCounts paired = PairedCounts.NONE;
      for (int i = 0; i < DATA.holdout().size(); i++) {
        paired =
            paired.plus(
                DATA.holdout().get(i).truth(), challenger.holdout().get(i), other.holdout().get(i));
      }
      Predicate<Integer> unseen =
          i -> i >= challenger.labels() || EvidenceRows.isHeldBack(ids.get(i));
      for (int i = 0; i < labels; i++) {
        if (counts.get(i) && unseen.test(i)) {
          paired =
              paired.plus(rated.get(i).truth(), challenger.stream().get(i), other.stream().get(i));
        }
      }
      return paired;
    }
  }

  private static Judged judge(
      int labels,
      List<LabelledFeatures> rows,
      List<LabelledFeatures> rated,
      List<LabelledFeatures> unused,
      Trainer trainer) {
    Classifier classifier = trainer.train(rows);
    return new Judged(
        labels,
        rows.size(),
        verdicts(classifier, DATA.holdout()),
        verdicts(classifier, rated),
        verdicts(classifier, unused),
        unused);
  }

  /** Selects the trainer by cross-validation, so that the holdout stays out of it. */
  private static Trainer crossValidated(List<LabelledFeatures> rows) {
    List<LabelledFeatures> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(1));
    Trainer best = TRAINERS.get(0);
    long mostRight = -1;
    for (Trainer trainer : TRAINERS) {
      long right = 0;
      for (int fold = 0; fold < FOLDS; fold++) {
        List<LabelledFeatures> learned = new ArrayList<>(DATA.starter());
        List<LabelledFeatures> judged = new ArrayList<>();
        for (int i = 0; i < shuffled.size(); i++) {
          (i % FOLDS == fold ? judged : learned).add(shuffled.get(i));
        }
        right += right(verdicts(trainer.train(learned), judged), judged);
      }
      if (right > mostRight) {
        best = trainer;
        mostRight = right;
      }
    }
    return best;
  }

  private static List<Verdict> verdicts(Classifier classifier, List<LabelledFeatures> rows) {
    return classifier.classify(rows.stream().map(LabelledFeatures::features).toList()).verdicts();
  }

  private static long right(List<Verdict> verdicts, List<LabelledFeatures> rows) {
    long right = 0;
    for (int i = 0; i < rows.size(); i++) {
      right += verdicts.get(i) == rows.get(i).truth() ? 1 : 0;
    }
    return right;
  }

  private static void print(String format, Object... values) {
    System.out.print(String.format(Locale.ROOT, format, values));
  }
}
