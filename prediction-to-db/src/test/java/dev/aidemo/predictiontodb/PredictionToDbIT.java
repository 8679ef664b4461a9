package dev.aidemo.predictiontodb;

import static dev.aidemo.common.function.Deliveries.deliver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.DatabaseException;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PredictionToDbIT {
  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final UUID batchId = UUID.randomUUID();
  private final String prediction =
      """
      {"batch_id": "%s", "subjects": ["dollar", "yen"], "input": [[1, 2, 3, 4], [5, 6, 7, 8]],
       "output": ["fake", "real"]}
      """
          .formatted(batchId);

  @Test
  void storesEachSubjectOnceIfTheMessageIsRedelivered() throws SQLException {
    var function = new PredictionToDb(Environment.of(variables));

    deliver(function, prediction);
    deliver(function, prediction);

    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void leavesTheBatchOfSomebodyElseAlone() throws SQLException {
    var deadLetters = Inbox.of("dead-letter", variables);
    var function = new PredictionToDb(Environment.of(variables));
    deliver(function, prediction);

    deliver(function, prediction.replace("yen", "euro"));
    deliver(function, prediction.replace("8]", "9]"));

    assertThat(rows()).isEqualTo(2);
    assertThat(deadLetters.drain())
        .hasSize(2)
        .allSatisfy(
            letter ->
                assertThat(letter.attributes().get("dead-letter-reason"))
                    .startsWith("batch_id must not be that of a batch with other content"));
  }

  /** Identity comes from content: nobody can hide a message behind the id of another event. */
  @Test
  void storesOtherContentUnderTheSameEventId() throws SQLException {
    var function = new PredictionToDb(Environment.of(variables));
    Map<String, String> event = Map.of("ce-id", "7", "ce-source", "x", "ce-type", "y");
    String other = prediction.replace(batchId.toString(), UUID.randomUUID().toString());

    deliver(function, other, Instant.now(), event);
    deliver(function, prediction, Instant.now(), event);

    assertThat(rows()).isEqualTo(2);
  }

  @Test
  void isRedeliveredIfTheDatabaseIsUnreachable() throws SQLException {
    variables.put("DBPORT", "1");
    var function = new PredictionToDb(Environment.of(variables));

    assertThatThrownBy(() -> deliver(function, prediction)).isInstanceOf(DatabaseException.class);
    assertThat(rows()).isZero();
  }

  private int rows() throws SQLException {
    try (var connection = Services.owner();
        var statement =
            connection.prepareStatement("SELECT count(*) FROM predictions WHERE batch_id = ?")) {
      statement.setObject(1, batchId);
      try (var result = statement.executeQuery()) {
        result.next();
        return result.getInt(1);
      }
    }
  }
}
