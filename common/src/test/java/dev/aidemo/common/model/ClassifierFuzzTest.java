package dev.aidemo.common.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.hostile.Fuzzer;
import dev.aidemo.common.model.Classifier.Classification;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Tests random model files. For longer runs: {@code mvn -pl common -am test
 * -Dtest=ClassifierFuzzTest -Dfuzz.minutes=5 -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ClassifierFuzzTest {
  private static final List<Features> ROWS =
      List.of(
          new Features(3.6216, 8.6661, -2.8073, -0.44699),
          new Features(-2.5419, -0.65804, 2.6842, 1.1952),
          new Features(1e308, -1e308, 4.9e-324, -1e-300),
          new Features(-1e308, 1e308, 1e308, 1e308));

  @Test
  void everyFileIsAModelThatClassifiesOrIsRejected() {
    Map<String, Integer> outcomes =
        Fuzzer.run("model file", 3_000, random -> outcome(HostileModels.next(random)));

    // Otherwise no file would be damaged, or all of them.
    assertThat(outcomes).containsKeys("classifies", "rejected");
  }

  static String outcome(byte[] file) {
    Classifier classifier;
    try {
      classifier = Classifier.read(file);
    } catch (ModelFileException e) {
      return "rejected";
    }
    Classification classification = classifier.classify(ROWS);
    assertThat(classification.verdicts()).hasSize(ROWS.size()).doesNotContainNull();
    classification
        .confidence()
        .ifPresent(
            confidence -> assertThat(confidence).allMatch(share -> share >= 0 && share <= 1));
    classification.unsure().ifPresent(unsure -> assertThat(unsure).hasSize(ROWS.size()));
    return "classifies";
  }
}
