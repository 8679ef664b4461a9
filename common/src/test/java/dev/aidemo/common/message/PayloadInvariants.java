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
 * Checks what must hold for any bytes: decoding gives a payload that can be stored and published as
 * it is, or throws a {@link PoisonMessageException}.
 */
final class PayloadInvariants {
  private static final Instant FIRST_TIME = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST_TIME = Instant.parse("9999-12-31T23:59:59.999999999Z");

  static final Map<String, Function<byte[], String>> DECODERS =
      Map.of(
          "request", PayloadInvariants::request,
          "prediction", PayloadInvariants::prediction,
          "feedback", PayloadInvariants::feedback,
          "model", PayloadInvariants::model);

  private PayloadInvariants() {}

  /** Decodes all four payloads; returns the name of the one that it is, or "rejected". */
  static String check(byte[] json) {
    String outcome = "rejected";
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
    request.subjects().forEach(PayloadInvariants::requireStorable);
    request.features().forEach(PayloadInvariants::requireStorable);
    return "request";
  }

  private static String prediction(byte[] json) {
    Prediction prediction = Prediction.decode(json);
    assertThat(Prediction.decode(prediction.encode())).isEqualTo(prediction);
    prediction.subjects().forEach(PayloadInvariants::requireStorable);
    prediction.input().forEach(PayloadInvariants::requireStorable);
    requireStorable(prediction.created());
    if (prediction.modelFileName() != null) {
      requireFileName(prediction.modelFileName());
    }
    Objects.requireNonNullElse(prediction.confidence(), List.<Double>of())
        .forEach(share -> assertThat(share >= 0 && share <= 1).isTrue());
    if (prediction.unsure() != null) {
      assertThat(prediction.unsure()).hasSameSizeAs(prediction.subjects());
    }
    return "prediction";
  }

  private static String feedback(byte[] json) {
    Feedback feedback = Feedback.decode(json);
    assertThat(Feedback.decode(feedback.encode())).isEqualTo(feedback);
    feedback.subjects().forEach(PayloadInvariants::requireStorable);
    return "feedback";
  }

  private static String model(byte[] json) {
    TrainedModel model = TrainedModel.decode(json);
    assertThat(TrainedModel.decode(model.encode())).isEqualTo(model);
    requireFileName(model.modelFileName());
    assertThat(model.version()).isBetween(0L, 1L << 53);
    assertThat(1 / model.accuracy()).isGreaterThanOrEqualTo(1);
    requireStorable(model.created());
    requireStorable(Objects.requireNonNullElse(model.trainer(), ""), 48);
    requireStorable(Objects.requireNonNullElse(model.dataSha256(), ""), 64);
    requireStorable(String.valueOf(model.holdout()), 48);
    return "model";
  }

  private static void requireStorable(Features features) {
    for (double number : features.toArray()) {
      assertThat(Double.isFinite(number)).isTrue();
      assertThat(Double.doubleToLongBits(number)).isNotEqualTo(Double.doubleToLongBits(-0.0));
    }
  }

  private static void requireStorable(String subject) {
    requireStorable(subject, 500);
  }

  private static void requireStorable(String string, int maxLength) {
    assertThat(string).hasSizeLessThanOrEqualTo(maxLength).doesNotContain("\0");
    byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
    assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(string);
  }

  private static void requireStorable(Instant time) {
    if (time != null) {
      assertThat(time).isBetween(FIRST_TIME, LAST_TIME);
    }
  }

  private static void requireFileName(String name) {
    assertThat(name).matches("[A-Za-z0-9._-]{1,255}").isNotIn(".", "..");
  }
}
