package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.transform.TransformedModel;

class TrainerTest {
  private static final BankData DATA = BankData.load();
  private static final List<LabelledFeatures> ALL = join(DATA.starter(), DATA.rest());
  private static final List<Features> GRID = grid();

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ".*_SVM.*")
  void trainsTheSameModelOnTheSameRows(Trainer trainer) {
    Classifier one = trainer.train(ALL);
    Classifier other = trainer.train(new ArrayList<>(ALL));

    assertThat(LibSVMModel.modelEquals(ModelInspector.svm(one), ModelInspector.svm(other)))
        .isTrue();
    assertThat(ModelInspector.svm(one).l)
        .as("support vectors")
        .isEqualTo(ModelInspector.svm(other).l);
    assertThat(other.classify(GRID)).isEqualTo(one.classify(GRID));
    // A file holds the time of its training as a string, which leaves out trailing zeros.
    assertThat(other.write().length).isCloseTo(one.write().length, within(12));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ".*_SVM.*")
  void trainsTheSameModelWhateverWasTrainedBefore(Trainer trainer) {
    Classifier before = trainer.train(ALL);
    trainer.train(DATA.starter());

    Classifier after = trainer.train(ALL);

    assertThat(LibSVMModel.modelEquals(ModelInspector.svm(before), ModelInspector.svm(after)))
        .isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void trainsAnotherModelOnOtherRows(Trainer trainer) {
    assertThat(trainer.train(DATA.starter()).classify(GRID))
        .isNotEqualTo(trainer.train(ALL).classify(GRID));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ".*_SVM.*")
  void learnsTheBanknotes(Trainer trainer) {
    assertThat(right(trainer.train(ALL))).isGreaterThanOrEqualTo(269);
  }

  @Test
  void learnsTheBanknotesAlmostAsWellByLogisticRegression() {
    assertThat(right(Trainer.LOGISTIC_REGRESSION.train(ALL))).isGreaterThanOrEqualTo(265);
  }

  @Test
  void trainsTheSameLogisticRegressionOnTheSameRows() {
    Classifier one = Trainer.LOGISTIC_REGRESSION.train(ALL);
    Classifier other = Trainer.LOGISTIC_REGRESSION.train(new ArrayList<>(ALL));

    assertThat(other.classify(GRID)).isEqualTo(one.classify(GRID));
  }

  @ParameterizedTest
  @EnumSource
  void findsARareClass(Trainer trainer) {
    List<LabelledFeatures> rows = join(cloud(1_000, 0, Verdict.FAKE), cloud(20, 1, Verdict.REAL));

    Classifier classifier = trainer.train(rows);

    var report = Scores.report(classifier, cloud(500, 1, Verdict.REAL));
    assertThat(report.real().recall()).isGreaterThan(0.3);
  }

  @ParameterizedTest
  @EnumSource
  void trainsIfAFeatureIsConstant(Trainer trainer) {
    List<LabelledFeatures> rows =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new LabelledFeatures(
                        new Features(i, 7, 0, -i), i < 10 ? Verdict.FAKE : Verdict.REAL))
            .toList();

    Classifier classifier = Classifier.read(trainer.train(rows).write());

    assertThat(
            classifier.classify(rows.stream().map(LabelledFeatures::features).toList()).verdicts())
        .containsExactlyElementsOf(rows.stream().map(LabelledFeatures::truth).toList());
  }

  @ParameterizedTest
  @EnumSource
  void trainsIfTheFeaturesHardlyDiffer(Trainer trainer) {
    List<LabelledFeatures> rows =
        IntStream.range(0, 20)
            .mapToObj(
                i ->
                    new LabelledFeatures(
                        new Features(i * 1e-200, 0, 0, 0), i < 10 ? Verdict.FAKE : Verdict.REAL))
            .toList();

    assertThat(Classifier.read(trainer.train(rows).write()).classify(GRID).verdicts())
        .hasSameSizeAs(GRID);
  }

  @ParameterizedTest
  @EnumSource(names = {"RBF_SVM", "RBF_SVM_WIDE"})
  void standardisesEachFeatureThatVariesHoweverFewRowsThereAre(Trainer trainer) {
    var transformed = (TransformedModel<?>) ModelInspector.model(trainer.train(DATA.starter()));

    assertThat(transformed.getTransformerMap().entrySet())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("variance", "skewness", "curtosis", "entropy");
  }

  @ParameterizedTest
  @EnumSource
  void trainsIfTheClassesCannotBeToldApart(Trainer trainer) {
    List<LabelledFeatures> rows = join(cloud(100, 0, Verdict.FAKE), cloud(100, 0, Verdict.REAL));
    Collections.shuffle(rows, new Random(1));

    assertThat(trainer.train(rows).classify(GRID).verdicts()).hasSize(GRID.size());
  }

  @Test
  void offersLogisticRegressionOnlyForLargeSets() {
    assertThat(Trainer.candidates(4_000)).doesNotContain(Trainer.LOGISTIC_REGRESSION).hasSize(3);
    assertThat(Trainer.candidates(4_001)).containsExactly(Trainer.values());
    assertThat(Trainer.LOGISTIC_REGRESSION.maxRows()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void hasAnIdInLowerCase() {
    assertThat(Trainer.values())
        .extracting(Trainer::id)
        .containsExactly("linear-svm", "rbf-svm-wide", "rbf-svm", "logistic-regression");
  }

  @Test
  void printsNothing() {
    assertThat(printed(() -> Trainer.LINEAR_SVM.train(DATA.starter()))).isEmpty();
  }

  /** Without our limit, LibSVM would try ten million iterations and then print a warning. */
  @Test
  void stopsAtTheIterationLimitAndPrintsNothingIfNoPlaneSeparatesTheRows() {
    List<LabelledFeatures> rows = noise(300, 100);

    assertThat(
            printed(
                () ->
                    assertThatThrownBy(() -> Trainer.LINEAR_SVM.train(rows))
                        .isInstanceOf(UnfinishedTrainingException.class)
                        .hasMessage("not finished after 1000200 iterations")))
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"LINEAR_SVM"},
      mode = Mode.EXCLUDE)
  void finishesIfNoPlaneSeparatesTheRows(Trainer trainer) {
    assertThat(trainer.train(noise(1_000, 100)).classify(GRID).verdicts()).hasSize(GRID.size());
  }

  /** Returns what the training writes to the standard output and the standard error. */
  private static String printed(Runnable training) {
    PrintStream output = System.out;
    PrintStream errors = System.err;
    var printed = new ByteArrayOutputStream();
    var stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    System.setOut(stream);
    System.setErr(stream);
    try {
      training.run();
    } finally {
      System.setOut(output);
      System.setErr(errors);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static List<LabelledFeatures> noise(int size, double max) {
    var random = new Random(size);
    List<LabelledFeatures> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double[] numbers = random.doubles(Features.COUNT, -max, max).toArray();
      rows.add(new LabelledFeatures(Features.of(numbers), Verdict.ofLabel(random.nextInt(2))));
    }
    return rows;
  }

  private static long right(Classifier classifier) {
    return Math.round(Scores.report(classifier, DATA.holdout()).accuracy() * DATA.holdout().size());
  }

  private static List<Features> grid() {
    List<Features> grid = new ArrayList<>();
    for (double variance = -8; variance <= 8; variance += 2) {
      for (double skewness = -15; skewness <= 15; skewness += 5) {
        for (double curtosis = -6; curtosis <= 18; curtosis += 4) {
          for (double entropy = -9; entropy <= 3; entropy += 3) {
            grid.add(new Features(variance, skewness, curtosis, entropy));
          }
        }
      }
    }
    return grid;
  }

  /** Returns rows that scatter around (centre, centre, centre, centre), the same at each call. */
  private static List<LabelledFeatures> cloud(int size, double centre, Verdict truth) {
    var random = new Random(size);
    List<LabelledFeatures> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      var features =
          new Features(
              centre + random.nextGaussian(),
              centre + random.nextGaussian(),
              centre + random.nextGaussian(),
              centre + random.nextGaussian());
      rows.add(new LabelledFeatures(features, truth));
    }
    return rows;
  }

  private static List<LabelledFeatures> join(
      List<LabelledFeatures> some, List<LabelledFeatures> others) {
    List<LabelledFeatures> all = new ArrayList<>(some);
    all.addAll(others);
    return all;
  }
}
