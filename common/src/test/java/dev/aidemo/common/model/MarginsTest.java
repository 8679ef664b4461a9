package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.banknote.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tribuo.Model;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;

class MarginsTest {
  private static final BankData DATA = BankData.load();

  /** Each trainer on few rows and on many, so that verdicts are close to the boundary, and not. */
  static Stream<Arguments> models() {
    return Stream.of(Trainer.values())
        .flatMap(
            trainer -> Stream.of(6, 20, 300).map(count -> Arguments.of(trainer, first(count))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void giveTheVerdictsOfTribuo(Trainer trainer, List<LabelledFeatures> rows) {
    Model<Label> model = ModelInspector.model(trainer.train(rows));
    Margins margins = Margins.of(model).orElseThrow();
    int both = 0;

    for (Features note : notes()) {
      String verdict =
          model
              .predict(Classifier.example(note, LabelFactory.UNKNOWN_LABEL))
              .getOutput()
              .getLabel();
      Margins.Scored scored = margins.of(note);

      assertThat(Integer.toString(scored.verdict().label())).as("%s", note).isEqualTo(verdict);
      assertThat(scored.margin()).as("%s", note).isFinite();
      if (scored.margin() != 0) {
        assertThat(scored.verdict() == Verdict.REAL).isEqualTo(scored.margin() > 0);
      }
      both |= scored.verdict() == Verdict.REAL ? 1 : 2;
    }
    assertThat(both).as("both verdicts occur").isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource
  void aCalibrationChangesNoVerdict(Trainer trainer) {
    Classifier plain = trainer.train(first(100));
    Classifier calibrated = plain.calibratedOn(DATA.holdout());

    assertThat(calibrated.calibration()).isPresent();
    assertThat(calibrated.classify(notes()).verdicts())
        .isEqualTo(plain.classify(notes()).verdicts());
  }

  @Test
  void areThoseOfTheLinearPlane() {
    Classifier classifier = Trainer.LINEAR_SVM.train(DATA.rest());
    double[] plane = ModelInspector.plane(classifier);
    Margins margins = Margins.of(ModelInspector.model(classifier)).orElseThrow();

    for (LabelledFeatures row : DATA.holdout()) {
      double[] numbers = row.features().toArray();
      double expected = plane[Features.COUNT];
      for (int i = 0; i < numbers.length; i++) {
        expected += plane[i] * numbers[i];
      }
      assertThat(margins.of(row.features()).margin()).isCloseTo(expected, within(1e-9));
    }
  }

  @Test
  void areFiniteForTheStrangestNumbers() {
    assertThat(new Margins.Scored(Verdict.REAL, Double.NaN).margin()).isZero();
    assertThat(new Margins.Scored(Verdict.REAL, Double.POSITIVE_INFINITY).margin()).isFinite();
    assertThat(new Margins.Scored(Verdict.FAKE, Double.NEGATIVE_INFINITY).margin()).isFinite();
  }

  /** Returns the whole data set, and random notes near it and far from it. */
  private static List<Features> notes() {
    List<Features> notes = new ArrayList<>();
    Stream.of(DATA.starter(), DATA.rest(), DATA.holdout())
        .flatMap(List::stream)
        .forEach(row -> notes.add(row.features()));
    var random = new Random(1);
    for (double scale : new double[] {1e-200, 1, 10, 1e6, 1e300}) {
      for (int i = 0; i < 1_000; i++) {
        notes.add(Features.of(random.doubles(Features.COUNT, -scale, scale).toArray()));
      }
    }
    notes.add(Features.of(0, 0, 0, 0));
    return notes;
  }

  private static List<LabelledFeatures> first(int count) {
    List<LabelledFeatures> rows = new ArrayList<>(DATA.rest());
    Collections.shuffle(rows, new Random(count));
    return count == DATA.starter().size() ? DATA.starter() : rows.subList(0, count);
  }
}
