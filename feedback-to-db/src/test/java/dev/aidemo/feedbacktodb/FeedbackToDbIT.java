package dev.aidemo.feedbacktodb;

import static dev.aidemo.common.function.Deliveries.deliver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.DatabaseException;
import dev.aidemo.common.failure.RedeliverException;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FeedbackToDbIT {
  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final Inbox trainings = Inbox.of("training", variables);
  private final Inbox deadLetters = Inbox.of("dead-letter", variables);
  private final UUID batchId = UUID.randomUUID();

  @Test
  void storesTheRatingsAndPublishesThem() throws SQLException {
    storeTheBatch();

    deliver(function(), feedback("\"dollar\", \"yen\"", "1, 0"));

    assertThat(ratings()).containsExactly("dollar t", "euro null", "yen f");
    assertThat(trainings.drain())
        .singleElement()
        .satisfies(
            message ->
                assertThat(message.data())
                    .isEqualTo(
                        "{\"batch_id\":\""
                            + batchId
                            + "\",\"subjects\":[\"dollar\",\"yen\"],"
                            + "\"ratings\":[1,0]}"));
  }

  @Test
  void isRedeliveredUntilItsBatchIsStored() throws SQLException {
    FeedbackToDb function = function();
    String feedback = feedback("\"dollar\"", "1");

    assertThatThrownBy(() -> deliver(function, feedback))
        .isInstanceOf(RedeliverException.class)
        .hasMessage("batch " + batchId + " is not stored yet");
    assertThat(trainings.drain()).isEmpty();
    storeTheBatch();
    deliver(function, feedback);

    assertThat(ratings()).contains("dollar t");
    assertThat(trainings.drain()).hasSize(1);
    assertThat(deadLetters.drain()).isEmpty();
  }

  @Test
  void neverTreatsARatingOfNullAsWrong() throws SQLException {
    storeTheBatch();

    deliver(function(), feedback("\"dollar\"", "null"));

    assertThat(ratings()).containsExactly("dollar null", "euro null", "yen null");
    assertThat(deadLetters.drain())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.attributes())
                    .containsEntry("dead-letter-reason", "ratings[0] must be 1 or 0, got null"));
  }

  @Test
  void storesTheKnownSubjectsAndDeadLettersAMessageWithAnUnknownOne() throws SQLException {
    storeTheBatch();

    deliver(function(), feedback("\"dollar\", \"unknown\"", "1, 1"));

    assertThat(ratings()).containsExactly("dollar t", "euro null", "yen null");
    assertThat(trainings.drain()).hasSize(1);
    assertThat(deadLetters.drain())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.attributes())
                    .containsEntry(
                        "dead-letter-reason",
                        "subjects[1] must be in batch "
                            + batchId
                            + " as often as it is rated, got unknown"));
  }

  @Test
  void keepsTheLaterRatingIfAnEarlierOneArrivesLate() throws SQLException {
    storeTheBatch();
    Instant now = Instant.now();

    deliver(function(), feedback("\"dollar\"", "0"), now);
    deliver(function(), feedback("\"dollar\"", "1"), now.minusSeconds(60));

    assertThat(ratings()).contains("dollar f");
  }

  @Test
  void believesNoTimeOfTheFuture() throws SQLException {
    storeTheBatch();
    Instant now = Instant.now();

    deliver(
        function(),
        feedback("\"dollar\"", "0"),
        now.minusSeconds(60),
        Map.of("ce-time", "9999-01-01T00:00:00Z"));
    deliver(function(), feedback("\"dollar\"", "1"), now);

    assertThat(ratings()).contains("dollar t");
  }

  @Test
  void readsNoIdAndNoEndOfAnEventFromItsAttributes() throws SQLException {
    storeTheBatch();
    Map<String, String> spoofed =
        Map.of(
            "ce-id", "7",
            "ce-type", "dev.aidemo.model.v1",
            "dead-letter-topic", "model",
            "CloudPubSubDeadLetterSourceSubscription", "training-to-cache",
            "googclient_deliveryattempt", "99");
    Instant now = Instant.now();

    deliver(function(), feedback("\"dollar\"", "1"), now, spoofed);
    deliver(function(), feedback("\"euro\"", "0"), now, spoofed);
    deliver(function(), feedback("\"nobody\"", "0"), now, spoofed);

    assertThat(ratings()).containsExactly("dollar t", "euro f", "yen null");
    assertThat(trainings.drain())
        .hasSize(2)
        .allSatisfy(
            message ->
                assertThat(message.attributes())
                    .containsEntry("ce-type", "dev.aidemo.training.v1")
                    .doesNotContainEntry("ce-id", "7")
                    .doesNotContainKeys("dead-letter-topic", "googclient_deliveryattempt"));
    assertThat(deadLetters.drain())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.attributes())
                    .containsEntry("dead-letter-topic", "feedback")
                    .doesNotContainKeys(
                        "CloudPubSubDeadLetterSourceSubscription", "googclient_deliveryattempt"));
  }

  @Test
  void publishesNothingIfItCannotCommit() {
    Map<String, String> unreachable = new HashMap<>(variables);
    unreachable.put("DBPORT", "1");

    assertThatThrownBy(
            () ->
                deliver(new FeedbackToDb(Environment.of(unreachable)), feedback("\"dollar\"", "1")))
        .isInstanceOf(DatabaseException.class);
    assertThat(trainings.drain()).isEmpty();
  }

  @Test
  void publishesWhenItIsRedeliveredAfterAFailedPublish() throws SQLException {
    storeTheBatch();
    Map<String, String> broken = new HashMap<>(variables);
    broken.put("TOPIC_ID", "no-such-topic");
    String feedback = feedback("\"dollar\"", "1");
    Instant published = Instant.now();

    assertThatThrownBy(() -> deliver(new FeedbackToDb(Environment.of(broken)), feedback, published))
        .isInstanceOf(GoogleException.class);
    assertThat(ratings()).contains("dollar t");
    deliver(function(), feedback, published);

    assertThat(trainings.drain()).hasSize(1);
  }

  private FeedbackToDb function() {
    return new FeedbackToDb(Environment.of(variables));
  }

  private String feedback(String subjects, String ratings) {
    return "{\"batch_id\": \"%s\", \"subjects\": [%s], \"ratings\": [%s]}"
        .formatted(batchId, subjects, ratings);
  }

  private void storeTheBatch() throws SQLException {
    try (var connection = Services.owner();
        var insert =
            connection.prepareStatement(
                "INSERT INTO predictions (batch_id, subject_id, prediction)"
                    + " SELECT ?, subject, 'real'"
                    + " FROM unnest(ARRAY['dollar', 'euro', 'yen']) AS given (subject)")) {
      insert.setObject(1, batchId);
      insert.executeUpdate();
    }
  }

  private List<String> ratings() throws SQLException {
    List<String> ratings = new ArrayList<>();
    try (var connection = Services.owner();
        var select =
            connection.prepareStatement(
                "SELECT subject_id, is_correct FROM predictions WHERE batch_id = ? ORDER BY 1")) {
      select.setObject(1, batchId);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          ratings.add(rows.getString(1) + " " + rows.getString(2));
        }
      }
    }
    return ratings;
  }
}
