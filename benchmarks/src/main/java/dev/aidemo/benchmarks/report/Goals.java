package dev.aidemo.benchmarks.report;

import static dev.aidemo.benchmarks.report.Goal.atLeast;
import static dev.aidemo.benchmarks.report.Goal.atLeastTimesReference;
import static dev.aidemo.benchmarks.report.Goal.atMost;
import static dev.aidemo.benchmarks.report.Goal.atMostTimesReference;

import dev.aidemo.benchmarks.report.Goal.Subject;
import java.util.List;
import java.util.Map;

/** What was promised, and which figures tell whether it is so. */
final class Goals {
  private static final String COLD_START = "cold-start";
  private static final String FIRST_ANSWER = "first answer";
  private static final String MEMORY = "peak memory";
  private static final String DELIVERED = "delivered";
  private static final Map<String, String> LIGHT_ONES =
      Map.of(
          "function",
          "prediction-to-cache|prediction-to-db|training-to-cache|training-to-db",
          "way",
          "managed",
          "cpus",
          "2");
  private static final Map<String, String> MANAGED =
      Map.of("function", "prediction", "way", "managed", "cpus", "2");
  private static final Subject LIGHT =
      new Subject(
          "cold start of each light function, 2 CPUs", COLD_START, FIRST_ANSWER, LIGHT_ONES);
  private static final Subject LIGHT_MEMORY =
      new Subject("memory of each light function by then", COLD_START, MEMORY, LIGHT_ONES);
  private static final Subject PREDICTION =
      new Subject(
          "cold start of `prediction` to its first published answer, managed launcher",
          COLD_START,
          FIRST_ANSWER,
          MANAGED);
  private static final Subject PREDICTION_MEMORY =
      new Subject("memory of `prediction` by then", COLD_START, MEMORY, MANAGED);
  private static final Subject PREDICTION_IN_CONTAINER =
      new Subject(
          "cold start of `prediction` in a container of ours",
          COLD_START,
          FIRST_ANSWER,
          Map.of("function", "prediction", "way", "container", "cpus", "2"));
  private static final Subject WARM =
      new Subject(
          "warm prediction of one row, without the publish call",
          "hot-paths",
          "prediction event without the publish call",
          Map.of("rows", "1", "percentile", "p50"));
  private static final Subject STORE =
      new Subject(
          "`prediction-to-db`, 10,000 rows a message",
          "throughput",
          DELIVERED,
          Map.of("function", "prediction-to-db", "message", "10000"));
  private static final Subject RATE =
      new Subject(
          "`feedback-to-db`, 1,000 subjects on 1M rows",
          "throughput",
          DELIVERED,
          Map.of("function", "feedback-to-db", "message", "1000", "table", "1000000"));
  private static final Subject RATE_SLOWDOWN =
      new Subject(
          "the same, time beside the empty table",
          "throughput",
          DELIVERED + ", a row",
          Map.of("function", "feedback-to-db", "message", "1000", "table", "1000000"));
  private static final Subject LEARN =
      new Subject(
          "`feedback-to-training`, 1,000 subjects on 1M rows",
          "throughput",
          DELIVERED,
          Map.of("function", "feedback-to-training", "message", "1000", "table", "1000000"));
  private static final Subject LEARN_SLOWDOWN =
      new Subject(
          "the same, time beside the empty table",
          "throughput",
          DELIVERED + ", a row",
          Map.of("function", "feedback-to-training", "message", "1000", "table", "1000000"));
  private static final Subject READABLE =
      new Subject(
          "request published → readable in Redis and PostgreSQL, p50",
          "loop",
          "published to readable",
          Map.of("percentile", "p50", "where", "Redis and PostgreSQL"));
  private static final Subject READABLE_LATE =
      new Subject(
          "the same, p99",
          "loop",
          "published to readable",
          Map.of("percentile", "p99", "where", "Redis and PostgreSQL"));
  private static final Subject LOOP =
      new Subject("whole loop, batches of 10", "loop", "sustained", Map.of("loop", "prediction"));
  private static final Subject TRAIN =
      new Subject(
          "training on 1,372 rows, warm, read to published",
          "training",
          "later training",
          Map.of("rows", "1372"));
  private static final Subject TRAIN_LARGE =
      new Subject(
          "training on 1M rows in 512 MB", "training", "first training", Map.of("rows", "1000000"));

  /** In the order to be read. A figure that is renamed is to be renamed here, in one line. */
  static final List<Goal> ALL =
      List.of(
          atMost(0.8, "s", LIGHT),
          atMost(75, "MB", LIGHT_MEMORY),
          atMost(1.2, "s", PREDICTION),
          atMost(110, "MB", PREDICTION_MEMORY),
          atMost(0.8, "s", PREDICTION_IN_CONTAINER),
          atMost(0.2, "ms", WARM),
          atLeast(40_000, "rows/s", STORE),
          atLeastTimesReference(0.5, STORE),
          atLeast(20_000, "rows/s", RATE),
          atMostTimesReference(1.5, RATE_SLOWDOWN),
          atLeast(20_000, "rows/s", LEARN),
          atMostTimesReference(1.5, LEARN_SLOWDOWN),
          atMost(15, "ms", READABLE),
          atMost(60, "ms", READABLE_LATE),
          atLeast(300, "batches/s", LOOP),
          atMost(0.3, "s", TRAIN),
          atMost(60, "s", TRAIN_LARGE));

  private Goals() {}
}
