package dev.aidemo.operations.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginalTopicsTest {
  @ParameterizedTest
  @CsvSource({
    "prediction, request",
    "prediction-to-db, prediction",
    "eventarc-us-central1-prediction-123456-sub-789, request",
    "eventarc-europe-west4-prediction-to-cache-123456-sub-001, prediction",
    "eventarc-us-central1-training-sub-789, job",
    "gcf-training-to-db-us-central1-model, model",
    "gcf-feedback-to-db-feedback, feedback",
    "gcf-prediction-us-central1-prediction, ",
    "eventarc-us-central1-predictions-123456-sub-789, ",
    "predictions, "
  })
  void theTopicIsGuessedFromTheNameOfASubscription(String subscription, String topic) {
    assertThat(OriginalTopics.byName(subscription).orElse(null)).isEqualTo(topic);
  }
}
