package dev.aidemo.simulation;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.message.TrainedModel;
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
import java.util.function.Predicate;
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
  private final Expectations expectations;

  Invariants(World world, Expectations expectations) {
    this.world = world;
    this.expectations = expectations;
  }

  /**
   * Checks all of them.
   *
   * @return how many models there are
   * @throws AssertionError if one does not hold; the message says which
   */
  int check(Operator operator) {
    StoreContents contents = world.contents();
    Map<UUID, List<StoredPrediction>> stored =
        contents.predictions().stream().collect(Collectors.groupingBy(StoredPrediction::batchId));
    Map<UUID, ListedBatch> listed = listed(contents);
    if (expectations.evictions() == 0) {
      same("batches in Redis", expectations.batches().keySet(), listed.keySet());
    }
    new CacheInvariants(world, expectations).check(operator);
    Map<UUID, ListedBatch> rebuilt = listed(contents);
    Map<UUID, Integer> labels = contents.labels();
    same("batches in the table", expectations.batches().keySet(), stored.keySet());
    same("batches in Redis", expectations.batches().keySet(), rebuilt.keySet());
    Map<UUID, List<Prediction>> published = published();
    int rated = 0;
    for (UUID batchId : expectations.batches().keySet()) {
      List<StoredPrediction> rows = present(stored.get(batchId));
      List<Prediction> all = present(published.get(batchId));
      PredictionRequest request = standing(batchId, rows);
      List<Prediction> verdicts = all.stream().filter(one -> isOf(one, request)).toList();
      ListedBatch before = listed.get(batchId);
      checkBatch(request, verdicts, ordered(request, rows), present(rebuilt.get(batchId)));
      if (before != null) {
        boolean exact = expectations.evictions() == 0 && !expectations.isContested(batchId);
        checkListed(before, exact ? List.of(counts(verdicts)) : all);
      }
      rated += checkRatings(verdicts, ordered(request, rows), labels);
      requireDeadLetters(batchId, request);
    }
    same("training rows", rated + STARTER_ROWS, labels.size());
    Set<String> others = deadLetters();
    others.removeIf(contestedPredictions(any -> true)::contains);
    same("dead letters", expectations.poison(), others);
    return new ModelInvariants(world, expectations).check(models(), !valid("job").isEmpty());
  }

  private static Map<UUID, ListedBatch> listed(StoreContents contents) {
    Map<UUID, ListedBatch> listed = new HashMap<>();
    for (ListedBatch batch : contents.listedBatches()) {
      same("another entry in Redis", null, listed.put(batch.batchId(), batch));
    }
    return listed;
  }

  /** Returns the content that is stored under an id: one of those that were sent, as a whole. */
  private PredictionRequest standing(UUID batchId, List<StoredPrediction> rows) {
    List<PredictionRequest> sent = present(expectations.batches().get(batchId));
    return sent.stream()
        .filter(request -> sent.size() == 1 || isStored(request, rows))
        .findFirst()
        .orElseThrow(() -> new AssertionError("batch " + batchId + " mixes contents: " + rows));
  }

  private static boolean isStored(PredictionRequest request, List<StoredPrediction> rows) {
    if (rows.size() != request.subjects().size()) {
      return false;
    }
    List<StoredPrediction> ordered = ordered(request, rows);
    return request.subjects().equals(each(ordered, StoredPrediction::subject))
        && request.features().equals(each(ordered, StoredPrediction::features));
  }

  private static boolean isOf(Prediction prediction, PredictionRequest request) {
    return prediction.subjects().equals(request.subjects())
        && prediction.input().equals(request.features());
  }

  /** Of two contents under one id, the table rejects all of the second. */
  private void requireDeadLetters(UUID batchId, PredictionRequest standing) {
    Set<String> rejected =
        contestedPredictions(
            prediction -> prediction.batchId().equals(batchId) && !isOf(prediction, standing));
    rejected.removeAll(deadLetters());
    same("other contents of batch " + batchId + " that are not rejected", Set.of(), rejected);
  }

  private Set<String> contestedPredictions(Predicate<Prediction> which) {
    return valid("prediction").stream()
        .filter(
            message -> {
              Prediction prediction = Prediction.decode(message.data());
              return expectations.isContested(prediction.batchId()) && which.test(prediction);
            })
        .map(Expectations::key)
        .collect(Collectors.toCollection(TreeSet::new));
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
    Prediction counts = counts(published);
    List<String> words = counts.output().stream().map(Verdict::word).toList();
    same(batch + "subjects", request.subjects(), each(rows, StoredPrediction::subject));
    same(batch + "features", request.features(), each(rows, StoredPrediction::features));
    same(batch + "verdicts", words, each(rows, StoredPrediction::verdict));
    same(
        batch + "times",
        Set.of(present(counts.created())),
        Set.copyOf(each(rows, StoredPrediction::created)));
    checkListed(listed, List.of(counts));
  }

  private static Prediction counts(List<Prediction> published) {
    return published.stream().min(COUNTS).orElseThrow();
  }

  /** Checks that an entry in Redis is what one of these predictions says. */
  private static void checkListed(ListedBatch listed, List<Prediction> published) {
    List<List<Object>> possible =
        published.stream()
            .map(one -> List.of(one.subjects(), one.output(), present(one.created())))
            .toList();
    List<Object> entry = List.of(listed.subjects(), listed.output(), present(listed.created()));
    if (!possible.contains(entry)) {
      throw new AssertionError(
          "batch %s in Redis: expected %s, but there is %s"
              .formatted(listed.batchId(), possible, entry));
    }
  }

  /** Checks that each rated row was learned with its last rating; returns how many are rated. */
  private int checkRatings(
      List<Prediction> published, List<StoredPrediction> rows, Map<UUID, Integer> labels) {
    UUID batchId = rows.get(0).batchId();
    Map<Integer, Ratings.Rating> expected = expectations.ratings(batchId).counting();
    boolean unanimous = published.stream().map(Prediction::output).distinct().count() == 1;
    for (int position = 0; position < rows.size(); position++) {
      StoredPrediction row = rows.get(position);
      String subject = "batch " + batchId + " row " + position + ": ";
      Ratings.Rating rating = expected.get(position);
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
        .filter(message -> !expectations.poison().contains(Expectations.key(message)))
        .toList();
  }

  private Set<String> deadLetters() {
    Set<String> letters = new TreeSet<>();
    world.broker().published(Broker.DEAD_LETTER).forEach(letter -> letters.add(original(letter)));
    return letters;
  }

  /** Returns topic and id of the message that a dead letter was. */
  static String original(Message letter) {
    Map<String, String> attributes = letter.attributes();
    return attributes.get("dead-letter-topic") + " " + attributes.get("dead-letter-message-id");
  }

  private List<TrainedModel> models() {
    return valid("model").stream()
        .map(message -> TrainedModel.decode(message.data()))
        .distinct()
        .toList();
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
