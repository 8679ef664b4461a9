package dev.aidemo.common.message;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.HoldoutId;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.evidence.ComparedModels;
import dev.aidemo.common.evidence.Outcome;
import dev.aidemo.common.evidence.PairedCounts;
import dev.aidemo.common.evidence.PromotionDecision;
import dev.aidemo.common.message.ClassificationReport.Scores;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Makes valid payloads, of which a test chooses only the parts that it is about. */
public final class SamplePayloads {
  /** When all of them were created. */
  public static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

  private SamplePayloads() {}

  /** Makes a batch of subjects {@code note-0}, {@code note-1}, … with these verdicts. */
  public static Prediction prediction(UUID batchId, String model, Verdict... output) {
    List<String> subjects = IntStream.range(0, output.length).mapToObj(i -> "note-" + i).toList();
    List<Features> input =
        IntStream.range(0, output.length).mapToObj(i -> new Features(i, 0.1, -2, 1e-7)).toList();
    return new Prediction(batchId, subjects, input, List.of(output), model, null, null, NOON);
  }

  /** Makes feedback on one subject. */
  public static Feedback feedback(UUID batchId, String subject, boolean right) {
    return new Feedback(batchId, List.of(subject), List.of(right));
  }

  /** Makes a model of holdout generation 1, whose job id and file name are made of its version. */
  public static TrainedModel model(double accuracy, long version) {
    return model(1, accuracy, version);
  }

  /** Makes a model, of no holdout if the generation is 0. */
  public static TrainedModel model(int generation, double accuracy, long version) {
    return model(generation, accuracy, version, "model-%010d.pb".formatted(version));
  }

  /** Makes a model with a file name of its own. */
  public static TrainedModel model(int generation, double accuracy, long version, String fileName) {
    return model(new UUID(1, version), generation, accuracy, version, fileName, "data");
  }

  /** Makes a model of another training than any before, on rows that {@code data} identifies. */
  public static TrainedModel trainedOn(String data, long version) {
    String fileName = "model-%010d.pb".formatted(version);
    return model(UUID.randomUUID(), 1, 0.9, version, fileName, data);
  }

  /** Makes a model decide that {@code serves} serves, on no evidence. */
  public static TrainedModel deciding(TrainedModel model, TrainedModel serves) {
    DecidedModel served = DecidedModel.of(serves);
    return with(model, new Decision(served, served, null, null, 0, List.of(), 0, NOON));
  }

  /** Makes a model whose decision has every part, and the longest numbers that there may be. */
  public static TrainedModel withLargestDecision(long version) {
    Instant time = Instant.parse("2026-11-23T12:00:00.123456Z");
    var largest =
        new DecidedModel(
            "model-%010d.pb".formatted(version), 999, 1 / 3.0, version, 999_999_999_999L, time);
    var counts = new PairedCounts(999_999, 999_999, 999_999, 999_999);
    var compared = new ComparedModels(largest.judged(), largest.judged(), largest.judged());
    var judgement =
        new PromotionDecision(
            version,
            compared,
            "holdout 999-9f3ac2d1 and 40000 labels since %s until %s".formatted(time, time),
            counts,
            counts,
            counts,
            1 / 3.0,
            1e300 / 3,
            1e300 / 3,
            1e300 / 3,
            Outcome.PROMOTED_AS_GOOD);
    var challenger = new Challenger(largest, version, 4, time);
    return with(
        model(1 / 3.0, version),
        new Decision(
            largest,
            largest,
            challenger,
            challenger,
            version,
            List.of(judgement, judgement, judgement),
            version,
            time));
  }

  /** Makes a model with another decision. */
  public static TrainedModel with(TrainedModel model, Decision decision) {
    return new TrainedModel(
        model.jobId(),
        model.modelFileName(),
        model.records(),
        model.accuracy(),
        model.report(),
        model.dataPrepTime(),
        model.trainingTime(),
        model.testingTime(),
        model.version(),
        model.trainer(),
        model.holdout(),
        model.dataSha256(),
        model.created(),
        decision);
  }

  private static TrainedModel model(
      UUID jobId, int generation, double accuracy, long version, String fileName, String data) {
    var scores = new Scores(0.7, 0.8, 0.75, 10);
    return new TrainedModel(
        jobId,
        fileName,
        100,
        accuracy,
        new ClassificationReport(scores, scores, scores, scores, accuracy),
        0.1,
        0.2,
        0.3,
        version,
        "rbf-svm",
        generation == 0 ? null : new HoldoutId(generation, "9f3ac2d1"),
        data,
        NOON,
        null);
  }
}
