package dev.aidemo.simulation;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must be true of the stores when everything has come to rest. */
final class Invariants {
  /** Of all verdicts on a batch, the oldest model's one counts, and of those the earliest. */
  private static final Comparator<Prediction> COUNTS =
      Comparator.comparing((Prediction prediction) -> String.valueOf(prediction.modelFileName()))
          .thenComparing(prediction -> Objects.requireNonNull(prediction.created()));

  private static final int STARTERS = 6;

  private final World world;
  private final Workload workload;

  Invariants(World world, Workload workload) {
    this.world = world;
    this.workload = workload;
  }

  /**
   * Checks all of them.
   *
   * @return how many models there are
   * @throws AssertionError that says what is wrong
   */
  int check() throws SQLException {
    Map<UUID, List<StoredPrediction>> rows = StoredPrediction.all(world);
    Map<UUID, ShownBatch> shown = ShownBatch.all(world);
    same("batches in the table", workload.batches().keySet(), rows.keySet());
    same("batches in Redis", workload.batches().keySet(), shown.keySet());
    Map<UUID, List<Prediction>> published = published();
    int rated = 0;
    for (PredictionRequest request : workload.batches().values()) {
      List<StoredPrediction> stored = present(rows.get(request.batchId()));
      List<Prediction> verdicts = present(published.get(request.batchId()));
      checkBatch(request, verdicts, stored, present(shown.get(request.batchId())));
      rated += checkRatings(request, verdicts, stored);
    }
    same("training rows", rated + STARTERS, StoredPrediction.trainingRows(world));
    same("dead letters", workload.poison(), deadLetters());
    return new ModelInvariants(world).check(workload.foreignModels(), !good("job").isEmpty());
  }

  private static void checkBatch(
      PredictionRequest request,
      List<Prediction> published,
      List<StoredPrediction> rows,
      ShownBatch shown) {
    String batch = "batch " + request.batchId() + ": ";
    Prediction counts = published.stream().min(COUNTS).orElseThrow();
    List<String> verdicts = counts.output().stream().map(Verdict::word).toList();
    same(batch + "subjects", request.subjects(), each(rows, StoredPrediction::subject));
    same(batch + "features", request.features(), each(rows, StoredPrediction::features));
    same(batch + "verdicts", verdicts, each(rows, StoredPrediction::verdict));
    same(
        batch + "times",
        Set.of(present(counts.created())),
        Set.copyOf(each(rows, StoredPrediction::created)));
    same(batch + "subjects in Redis", request.subjects(), shown.subjects());
    same(batch + "verdicts in Redis", verdicts, shown.predictions());
    same(batch + "time in Redis", counts.created(), shown.created());
  }

  /** How many subjects are rated: each must be, and be learned, with its last rating. */
  private int checkRatings(
      PredictionRequest request, List<Prediction> published, List<StoredPrediction> rows) {
    Map<String, Workload.Rating> expected = present(workload.ratings().get(request.batchId()));
    boolean unanimous = published.stream().map(Prediction::output).distinct().count() == 1;
    for (StoredPrediction row : rows) {
      String subject = "batch " + request.batchId() + " " + row.subject() + ": ";
      Workload.Rating rating = expected.get(row.subject());
      same(subject + "is rated", rating != null, row.correct() != null);
      same(subject + "is learned", rating != null, row.label() != null);
      if (rating != null) {
        // Where models disagreed, the rating turned with the verdict, or did not have to.
        same(subject + "rating", rating.right(), unanimous ? row.correct() : row.rating());
        boolean real = row.verdict().equals("real") == Boolean.TRUE.equals(row.correct());
        same(subject + "label", real ? 1 : 0, row.label());
      }
    }
    return expected.size();
  }

  private Map<UUID, List<Prediction>> published() {
    return good("prediction").stream()
        .map(message -> Prediction.decode(message.data()))
        .collect(Collectors.groupingBy(Prediction::batchId));
  }

  /** What was published to a topic, without the poison. */
  private List<Message> good(String topic) {
    return world.broker().published(topic).stream()
        .filter(message -> !workload.poison().contains(Workload.key(message)))
        .toList();
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

  private static <T> List<T> each(List<StoredPrediction> rows, Function<StoredPrediction, T> part) {
    return rows.stream().map(part).toList();
  }

  private static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  static void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError(what + ": expected " + expected + ", but there is " + actual);
    }
  }
}
