package dev.aidemo.simulation;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.message.Verdict;
import dev.aidemo.common.model.BankData;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.PromotionRule;
import dev.aidemo.common.model.TrainingSetCollector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What must be true of the stores when everything has come to rest. */
final class Invariants {
  private static final int STARTERS = 6;

  private final World world;
  private final Workload workload;
  private final Environment environment;

  Invariants(World world, Workload workload) {
    this.world = world;
    this.workload = workload;
    this.environment = Environment.of(world.variables());
  }

  /**
   * Checks all of them.
   *
   * @return how many models there are
   * @throws AssertionError that says what is wrong
   */
  int check() throws SQLException {
    Map<UUID, List<Row>> rows = predictions();
    Map<UUID, JsonObject> entries = batches();
    equal("batches in table predictions", workload.batches().keySet(), rows.keySet());
    equal("batches in Redis", workload.batches().keySet(), entries.keySet());
    Map<UUID, Prediction> judged = judged();
    int rated = 0;
    for (PredictionRequest request : workload.batches().values()) {
      UUID id = request.batchId();
      Prediction prediction = Objects.requireNonNull(judged.get(id));
      checkBatch(
          request,
          prediction,
          Objects.requireNonNull(rows.get(id)),
          Objects.requireNonNull(entries.get(id)));
      rated += checkRatings(request, prediction, Objects.requireNonNull(rows.get(id)));
    }
    equal("training rows", rated + STARTERS, number("SELECT count(*) FROM training"));
    equal("dead letters", workload.poison(), deadLetters());
    return checkModels();
  }

  private record Row(
      int position,
      String subject,
      Features features,
      String verdict,
      @Nullable Boolean correct,
      @Nullable Integer label) {}

  private void checkBatch(
      PredictionRequest request, Prediction judged, List<Row> rows, JsonObject entry) {
    String batch = "batch " + request.batchId() + ": ";
    equal(batch + "subjects", request.subjects(), rows.stream().map(Row::subject).toList());
    equal(batch + "features", request.features(), rows.stream().map(Row::features).toList());
    List<String> verdicts = judged.output().stream().map(Verdict::text).toList();
    equal(batch + "verdicts in the table", verdicts, rows.stream().map(Row::verdict).toList());
    equal(batch + "verdicts in Redis", verdicts, texts(entry, "predictions"));
    equal(batch + "subjects in Redis", request.subjects(), texts(entry, "subjects"));
  }

  private int checkRatings(PredictionRequest request, Prediction judged, List<Row> rows) {
    Map<String, Workload.Rating> expected =
        Objects.requireNonNull(workload.ratings().get(request.batchId()));
    boolean oneVerdict = distinctVerdicts(request.batchId()) == 1;
    for (Row row : rows) {
      String subject = "batch " + request.batchId() + " " + row.subject() + ": ";
      Workload.Rating rating = expected.get(row.subject());
      equal(subject + "is rated", rating != null, row.correct() != null);
      equal(subject + "is learned", rating != null, row.label() != null);
      if (rating != null) {
        if (oneVerdict) {
          equal(subject + "rating", rating.right(), row.correct());
        }
        boolean real = row.verdict().equals("real") == Boolean.TRUE.equals(row.correct());
        equal(subject + "label", real ? 1 : 0, row.label());
      }
    }
    return expected.size();
  }

  private int checkModels() throws SQLException {
    List<TrainedModel> models = new ModelStore(environment).list();
    Set<String> ids = new TreeSet<>();
    models.forEach(model -> ids.add(model.jobId().toString()));
    equal(
        "versions",
        models.size(),
        (int) models.stream().map(TrainedModel::version).distinct().count());
    equal("table jobs and the bucket", ids, texts("SELECT id::text FROM jobs"));
    List<String> listed =
        world.redis().lrange("jobs", 0, -1).stream()
            .map(
                entry ->
                    JsonParser.parseString(entry).getAsJsonObject().get("job_id").getAsString())
            .toList();
    equal("jobs in Redis, once each", ids.size(), listed.size());
    equal("jobs in Redis and the bucket", ids, new TreeSet<>(listed));
    Optional<TrainedModel> champion = models.stream().max(PromotionRule.RANK);
    equal(
        "champion",
        champion.map(TrainedModel::modelFileName).orElse(null),
        world.redis().get("model:latest"));
    String current = fingerprint();
    if (models.stream().noneMatch(model -> current.equals(model.dataSha256()))) {
      boolean asked = !world.broker().published("job").isEmpty();
      equal("a model has seen all rows", !asked, true);
    }
    return models.size();
  }

