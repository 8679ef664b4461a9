package dev.aidemo.emulator.monitoring;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.aidemo.emulator.pubsub.SubscriptionBacklog;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Measures how far a subscription is behind.
 *
 * @see <a href="https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-pubsub">Metrics of
 *     Pub/Sub</a>
 */
enum BacklogMetric {
  UNDELIVERED("num_undelivered_messages"),
  OLDEST("oldest_unacked_message_age");

  private final String type;

  BacklogMetric(String name) {
    this.type = "pubsub.googleapis.com/subscription/" + name;
  }

  static Optional<BacklogMetric> named(String type) {
    return Arrays.stream(values()).filter(metric -> metric.type.equals(type)).findFirst();
  }

  /** Returns the time series of a subscription: one point, of now. */
  JsonObject timeSeries(String project, SubscriptionBacklog backlog) {
    var metric = new JsonObject();
    metric.addProperty("type", type);
    var labels = new JsonObject();
    labels.addProperty("project_id", project);
    labels.addProperty("subscription_id", backlog.subscription());
    var resource = new JsonObject();
    resource.addProperty("type", "pubsub_subscription");
    resource.add("labels", labels);
    var points = new JsonArray();
    points.add(point(value(backlog)));
    var series = new JsonObject();
    series.add("metric", metric);
    series.add("resource", resource);
    series.addProperty("metricKind", "GAUGE");
    series.addProperty("valueType", "INT64");
    series.add("points", points);
    return series;
  }

  private long value(SubscriptionBacklog backlog) {
    return switch (this) {
      case UNDELIVERED -> backlog.messages();
      case OLDEST -> backlog.oldest().toSeconds();
    };
  }

  private static JsonObject point(long number) {
    String now = Instant.now().toString();
    var interval = new JsonObject();
    interval.addProperty("startTime", now);
    interval.addProperty("endTime", now);
    var value = new JsonObject();
    // As JSON of Google's, which has 64 bits as a string.
    value.addProperty("int64Value", Long.toString(number));
    var point = new JsonObject();
    point.add("interval", interval);
    point.add("value", value);
    return point;
  }
}
