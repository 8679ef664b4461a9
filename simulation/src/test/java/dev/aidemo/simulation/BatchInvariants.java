package dev.aidemo.simulation;

import static dev.aidemo.simulation.Invariants.present;
import static dev.aidemo.simulation.Invariants.same;

import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.message.ListedBatch;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.stored.StoredPrediction;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Checks what tables and Redis hold of one batch. */
final class BatchInvariants {
  /** Of all verdicts on a batch, that of the oldest model counts, and of those the earliest. */
  private static final Comparator<Prediction> COUNTS =
      Comparator.comparing((Prediction prediction) -> String.valueOf(prediction.modelFileName()))
          .thenComparing(prediction -> Objects.requireNonNull(prediction.created()));

  private final Expectations expectations;
  private final UUID batchId;
  private final List<StoredPrediction> rows;
  private final List<Prediction> published;

  BatchInvariants(
      Expectations expectations,
      UUID batchId,
      List<StoredPrediction> rows,
      List<Prediction> published) {
    this.expectations = expectations;
    this.batchId = batchId;
    this.rows = rows;
    this.published = published;
  }

  /**
   * Checks all of them.
   *
   * @param listed what Redis had of it, null if it was evicted
   * @param rebuilt what Redis has after a rebuild
   * @param labels of all training rows
   * @return how many rows are rated
   */
  int check(@Nullable ListedBatch listed, ListedBatch rebuilt, Map<UUID, Integer> labels) {
    PredictionRequest request = standing();
    List<StoredPrediction> ordered = ordered(request);
    List<Prediction> verdicts = published.stream().filter(one -> isOf(one, request)).toList();
    checkBatch(request, verdicts, ordered, rebuilt);
    if (listed != null) {
      boolean exact = expectations.evictions() == 0 && !expectations.isContested(batchId);
      checkListed(listed, exact ? List.of(counts(verdicts)) : published);
    }
    return checkRatings(verdicts, ordered, labels);
  }

  /** Returns the content that is stored under an id: one of those that were sent, as a whole. */
  PredictionRequest standing() {
    List<PredictionRequest> sent = present(expectations.batches().get(batchId));
    return sent.stream()
        .filter(request -> sent.size() == 1 || isStored(request))
        .findFirst()
        .orElseThrow(() -> new AssertionError("batch " + batchId + " mixes contents: " + rows));
  }

  private boolean isStored(PredictionRequest request) {
    if (rows.size() != request.subjects().size()) {
      return false;
    }
    List<StoredPrediction> ordered = ordered(request);
    return request.subjects().equals(each(ordered, StoredPrediction::subject))
        && request.features().equals(each(ordered, StoredPrediction::features));
  }

  static boolean isOf(Prediction prediction, PredictionRequest request) {
    return prediction.subjects().equals(request.subjects())
        && prediction.input().equals(request.features());
  }

  /** Returns the rows of a batch by their positions: one for each, and no others. */
  private List<StoredPrediction> ordered(PredictionRequest request) {
    Map<UUID, StoredPrediction> byId =
        rows.stream().collect(Collectors.toMap(StoredPrediction::id, Function.identity()));
    List<UUID> ids =
        IntStream.range(0, request.subjects().size())
            .mapToObj(position -> StoredPrediction.id(batchId, position))
            .toList();
    same("ids of batch " + batchId, Set.copyOf(ids), byId.keySet());
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
      List<Prediction> verdicts, List<StoredPrediction> ordered, Map<UUID, Integer> labels) {
    Map<Integer, Ratings.Rating> expected = expectations.ratings(batchId).counting();
    boolean unanimous = verdicts.stream().map(Prediction::output).distinct().count() == 1;
    for (int position = 0; position < ordered.size(); position++) {
      StoredPrediction row = ordered.get(position);
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

  private static <T> List<T> each(List<StoredPrediction> rows, Function<StoredPrediction, T> part) {
    return rows.stream().map(part).toList();
  }
}
