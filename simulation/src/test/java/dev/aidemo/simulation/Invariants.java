package dev.aidemo.simulation;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.stored.StoreContents;
import dev.aidemo.common.stored.StoredPrediction;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks what must hold in all stores when no message is left. */
final class Invariants {
  /** Of all verdicts on a batch, that of the oldest model counts, and of those the earliest. */
  private static final Comparator<Prediction> COUNTS =
      Comparator.comparing((Prediction prediction) -> String.valueOf(prediction.modelFileName()))
          .thenComparing(prediction -> Objects.requireNonNull(prediction.created()));

  private static final int STARTER_ROWS = 6;

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
   * @throws AssertionError if one does not hold; the message says which
   */
  int check() {
    StoreContents contents = world.contents();
    Map<UUID, List<StoredPrediction>> stored =
        contents.predictions().stream().collect(Collectors.groupingBy(StoredPrediction::batchId));
    Map<UUID, ListedBatch> listed = new HashMap<>();
    for (ListedBatch batch : contents.listedBatches()) {
      same("another entry in Redis", null, listed.put(batch.batchId(), batch));
    }
    Map<UUID, Integer> labels = contents.labels();
    same("batches in the table", workload.batches().keySet(), stored.keySet());
    same("batches in Redis", workload.batches().keySet(), listed.keySet());
    Map<UUID, List<Prediction>> published = published();
    int rated = 0;
    for (PredictionRequest request : workload.batches().values()) {
      List<StoredPrediction> rows = ordered(request, present(stored.get(request.batchId())));
      List<Prediction> verdicts = present(published.get(request.batchId()));
      checkBatch(request, verdicts, rows, present(listed.get(request.batchId())));
      rated += checkRatings(request, verdicts, rows, labels);
    }
    same("training rows", rated + STARTER_ROWS, labels.size());
    same("dead letters", workload.poison(), deadLetters());
    return new ModelInvariants(world)
        .check(workload.foreignModels(), workload.heldOut(), !valid("job").isEmpty());
  }

  /** Returns the rows of a batch by their positions: one for each, and no others. */
  private static List<StoredPrediction> ordered(
      PredictionRequest request, List<StoredPrediction> rows) {
    Map<UUID, StoredPrediction> byId =
        rows.stream().collect(Collectors.toMap(StoredPrediction::id, Function.identity()));
    List<UUID> ids =
        IntStream.range(0, request.subjects().size())
            .mapToObj(position -> StoredPrediction.id(request.batchId(), position))
            .toList();
    same("ids of batch " + request.batchId(), Set.copyOf(ids), byId.keySet());
    return ids.stream().map(id -> present(byId.get(id))).toList();
  }

  private static void checkBatch(
      PredictionRequest request,
      List<Prediction> published,
      List<StoredPrediction> rows,
      ListedBatch listed) {
    String batch = "batch " + request.batchId() + ": ";
    Prediction counts = published.stream().min(COUNTS).orElseThrow();
    List<String> words = counts.output().stream().map(Verdict::word).toList();
    same(batch + "subjects", request.subjects(), each(rows, StoredPrediction::subject));
    same(batch + "features", request.features(), each(rows, StoredPrediction::features));
    same(batch + "verdicts", words, each(rows, StoredPrediction::verdict));
    same(
        batch + "times",
        Set.of(present(counts.created())),
        Set.copyOf(each(rows, StoredPrediction::created)));
    same(batch + "subjects in Redis", request.subjects(), listed.subjects());
    same(batch + "verdicts in Redis", counts.output(), listed.output());
    same(batch + "time in Redis", counts.created(), listed.created());
  }

  /** Checks that each rated row was learned with its last rating; returns how many are rated. */
  private int checkRatings(
      PredictionRequest request,
      List<Prediction> published,
      List<StoredPrediction> rows,
      Map<UUID, Integer> labels) {
    Map<Integer, Workload.Rating> expected = present(workload.ratings().get(request.batchId()));
    boolean unanimous = published.stream().map(Prediction::output).distinct().count() == 1;
    for (int position = 0; position < rows.size(); position++) {
      StoredPrediction row = rows.get(position);
      String subject = "batch " + request.batchId() + " row " + position + ": ";
      Workload.Rating rating = expected.get(position);
      Integer label = labels.get(row.id());
      same(subject + "is rated", rating != null, row.correct() != null);
      same(subject + "is learned", rating != null, label != null);
      if (rating != null) {
        // If models disagreed, is_correct may have flipped with the verdict.
        same(subject + "rating", rating.right(), unanimous ? row.correct() : row.rating());
        same(subject + "label", row.label(), label);
      }
    }
    return expected.size();
  }

  private Map<UUID, List<Prediction>> published() {
    return valid("prediction").stream()
        .map(message -> Prediction.decode(message.data()))
        .collect(Collectors.groupingBy(Prediction::batchId));
  }

  /** Returns what was published to a topic, without the poison. */
  private List<Message> valid(String topic) {
    return world.broker().published(topic).stream()
        .filter(message -> !workload.poison().contains(Workload.key(message)))
        .toList();
  }

  private Set<String> deadLetters() {
    Set<String> letters = new TreeSet<>();
    for (Message message : world.broker().published(Broker.DEAD_LETTER)) {
      Map<String, String> attributes = message.attributes();
      letters.add(
          attributes.get("dead-letter-topic") + " " + attributes.get("dead-letter-message-id"));
    }
    return letters;
  }

  private static <T> List<T> each(List<StoredPrediction> rows, Function<StoredPrediction, T> part) {
    return rows.stream().map(part).toList();
  }

  static <T> T present(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  static void same(String what, @Nullable Object expected, @Nullable Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw new AssertionError(what + ": expected " + expected + ", but there is " + actual);
    }
  }
}
