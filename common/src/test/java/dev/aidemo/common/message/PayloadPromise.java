package dev.aidemo.common.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.failure.PoisonMessageException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * What holds for any bytes: they are a payload that is stored and published as it is, or a {@link
 * PoisonMessageException}, and nothing else.
 */
final class PayloadPromise {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  static final Map<String, Function<byte[], String>> DECODERS =
      Map.of(
          "request", PayloadPromise::request,
          "prediction", PayloadPromise::prediction,
          "feedback", PayloadPromise::feedback,
          "model", PayloadPromise::model);

  private PayloadPromise() {}

  /** Tries all four payloads; tells the one that it is, or that it is none. */
  static String check(byte[] json) {
    String outcome = "refused";
    for (Map.Entry<String, Function<byte[], String>> decoder : DECODERS.entrySet()) {
      try {
        outcome = decoder.getValue().apply(json);
      } catch (PoisonMessageException e) {
        assertThat(e.reason()).hasSizeBetween(1, 400);
      }
    }
    return outcome;
  }

  private static String request(byte[] json) {
    PredictionRequest request = PredictionRequest.decode(json);
    assertThat(PredictionRequest.decode(request.encode())).isEqualTo(request);
    request.subjects().forEach(PayloadPromise::storable);
    request.features().forEach(PayloadPromise::storable);
    return "request";
  }

  private static String prediction(byte[] json) {
    Prediction prediction = Prediction.decode(json);
    assertThat(Prediction.decode(prediction.encode())).isEqualTo(prediction);
    prediction.subjects().forEach(PayloadPromise::storable);
    prediction.input().forEach(PayloadPromise::storable);
    storable(prediction.created());
    if (prediction.modelFileName() != null) {
      fileName(prediction.modelFileName());
    }
    Objects.requireNonNullElse(prediction.confidence(), List.<Double>of())
        .forEach(share -> assertThat(share >= 0 && share <= 1).isTrue());
    return "prediction";
  }

  private static String feedback(byte[] json) {
    Feedback feedback = Feedback.decode(json);
    assertThat(Feedback.decode(feedback.encode())).isEqualTo(feedback);
    feedback.subjects().forEach(PayloadPromise::storable);
    return "feedback";
  }

  private static String model(byte[] json) {
    TrainedModel model = TrainedModel.decode(json);
    assertThat(TrainedModel.decode(model.encode())).isEqualTo(model);
    fileName(model.modelFileName());
    assertThat(model.version()).isBetween(0L, 1L << 53);
    assertThat(1 / model.accuracy()).isGreaterThanOrEqualTo(1);
    storable(model.created());
    storable(Objects.requireNonNullElse(model.trainer(), ""), 48);
    storable(Objects.requireNonNullElse(model.dataSha256(), ""), 64);
    storable(String.valueOf(model.holdout()), 48);
    return "model";
  }

  private static void storable(Features features) {
    for (double number : features.toArray()) {
      assertThat(Double.isFinite(number)).isTrue();
      assertThat(Double.doubleToLongBits(number)).isNotEqualTo(Double.doubleToLongBits(-0.0));
    }
  }

  private static void storable(String subject) {
    assertThat(subject).isNotEmpty();
    storable(subject, 500);
  }

  private static void storable(String text, int longest) {
    assertThat(text).hasSizeLessThanOrEqualTo(longest).doesNotContain("\0");
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(text);
  }

  private static void storable(Instant time) {
    if (time != null) {
      assertThat(time).isBetween(EARLIEST, LATEST);
    }
  }

  private static void fileName(String name) {
    assertThat(name).matches("[A-Za-z0-9._-]{1,255}").isNotIn(".", "..");
  }
}
