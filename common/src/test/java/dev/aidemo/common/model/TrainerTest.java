package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import libsvm.svm_model;
import libsvm.svm_node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.tribuo.Model;
import org.tribuo.common.libsvm.LibSVMModel;
import org.tribuo.transform.TransformedModel;

class TrainerTest {
  private static final BankData DATA = BankData.load();
  private static final List<LabelledFeatures> ALL = join(DATA.starter(), DATA.rest());
  private static final List<Features> GRID = grid();

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ".*_SVM.*")
  void trainsTheSameModelOnTheSameRows(Trainer trainer) throws IOException {
    Classifier one = trainer.train(ALL);
    Classifier other = trainer.train(new ArrayList<>(ALL));

    assertThat(LibSVMModel.modelEquals(parameters(one), parameters(other))).isTrue();
    assertThat(parameters(one).l).as("support vectors").isEqualTo(parameters(other).l);
    assertThat(other.classify(GRID)).isEqualTo(one.classify(GRID));
    // A file has the time of its training, whose text leaves out the zeros at its end.
    assertThat(other.write().length).isCloseTo(one.write().length, within(12));
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ".*_SVM.*")
  void trainsTheSameModelWhateverWasTrainedBefore(Trainer trainer) throws IOException {
    Classifier before = trainer.train(ALL);
    trainer.train(DATA.starter());

    Classifier after = trainer.train(ALL);

    assertThat(LibSVMModel.modelEquals(parameters(before), parameters(after))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void trainsAnotherModelOnOtherRows(Trainer trainer) {
    assertThat(trainer.train(DATA.starter()).classify(GRID))
        .isNotEqualTo(trainer.train(ALL).classify(GRID));
  }

  /**
   * What {@code SVC(kernel='linear', class_weight='balanced')} of scikit-learn 1.9.1 has as {@code
   * coef_} and {@code intercept_} on the starter rows, and how many of the holdout it classifies
   * right.
   */
  @Test
  void equalsTheLinearMachineOfScikitLearnOnTheStarterRows() throws IOException {
    Classifier classifier = Trainer.LINEAR_SVM.train(DATA.starter());

    assertThat(weights(classifier))
        .containsExactly(
            new double[] {-0.11040768, -0.07757748, -0.3290426, -0.10956156, 0.2104888},
            within(1e-6));
    assertThat(right(classifier)).isEqualTo(177);
  }

  /** As above, on all rows but the holdout. */
  @Test
  void equalsTheLinearMachineOfScikitLearnOnAllRows() throws IOException {
    Classifier classifier = Trainer.LINEAR_SVM.train(ALL);

    assertThat(weights(classifier))
        .containsExactly(
            new double[] {-1.7506498, -1.20474502, -1.37424604, -0.34128052, 2.3323285},
            within(2e-3));
    assertThat(parameters(classifier).l).as("support vectors").isEqualTo(22);
    assertThat(right(classifier)).isEqualTo(269);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.MATCH_ANY, names = ".*_SVM.*")
  void learnsTheBanknotes(Trainer trainer) {
    assertThat(right(trainer.train(ALL))).isGreaterThanOrEqualTo(269);
  }

  @Test
  void learnsTheBanknotesAlmostAsWellAtACostLinearInTheRows() {
    assertThat(right(Trainer.LOGISTIC_REGRESSION.train(ALL))).isGreaterThanOrEqualTo(265);
  }

  @Test
  void learnsTheSameAtACostLinearInTheRowsFromTheSameRows() {
    Classifier one = Trainer.LOGISTIC_REGRESSION.train(ALL);
    Classifier other = Trainer.LOGISTIC_REGRESSION.train(new ArrayList<>(ALL));

    assertThat(other.classify(GRID)).isEqualTo(one.classify(GRID));
  }

  @ParameterizedTest
  @EnumSource
  void findsTheFewAmongTheMany(Trainer trainer) {
    List<LabelledFeatures> rows = join(cloud(1_000, 0, Verdict.FAKE), cloud(20, 1, Verdict.REAL));

    Classifier classifier = trainer.train(rows);

    var report = Scores.report(classifier, cloud(500, 1, Verdict.REAL));
    assertThat(report.real().recall()).isGreaterThan(0.3);
  }

  @ParameterizedTest
  @EnumSource
  void trainsWhereAFeatureIsAlwaysTheSame(Trainer trainer) {
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
  void trainsWhereTheFeaturesHardlyDiffer(Trainer trainer) {
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
  void standardisesEachFeatureThatVariesHoweverFewRowsThereAre(Trainer trainer) throws IOException {
    var transformed = (TransformedModel<?>) model(trainer.train(DATA.starter()));

    assertThat(transformed.getTransformerMap().entrySet())
        .extracting(Map.Entry::getKey)
        .containsExactlyInAnyOrder("variance", "skewness", "curtosis", "entropy");
  }

  @ParameterizedTest
  @EnumSource
  void trainsWhereTheClassesCannotBeToldApart(Trainer trainer) {
    List<LabelledFeatures> rows = join(cloud(100, 0, Verdict.FAKE), cloud(100, 0, Verdict.REAL));
    Collections.shuffle(rows, new Random(1));

    assertThat(trainer.train(rows).classify(GRID).verdicts()).hasSize(GRID.size());
  }

  @Test
  void takesPartOnAllRowsOfALargeSetAtACostLinearInTheRows() {
    assertThat(Trainer.candidates(4_000)).doesNotContain(Trainer.LOGISTIC_REGRESSION).hasSize(3);
    assertThat(Trainer.candidates(4_001)).containsExactly(Trainer.values());
    assertThat(Trainer.LOGISTIC_REGRESSION.maxRows()).isEqualTo(Integer.MAX_VALUE);
  }

  @Test
  void isNamedInSmallLetters() {
    assertThat(Trainer.values())
        .extracting(Trainer::id)
        .containsExactly("linear-svm", "rbf-svm-wide", "rbf-svm", "logistic-regression");
  }

  @Test
  void trainsInSilence() {
    assertThat(printed(() -> Trainer.LINEAR_SVM.train(DATA.starter()))).isEmpty();
  }

  /** LibSVM itself would go on to ten million iterations, and then write a warning. */
  @Test
  void endsInSilenceWhereNoPlaneDividesTheRows() {
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
  void endsWhereNoPlaneDividesTheRows(Trainer trainer) {
    assertThat(trainer.train(noise(1_000, 100)).classify(GRID).verdicts()).hasSize(GRID.size());
  }

  /** What is written to the standard output and the standard error. */
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

  private static List<LabelledFeatures> noise(int size, double largest) {
    var random = new Random(size);
    List<LabelledFeatures> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double[] numbers = random.doubles(Features.COUNT, -largest, largest).toArray();
      rows.add(
          new LabelledFeatures(
              new Features(numbers[0], numbers[1], numbers[2], numbers[3]),
              Verdict.ofLabel(random.nextInt(2))));
    }
    return rows;
  }

  private static long right(Classifier classifier) {
    return Math.round(Scores.report(classifier, DATA.holdout()).accuracy() * DATA.holdout().size());
  }

  /** The plane of a linear machine: a weight for each feature and the intercept, for class 1. */
  private static double[] weights(Classifier classifier) throws IOException {
    Model<?> model = model(classifier);
    svm_model parameters = parameters(classifier);
    var weights = new double[Features.COUNT + 1];
    Map<Integer, Integer> places =
        Map.of(
            model.getFeatureIDMap().getID("variance"), 0,
            model.getFeatureIDMap().getID("skewness"), 1,
            model.getFeatureIDMap().getID("curtosis"), 2,
            model.getFeatureIDMap().getID("entropy"), 3);
    for (int i = 0; i < parameters.SV.length; i++) {
      for (svm_node node : parameters.SV[i]) {
        weights[places.get(node.index)] += parameters.sv_coef[0][i] * node.value;
      }
    }
    weights[Features.COUNT] = -parameters.rho[0];
    boolean forReal =
        model
            .castModel(org.tribuo.classification.Label.class)
            .getOutputIDInfo()
            .getOutput(parameters.label[0])
            .getLabel()
            .equals("1");
    for (int i = 0; i < weights.length && !forReal; i++) {
      weights[i] = -weights[i];
    }
    return weights;
  }

  private static svm_model parameters(Classifier classifier) throws IOException {
    Model<?> model = model(classifier);
    Model<?> inner =
        model instanceof TransformedModel<?> transformed ? transformed.getInnerModel() : model;
    return ((LibSVMModel<?>) inner).getInnerModels().get(0);
  }

  private static Model<?> model(Classifier classifier) throws IOException {
    return Model.deserializeFromStream(new ByteArrayInputStream(classifier.write()));
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

  /** Rows that scatter around (centre, centre, centre, centre), the same ones each time. */
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
