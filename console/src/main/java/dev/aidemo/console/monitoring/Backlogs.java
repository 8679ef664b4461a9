package dev.aidemo.console.monitoring;

import com.google.api.services.monitoring.v3.Monitoring;
import com.google.api.services.monitoring.v3.model.ListTimeSeriesResponse;
import com.google.api.services.monitoring.v3.model.TimeSeries;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.google.GoogleService;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Asks Cloud Monitoring how far the subscriptions of the project are behind. Its figures are up to
 * four minutes old (https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-pubsub).
 *
 * <p>Reads {@code PROJECT_ID}. Where {@code PUBSUB_EMULATOR_HOST} is set, the emulator there is
 * asked, which has the same two metrics.
 */
public final class Backlogs {
  private static final String METRIC = "pubsub.googleapis.com/subscription/";
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(3);
  private static final Duration RETRY_TIMEOUT = Duration.ofMillis(500);

  /** Longer than a figure takes to appear. */
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final String project;
  private final GoogleService<Monitoring> service;

  public Backlogs(Environment environment) {
    this.project = environment.string("PROJECT_ID");
    this.service =
        new GoogleService<>(
            "Cloud Monitoring",
            Monitoring.class,
            Monitoring.Builder::new,
            environment.emulator("PUBSUB_EMULATOR_HOST"),
            ANSWER_TIMEOUT,
            RETRY_TIMEOUT);
  }

  /**
   * Returns how many messages are not acknowledged, by the ids of the subscriptions.
   *
   * @throws dev.aidemo.common.google.GoogleException if Cloud Monitoring rejects the call or does
   *     not answer within six seconds
   */
  public Map<String, Long> undelivered() {
    return figures("num_undelivered_messages");
  }

  /**
   * Returns the age in seconds of the oldest message that is not acknowledged, by the ids of the
   * subscriptions.
   *
   * @throws dev.aidemo.common.google.GoogleException if Cloud Monitoring rejects the call or does
   *     not answer within six seconds
   */
  public Map<String, Long> oldestSeconds() {
    return figures("oldest_unacked_message_age");
  }

  private Map<String, Long> figures(String metric) {
    Instant now = Instant.now();
    ListTimeSeriesResponse found =
        service.call(
            client ->
                client
                    .projects()
                    .timeSeries()
                    .list("projects/" + project)
                    .setFilter("metric.type = \"" + METRIC + metric + "\"")
                    .setIntervalStartTime(now.minus(INTERVAL).toString())
                    .setIntervalEndTime(now.toString())
                    .execute());
    Map<String, Long> figures = new TreeMap<>();
    if (found.getTimeSeries() != null) {
      found.getTimeSeries().forEach(series -> figures.put(subscription(series), newest(series)));
    }
    return figures;
  }

  private static String subscription(TimeSeries series) {
    return Objects.requireNonNullElse(
        series.getResource().getLabels().get("subscription_id"), "unknown");
  }

  /** The newest point comes first. */
  private static long newest(TimeSeries series) {
    return series.getPoints().get(0).getValue().getInt64Value();
  }
}
