package dev.aidemo.feedbacktotraining;

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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FeedbackToTrainingIT {
  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final Inbox jobs = Inbox.of("job", variables);
  private final UUID batchId = UUID.randomUUID();
  private final String feedback =
      "{\"batch_id\": \"%s\", \"subjects\": [\"a\", \"b\", \"c\"], \"ratings\": [1, 0, 0]}"
          .formatted(batchId);

  @Test
  void learnsRatedPredictionsOnceIfTheMessageIsRedelivered() throws SQLException {
    store("('a', 1, 'real', true), ('b', 2, 'real', false), ('c', 3, 'fake', false)");
    var function = new FeedbackToTraining(Environment.of(variables));

    deliver(function, feedback);
    deliver(function, feedback);

    assertThat(labels()).containsExactly("1 1", "2 0", "3 1");
    assertThat(jobs.drain()).hasSize(2);
  }

  @Test
  void leavesAPredictionThatNobodyRatedAlone() throws SQLException {
    store("('a', 1, 'real', true), ('b', 2, 'real', NULL)");

    deliver(new FeedbackToTraining(Environment.of(variables)), feedback);

    assertThat(labels()).containsExactly("1 1");
  }

  /** A publisher to this topic alone can teach nothing that nobody rated. */
  @Test
  void learnsWhatIsStoredWhateverItsMessageSays() throws SQLException {
    store("('a', 1, 'real', true), ('b', 2, 'real', true), ('c', 3, 'real', NULL)");

    deliver(new FeedbackToTraining(Environment.of(variables)), feedback);

    assertThat(labels()).containsExactly("1 1", "2 1");
  }

  @Test
  void isRedeliveredUntilASubjectIsRated() throws SQLException {
    store("('a', 1, 'real', NULL)");
    var function = new FeedbackToTraining(Environment.of(variables));

    assertThatThrownBy(() -> deliver(function, feedback))
        .isInstanceOf(RedeliverException.class)
        .hasMessage("no subject of batch " + batchId + " is rated yet");
    assertThat(jobs.drain()).isEmpty();
  }

  @Test
  void publishesNothingIfItCannotCommit() {
    Map<String, String> unreachable = new HashMap<>(variables);
    unreachable.put("DBPORT", "1");

    assertThatThrownBy(() -> deliver(new FeedbackToTraining(Environment.of(unreachable)), feedback))
        .isInstanceOf(DatabaseException.class);
    assertThat(jobs.drain()).isEmpty();
  }

  @Test
  void publishesWhenItIsRedeliveredAfterAFailedPublish() throws SQLException {
    store("('a', 1, 'real', true)");
    Map<String, String> broken = new HashMap<>(variables);
    broken.put("TOPIC_ID", "no-such-topic");
    var function = new FeedbackToTraining(Environment.of(broken));

    assertThatThrownBy(() -> deliver(function, feedback)).isInstanceOf(GoogleException.class);
    assertThat(labels()).containsExactly("1 1");
    deliver(new FeedbackToTraining(Environment.of(variables)), feedback);

    assertThat(labels()).containsExactly("1 1");
    assertThat(jobs.drain()).hasSize(1);
  }

  private void store(String rows) throws SQLException {
    try (var connection = Services.owner();
        var insert =
            connection.prepareStatement(
                "INSERT INTO predictions (batch_id, subject_id, variance, prediction, is_correct,"
                    + " skewness, curtosis, entropy) SELECT ?, subject, variance, prediction, is_correct::boolean,"
                    + " 0, 0, 0 FROM (VALUES "
                    + rows
                    + ") AS given (subject, variance, prediction, is_correct)")) {
      insert.setObject(1, batchId);
      insert.executeUpdate();
    }
  }

  private List<String> labels() throws SQLException {
    List<String> labels = new ArrayList<>();
    try (var connection = Services.owner();
        var select =
            connection.prepareStatement(
                "SELECT training.variance, training.class FROM training JOIN predictions"
                    + " USING (id) WHERE batch_id = ? ORDER BY 1")) {
      select.setObject(1, batchId);
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          labels.add(rows.getString(1) + " " + rows.getString(2));
        }
      }
    }
    return labels;
  }
}
