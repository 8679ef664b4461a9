package dev.aidemo.common.stored;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.json.JsonTree;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads all that the stores hold, for tests that check what became of many messages. */
public final class StoreContents {
  private static final String PREDICTIONS =
      """
      SELECT id, batch_id, subject_id, variance, skewness, curtosis, entropy, prediction,
          is_correct, rating, created
      FROM predictions
      WHERE ?::uuid[] IS NULL OR batch_id = ANY (?::uuid[])
      ORDER BY batch_id, subject_id
      """;

  private static final String LABELS =
      """
      SELECT id, class FROM training
      """;

  private static final String TRAININGS =
      """
      SELECT id FROM jobs
      """;

  private final Database database;
  private final Redis redis;
  private final ModelStore bucket;

  /** Reads these stores. */
  public StoreContents(Database database, Redis redis, ModelStore bucket) {
    this.database = database;
    this.redis = redis;
    this.bucket = bucket;
  }

  /** Reads the stores that the environment names. */
  public StoreContents(Environment environment) {
    this(new Database(environment), new Redis(environment), new ModelStore(environment));
  }

  /** Returns all rows of table {@code predictions}. */
  public List<StoredPrediction> predictions() {
    return query(PREDICTIONS, null, StoreContents::prediction);
  }

  /** Returns the rows of some batches, each batch in the order of its subjects' names. */
  public List<StoredPrediction> predictions(Collection<UUID> batchIds) {
    return query(PREDICTIONS, batchIds, StoreContents::prediction);
  }

  /** Returns the class of each row of table {@code training}, by id. */
  public Map<UUID, Integer> labels() {
    Map<UUID, Integer> labels = new HashMap<>();
    query(LABELS, null, row -> labels.put(row.getObject(1, UUID.class), row.getInt(2)));
    return labels;
  }

  /** Returns the ids of all rows of table {@code jobs}. */
  public List<UUID> trainings() {
    return query(TRAININGS, null, row -> row.getObject(1, UUID.class));
  }

  /** Returns the models whose files are in the bucket. */
  public List<TrainedModel> modelFiles() {
    return bucket.list();
  }

  /** Returns the batches in list {@code batches}, newest first. */
  public List<ListedBatch> listedBatches() {
    return entries("batches").stream()
        .map(
            entry ->
                new ListedBatch(
                    id(entry, "batch_id"),
                    strings(entry, "subjects"),
                    strings(entry, "predictions").stream().map(StoreContents::verdict).toList(),
                    String.valueOf(entry.get("content")),
                    (String) entry.get("model_file_name"),
                    confidence(entry),
                    unsure(entry),
                    LocalDateTime.parse((String) entry.get("created")).toInstant(ZoneOffset.UTC)))
        .toList();
  }

  /** Returns the ids of the trainings in list {@code jobs}. */
  public List<UUID> listedTrainings() {
    return entries("jobs").stream().map(entry -> id(entry, "job_id")).toList();
  }

  /** Returns the file name of the champion that Redis names. */
  public Optional<String> champion() {
    return new ModelRegister(redis).champion();
  }

  @FunctionalInterface
  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> query(String sql, @Nullable Collection<UUID> batchIds, Reader<T> reader) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 1; i <= select.getParameterMetaData().getParameterCount(); i++) {
              select.setArray(
                  i,
                  batchIds == null ? null : connection.createArrayOf("uuid", batchIds.toArray()));
            }
            List<T> list = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
              while (rows.next()) {
                list.add(reader.read(rows));
              }
            }
            return list;
          }
        });
  }

  private static StoredPrediction prediction(ResultSet row) throws SQLException {
    return new StoredPrediction(
        row.getObject("id", UUID.class),
        row.getObject("batch_id", UUID.class),
        row.getString("subject_id"),
        new Features(
            row.getDouble("variance"),
            row.getDouble("skewness"),
            row.getDouble("curtosis"),
            row.getDouble("entropy")),
        row.getString("prediction"),
        (Boolean) row.getObject("is_correct"),
        (Boolean) row.getObject("rating"),
        row.getObject("created", OffsetDateTime.class).toInstant());
  }

  private List<Map<String, Object>> entries(String list) {
    return redis.client().lrange(list, 0, -1).stream()
        .map(entry -> JsonTree.object(entry.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static UUID id(Map<String, Object> entry, String field) {
    return UUID.fromString((String) entry.get(field));
  }

  @SuppressWarnings("unchecked")
  private static List<String> strings(Map<String, Object> entry, String field) {
    return (List<String>) entry.get(field);
  }

  @SuppressWarnings("unchecked")
  private static @Nullable List<Double> confidence(Map<String, Object> entry) {
    var numbers = (List<BigDecimal>) entry.get("confidence");
    return numbers == null ? null : numbers.stream().map(BigDecimal::doubleValue).toList();
  }

  @SuppressWarnings("unchecked")
  private static @Nullable List<Boolean> unsure(Map<String, Object> entry) {
    return (List<Boolean>) entry.get("unsure");
  }

  private static Verdict verdict(String word) {
    return Verdict.named(word).orElseThrow();
  }
}
