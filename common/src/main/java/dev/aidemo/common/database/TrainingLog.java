package dev.aidemo.common.database;

import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.message.Decision;
import dev.aidemo.common.message.TrainedModel;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads table {@code jobs}: one row for each finished training, and the sequence that
 * numbers the models. Failures are those of {@link Database#inTransaction}; doing again what failed
 * is harmless.
 */
public final class TrainingLog {
  /** "aidemo" as a number. Any would do, as long as nobody else locks it. */
  private static final long TRAINING_LOCK = 0x616964656d6fL;

  private static final String STORE =
      """
      INSERT INTO jobs (id, model_file_name, records, accuracy, report, data_prep_time,
          training_time, testing_time, version, trainer, holdout, data_sha256, created, decision)
      VALUES (?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
      ON CONFLICT (id) DO NOTHING
      """;

  /** Ends before the statement's own timeout, which would not say what was waited for. */
  private static final String LOCK =
      """
      SELECT set_config('lock_timeout', '10s', true), pg_advisory_xact_lock(?)
      """;

  private static final String IS_STORED =
      """
      SELECT count(*) FROM jobs WHERE data_sha256 = ? AND holdout = ?
      """;

  private static final String UNSTORED =
      """
      SELECT id
      FROM unnest(?::uuid[]) AS trained (id)
      WHERE NOT EXISTS (SELECT FROM jobs WHERE jobs.id = trained.id)
      """;

  /**
   * A sequence does not roll back, so that a version is never handed out twice. Looks for this
   * version and not for the highest, which a message that nobody trained for may have.
   */
  private static final String LAST_VERSION_IS_STORED =
      """
      SELECT last.version IS NULL OR EXISTS (SELECT FROM jobs WHERE version = last.version)
      FROM (SELECT pg_sequence_last_value('model_version')) AS last (version)
      """;

  private static final String NEXT_VERSION =
      """
      SELECT setval('model_version', greatest(nextval('model_version'), ?))
      """;

  /** Turns a row into the message that it was stored from. */
  static final String MESSAGE =
      """
      json_build_object('job_id', id, 'model_file_name', model_file_name,
          'records', records, 'accuracy', accuracy, 'report', report,
          'data_prep_time', data_prep_time, 'training_time', training_time,
          'testing_time', testing_time, 'version', COALESCE(version, 0), 'trainer', trainer,
          'holdout', holdout, 'data_sha256', data_sha256, 'created', created,
          'decision', decision)
      """;

  private static final String READ =
      """
      SELECT %s FROM jobs ORDER BY version NULLS FIRST, created, id
      """
          .formatted(MESSAGE);

  private static final int FETCH_SIZE = 500;

  private final Database database;

  public TrainingLog(Database database) {
    this.database = database;
  }

  /**
   * Stores a training once, however often it is stored.
   *
   * @return whether it was not stored before
   */
  public boolean store(TrainedModel model, Instant created) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement insert = connection.prepareStatement(STORE)) {
            insert.setObject(1, model.jobId());
            insert.setString(2, model.modelFileName());
            insert.setInt(3, model.records());
            insert.setDouble(4, model.accuracy());
            insert.setString(5, new String(model.report().encode(), StandardCharsets.UTF_8));
            insert.setDouble(6, model.dataPrepTime());
            insert.setDouble(7, model.trainingTime());
            insert.setDouble(8, model.testingTime());
            setVersion(insert, 9, model.version());
            insert.setString(10, model.trainer());
            insert.setString(11, string(model.holdout()));
            insert.setString(12, model.dataSha256());
            insert.setObject(13, Predictions.utc(created));
            insert.setString(14, json(model.decision()));
            return insert.executeUpdate() == 1;
          }
        });
  }

  /**
   * Hands all trainings to {@code reader}, the lowest version first, as the messages that they were
   * stored from.
   *
   * @return how many rows were left out because they break a rule of messages
   */
  public int read(Consumer<TrainedModel> reader) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(READ)) {
            select.setFetchSize(FETCH_SIZE);
            try (ResultSet rows = select.executeQuery()) {
              int unreadable = 0;
              while (rows.next()) {
                Optional<TrainedModel> model = decode(rows.getString(1));
                model.ifPresent(reader);
                unreadable += model.isPresent() ? 0 : 1;
              }
              return unreadable;
            }
          }
        });
  }

  static Optional<TrainedModel> decode(String message) {
    try {
      return Optional.of(TrainedModel.decode(message.getBytes(StandardCharsets.UTF_8)));
    } catch (PoisonMessageException e) {
      return Optional.empty();
    }
  }

  /**
   * Lets one training run at a time, until the transaction ends.
   *
   * @throws SQLException with SQLSTATE 55P03 if another one still runs after ten seconds
   */
  public void lockTraining(Connection connection) throws SQLException {
    try (PreparedStatement lock = connection.prepareStatement(LOCK)) {
      lock.setLong(1, TRAINING_LOCK);
      lock.execute();
    }
  }

  /** Tells whether a training on these rows, compared on this holdout, is stored. */
  public boolean isStored(Connection connection, String dataSha256, String holdout)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(IS_STORED)) {
      select.setString(1, dataSha256);
      select.setString(2, holdout);
      return queryNumber(select) > 0;
    }
  }

  /** Returns those of the models that have no row. */
  public List<TrainedModel> unstored(Connection connection, List<TrainedModel> models)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(UNSTORED)) {
      UUID[] ids = models.stream().map(TrainedModel::jobId).toArray(UUID[]::new);
      select.setArray(1, connection.createArrayOf("uuid", ids));
      Set<UUID> unstored = new HashSet<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          unstored.add(result.getObject(1, UUID.class));
        }
      }
      return models.stream().filter(model -> unstored.contains(model.jobId())).toList();
    }
  }

  /**
   * Tells whether the last version that was handed out is stored. If not, its training failed, or
   * its message is on the way, or was never published.
   */
  public boolean lastVersionIsStored(Connection connection) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(LAST_VERSION_IS_STORED);
        ResultSet result = select.executeQuery()) {
      result.next();
      return result.getBoolean(1);
    }
  }

  /**
   * Hands out a version that no model had: higher than all before and than {@code highest}, the
   * highest in the bucket, of which a restored backup of the database may know nothing.
   */
  public long nextVersion(Connection connection, long highest) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(NEXT_VERSION)) {
      select.setLong(1, highest + 1);
      return queryNumber(select);
    }
  }

  private static void setVersion(PreparedStatement insert, int index, long version)
      throws SQLException {
    if (version == 0) {
      insert.setNull(index, Types.BIGINT);
    } else {
      insert.setLong(index, version);
    }
  }

  private static @Nullable String json(@Nullable Decision decision) {
    return decision == null ? null : new String(decision.encode(), StandardCharsets.UTF_8);
  }

  private static @Nullable String string(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private static long queryNumber(PreparedStatement select) throws SQLException {
    try (ResultSet result = select.executeQuery()) {
      result.next();
      return result.getLong(1);
    }
  }
}
