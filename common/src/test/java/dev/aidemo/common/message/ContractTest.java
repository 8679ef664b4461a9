package dev.aidemo.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.json.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Tests the payloads against the fixtures, which must not change: other programs depend on them.
 */
public class ContractTest {
  private static final UUID BATCH = UUID.fromString("6f1a3c52-8c0e-4b7e-9a53-0d2f7b1c4e11");
  private static final List<Features> FEATURES =
      List.of(
          new Features(3.6216, 8.6661, -2.8073, -0.44699),
          new Features(-2.5419, -0.65804, 2.6842, 1.1952));

  static Stream<Arguments> payloads() {
    UnaryOperator<byte[]> request = json -> PredictionRequest.decode(json).encode();
    UnaryOperator<byte[]> prediction = json -> Prediction.decode(json).encode();
    UnaryOperator<byte[]> feedback = json -> Feedback.decode(json).encode();
    UnaryOperator<byte[]> model = json -> TrainedModel.decode(json).encode();
    return Stream.of(
        argumentSet("a request", "request", request),
        argumentSet("a prediction", "prediction", prediction),
        argumentSet("a prediction of the original demo", "prediction-original", prediction),
        argumentSet("feedback", "feedback", feedback),
        argumentSet(
            "a request in which a subject occurs twice", "request-repeated-subjects", request),
        argumentSet(
            "feedback in which a subject occurs twice", "feedback-repeated-subjects", feedback),
        argumentSet("a model", "model", model),
        argumentSet("a model that decides", "model-with-decision", model));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void writesWhatItRead(String fixture, UnaryOperator<byte[]> decodeAndEncode) {
    byte[] json = fixture(fixture);

    assertThat(JsonTree.object(decodeAndEncode.apply(json))).isEqualTo(JsonTree.object(json));
  }

  @Test
  void writesAModelOfTheOriginalDemoAsVersionZero() {
    Map<String, Object> original = JsonTree.object(fixture("model-original"));

    Map<String, Object> written =
        JsonTree.object(TrainedModel.decode(fixture("model-original")).encode());

    assertThat(written).containsEntry("version", BigDecimal.ZERO);
    written.remove("version");
    assertThat(written).isEqualTo(original);
  }

  @Test
  void readsARequest() {
    var request = PredictionRequest.decode(fixture("request"));

    assertThat(request.batchId()).isEqualTo(BATCH);
    assertThat(request.subjects()).containsExactly("note-1", "note-2", "Gutschein für Zoë 💶");
    assertThat(request.features())
        .startsWith(FEATURES.get(0), FEATURES.get(1))
        .endsWith(new Features(0, 10, -0.0015, 2));
  }

  @Test
  void readsFeaturesAsVarianceSkewnessCurtosisEntropy() {
    Features features = PredictionRequest.decode(fixture("request")).features().get(0);

    assertThat(features.variance()).isEqualTo(3.6216);
    assertThat(features.skewness()).isEqualTo(8.6661);
    assertThat(features.curtosis()).isEqualTo(-2.8073);
    assertThat(features.entropy()).isEqualTo(-0.44699);
    assertThat(features.toArray()).containsExactly(3.6216, 8.6661, -2.8073, -0.44699);
  }

  @Test
  void readsAPrediction() {
    assertThat(Prediction.decode(fixture("prediction")))
        .isEqualTo(
            new Prediction(
                BATCH,
                List.of("note-1", "note-2"),
                FEATURES,
                List.of(Verdict.FAKE, Verdict.REAL),
                "model-0000000012.pb",
                List.of(0.99, 0.5),
                List.of(false, true),
                Instant.parse("2026-11-23T05:32:57.250Z")));
  }

  @Test
  void readsAPredictionOfTheOriginalDemo() {
    var prediction = Prediction.decode(fixture("prediction-original"));

    assertThat(prediction.modelFileName()).isNull();
    assertThat(prediction.confidence()).isNull();
    assertThat(prediction.unsure()).isNull();
    assertThat(prediction.created()).isNull();
  }

  @Test
  void treatsNullInOurAdditionsAsAbsent() {
    String json = new String(fixture("prediction-original"), StandardCharsets.UTF_8);
    String nulls =
        "{\"model_file_name\": null, \"confidence\": null, \"unsure\": null, \"created\": null,";

    var prediction =
        Prediction.decode(json.replaceFirst("\\{", nulls).getBytes(StandardCharsets.UTF_8));

    assertThat(prediction).isEqualTo(Prediction.decode(fixture("prediction-original")));
  }

  @Test
  void readsFeedback() {
    assertThat(Feedback.decode(fixture("feedback")))
        .isEqualTo(
            new Feedback(BATCH, List.of("note-1", "note-2", "note-3"), List.of(true, false, true)));
  }

  @Test
  void writesRatingsAsWholeNumbers() {
    assertThat(Feedback.decode(fixture("feedback")).encode())
        .asString(StandardCharsets.UTF_8)
        .contains("\"ratings\":[1,0,1]");
  }

  @Test
  void readsAModel() {
    var model = TrainedModel.decode(fixture("model"));

    assertThat(model.jobId()).hasToString("0b8d8bb4-52ee-4a0e-8f6c-5b1de5a0a9c7");
    assertThat(model.modelFileName()).isEqualTo("model-0000000012.pb");
    assertThat(model.records()).isEqualTo(1078);
    assertThat(model.accuracy()).isEqualTo(0.7);
    assertThat(model.dataPrepTime()).isEqualTo(0.25);
    assertThat(model.trainingTime()).isEqualTo(1.5);
    assertThat(model.testingTime()).isEqualTo(0.125);
    assertThat(model.version()).isEqualTo(12);
    assertThat(model.trainer()).isEqualTo("rbf-svm");
    assertThat(model.holdout()).isEqualTo(new HoldoutId(1, "9f3ac2d1"));
    assertThat(model.generation()).isEqualTo(1);
    assertThat(model.dataSha256()).startsWith("e3b0c442").hasSize(64);
    assertThat(model.created()).isEqualTo("2026-11-23T05:32:57Z");
  }

  @Test
  void givesAModelOfTheOriginalDemoNoGeneration() {
    var model = TrainedModel.decode(fixture("model-original"));

    assertThat(model.generation()).isZero();
    assertThat(model.version()).isZero();
  }

  @Test
  void writesTheReportAsScikitLearnDoes() {
    byte[] report = TrainedModel.decode(fixture("model")).report().encode();

    Map<String, Object> tree = JsonTree.object(report);
    assertThat(tree).containsOnlyKeys("0", "1", "macro avg", "weighted avg", "accuracy");
    for (String part : List.of("0", "1", "macro avg", "weighted avg")) {
      assertThat(tree.get(part))
          .as(part)
          .asInstanceOf(MAP)
          .containsOnlyKeys("precision", "recall", "f1-score", "support");
    }
    assertThat(tree).isEqualTo(JsonTree.object(fixture("model")).get("report"));
  }

  /** Returns the bytes of a fixture. */
  public static byte[] fixture(String name) {
    try (InputStream json = ContractTest.class.getResourceAsStream("/contract/" + name + ".json")) {
      return json.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
