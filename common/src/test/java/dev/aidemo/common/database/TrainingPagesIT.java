package dev.aidemo.common.database;

import static dev.aidemo.common.message.SamplePayloads.NOON;
import static dev.aidemo.common.message.SamplePayloads.model;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.message.TrainedModel;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingPagesIT {
  private final Database database = TestDatabase.database();
  private final TrainingLog log = new TrainingLog(database);
  private final TrainingPages pages = new TrainingPages(database);

  @BeforeEach
  void emptyTheTable() throws SQLException {
    TestDatabase.run("TRUNCATE jobs");
  }

  @Test
  void returnsOnePageAfterTheOtherNewestFirst() {
    for (int version = 1; version <= 5; version++) {
      store(model(0.9, version));
    }

    List<TrainedModel> first = pages.newest(2, Optional.empty());
    assertThat(first).extracting(TrainedModel::version).containsExactly(5L, 4L);
    List<TrainedModel> second = pages.newest(2, Optional.of(time(4)));
    assertThat(second).extracting(TrainedModel::version).containsExactly(3L, 2L);
    assertThat(pages.newest(2, Optional.of(time(2))))
        .extracting(TrainedModel::version)
        .containsExactly(1L);
    assertThat(pages.newest(2, Optional.of(time(1)))).isEmpty();
  }

  @Test
  void findsTheModelThatRankedHighestBeforeAnother() {
    store(model(1, 0.99, 1));
    store(model(2, 0.80, 2));
    store(model(2, 0.95, 3));
    store(model(2, 0.95, 4));
    store(model(2, 0.97, 5));

    assertThat(bestBefore(1)).isEmpty();
    assertThat(bestBefore(2)).contains(1L);
    assertThat(bestBefore(3)).contains(2L);
    assertThat(bestBefore(4)).contains(3L);
    assertThat(bestBefore(5)).contains(4L);
  }

  @Test
  void leavesOutRowsThatBreakARuleOfMessages() throws SQLException {
    store(model(0.9, 1));
    store(model(0.8, 2));
    TestDatabase.run(
        "INSERT INTO jobs (id, model_file_name, accuracy, version, holdout, created) VALUES ('%s',"
                .formatted(new UUID(3, 3))
            + " 'x', 1, 1, '99999999999-x', timestamptz '2026-11-23 12:00:01.5+00')");

    assertThat(pages.newest(10, Optional.empty()))
        .extracting(TrainedModel::version)
        .containsExactly(2L, 1L);
    assertThat(bestBefore(2)).contains(1L);
  }

  @Test
  void findsTheModelThatAFileHolds() {
    store(model(0.9, 1));
    store(model(0.8, 2));

    assertThat(pages.find("model-0000000002.pb")).map(TrainedModel::version).contains(2L);
    assertThat(pages.find("model-0000000003.pb")).isEmpty();
  }

  @Test
  void usesTheIndexForAPage() throws SQLException {
    TestDatabase.run(
        "INSERT INTO jobs (created) SELECT now() - i * interval '1 s'"
            + " FROM generate_series(1, 20000) AS i");
    TestDatabase.run("ANALYZE jobs");

    assertThat(
            TestDatabase.query(
                "EXPLAIN SELECT id FROM jobs WHERE created < now()"
                    + " ORDER BY created DESC, id DESC LIMIT 25"))
        .anyMatch(line -> line.contains("jobs_created"));
  }

  private Optional<Long> bestBefore(int version) {
    TrainedModel model =
        pages.newest(100, Optional.empty()).stream()
            .filter(one -> one.version() == version)
            .findFirst()
            .orElseThrow();
    return pages.bestBefore(model).map(TrainedModel::version);
  }

  private void store(TrainedModel model) {
    log.store(model, time(model.version()));
  }

  private static Instant time(long version) {
    return NOON.plusSeconds(version);
  }
}