  private String fingerprint() {
    var collector = new TrainingSetCollector(BankData.load().heldOut());
    return world
        .tables()
        .inTransaction(
            connection -> {
              new TrainingRows(world.tables()).read(connection, collector::add);
              return collector.finish().sha256();
            });
  }

  /** The prediction that counts: of the oldest model that judged the batch. */
  private Map<UUID, Prediction> judged() {
    Map<UUID, Prediction> judged = new HashMap<>();
    for (Prediction prediction : published()) {
      judged.merge(
          prediction.batchId(),
          prediction,
          (a, b) -> Comparator.comparing(Invariants::model).compare(a, b) <= 0 ? a : b);
    }
    return judged;
  }

  private int distinctVerdicts(UUID batch) {
    return (int)
        published().stream()
            .filter(prediction -> prediction.batchId().equals(batch))
            .map(Prediction::output)
            .distinct()
            .count();
  }

  private List<Prediction> published() {
    Set<String> poison = workload.poison();
    return world.broker().published("prediction").stream()
        .filter(message -> !poison.contains(Workload.key(message)))
        .map(message -> Prediction.decode(message.data()))
        .toList();
  }

  private static String model(Prediction prediction) {
    return Objects.requireNonNullElse(prediction.modelFileName(), "");
  }

  private Set<String> deadLetters() {
    Set<String> kept = new TreeSet<>();
    for (Message message : world.broker().published(Broker.DEAD_LETTER)) {
      Map<String, String> attributes = message.attributes();
      kept.add(
          attributes.get("dead-letter-topic") + " " + attributes.get("dead-letter-message-id"));
    }
    return kept;
  }

  private Map<UUID, JsonObject> batches() {
    Map<UUID, JsonObject> entries = new HashMap<>();
    for (String text : world.redis().lrange("batches", 0, -1)) {
      JsonObject entry = JsonParser.parseString(text).getAsJsonObject();
      UUID id = UUID.fromString(entry.get("batch_id").getAsString());
      equal("batch " + id + " is in Redis once", true, entries.put(id, entry) == null);
    }
    return entries;
  }

  private Map<UUID, List<Row>> predictions() throws SQLException {
    Map<UUID, Map<Integer, Row>> found = new HashMap<>();
    String query =
        """
        SELECT p.id, p.batch_id, p.subject_id, p.variance, p.skewness, p.curtosis, p.entropy,
            p.prediction, p.is_correct, t.class
        FROM predictions p LEFT JOIN training t USING (id)
        """;
    try (Statement statement = world.database().createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        UUID batch = row.getObject("batch_id", UUID.class);
        int position = position(batch, row.getObject("id", UUID.class));
        var features =
            new Features(row.getDouble(4), row.getDouble(5), row.getDouble(6), row.getDouble(7));
        Integer label = row.getObject("class") == null ? null : row.getInt("class");
        found
            .computeIfAbsent(batch, any -> new TreeMap<>())
            .put(
                position,
                new Row(
                    position,
                    row.getString("subject_id"),
                    features,
                    row.getString("prediction"),
                    (Boolean) row.getObject("is_correct"),
                    label));
      }
    }
    Map<UUID, List<Row>> rows = new HashMap<>();
    found.forEach((batch, positions) -> rows.put(batch, List.copyOf(positions.values())));
    return rows;
  }

  private static int position(UUID batch, UUID row) {
    for (int position = 0; position < 100; position++) {
      if (UUID.nameUUIDFromBytes(
              (batch + ":" + position).getBytes(java.nio.charset.StandardCharsets.UTF_8))
          .equals(row)) {
        return position;
      }
    }
    throw new AssertionError("row " + row + " has no place in batch " + batch);
  }

  private int number(String query) throws SQLException {
    return Integer.parseInt(texts(query).iterator().next());
  }

  private Set<String> texts(String query) throws SQLException {
    try (Statement statement = world.database().createStatement();
        ResultSet row = statement.executeQuery(query)) {
      Set<String> texts = new TreeSet<>();
      while (row.next()) {
        texts.add(row.getString(1));
      }
      return texts;
    }
  }

  private static List<String> texts(JsonObject entry, String name) {
    List<String> texts = new ArrayList<>();
    for (JsonElement element : entry.getAsJsonArray(name)) {
      texts.add(element.getAsString());
    }
    return texts;
  }

  private static void equal(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError(what + ": expected " + expected + ", but there is " + actual);
    }
  }
}
