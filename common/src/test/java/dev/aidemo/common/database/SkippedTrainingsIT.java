package dev.aidemo.common.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.database.SkippedTrainings.Skipped;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SkippedTrainingsIT {
  private final Database database = TestDatabase.database();
  private final SkippedTrainings skippedTrainings = new SkippedTrainings(database);

  @BeforeEach
  void emptyTheTable() throws SQLException {
    TestDatabase.run("TRUNCATE skipped_trainings");
  }

  @Test
  void storesEachSetOfRowsOnceAndReturnsTheNewestFirst() {
    store("a", "3 are too few");
    store("b", "4 are too few");
    store("a", "3 are too few");

    List<Skipped> newest = skippedTrainings.newest(10);
    assertThat(newest).extracting(Skipped::dataSha256).containsExactly("b", "a");
    assertThat(newest)
        .extracting(Skipped::reason)
        .containsExactly("4 are too few", "3 are too few");
    assertThat(Duration.between(newest.get(0).created(), Instant.now()).abs())
        .isLessThan(Duration.ofMinutes(1));
    assertThat(skippedTrainings.newest(1)).hasSize(1);
  }

  private void store(String data, String reason) {
    database.inTransaction(
        connection -> {
          skippedTrainings.store(connection, data, reason);
          return reason;
        });
  }
}
