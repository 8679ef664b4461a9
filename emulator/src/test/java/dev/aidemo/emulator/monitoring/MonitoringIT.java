package dev.aidemo.emulator.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.aidemo.emulator.Emulator;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As curl would do it; the generated REST client is used by {@code console}. */
@Timeout(30)
class MonitoringIT {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final String UNDELIVERED =
      "pubsub.googleapis.com/subscription/num_undelivered_messages";
  private static final String OLDEST =
      "pubsub.googleapis.com/subscription/oldest_unacked_message_age";
  private static final String INTERVAL = "&interval.endTime=2026-11-24T12:00:00Z";

  private Emulator server;

  @BeforeEach
  void start() {
    server = Emulator.start(0);
    server.createTopic("p", "orders");
    server.createSubscription("p", "orders", "clerk", "");
    server.createTopic("other", "orders");
    server.createSubscription("other", "orders", "stranger", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void tellsHowManyMessagesAreNotAcknowledgedAndHowOldTheOldestIs() throws Exception {
    assertThat(value(UNDELIVERED)).isZero();
    assertThat(value(OLDEST)).isZero();

    publish();
    publish();
    Thread.sleep(1_100);

    assertThat(value(UNDELIVERED)).isEqualTo(2);
    assertThat(value(OLDEST)).isBetween(1L, 20L);
  }

  @Test
  void countsADeliveredMessageUntilItIsAcknowledged() throws Exception {
    publish();
    String subscription = "/v1/projects/p/subscriptions/clerk";
    var received = json(send("POST", subscription + ":pull", "{\"maxMessages\": 1}"));
    String ackId =
        received
            .getAsJsonArray("receivedMessages")
            .get(0)
            .getAsJsonObject()
            .get("ackId")
            .getAsString();
    assertThat(value(UNDELIVERED)).isEqualTo(1);

    json(send("POST", subscription + ":acknowledge", "{\"ackIds\": [\"" + ackId + "\"]}"));

    assertThat(value(UNDELIVERED)).isZero();
    assertThat(value(OLDEST)).isZero();
  }

  @Test
  void forgetsWhatWasDeadLettered() throws Exception {
    json(send("PUT", "/v1/projects/p/topics/dead-letter", "{}"));
    json(
        send(
            "PUT",
            "/v1/projects/p/subscriptions/strict",
            "{\"topic\": \"projects/p/topics/orders\", \"deadLetterPolicy\":"
                + " {\"deadLetterTopic\": \"projects/p/topics/dead-letter\","
                + " \"maxDeliveryAttempts\": 5}}"));
    publish();
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(value(UNDELIVERED, "strict")).isEqualTo(1);
      var received =
          json(send("POST", "/v1/projects/p/subscriptions/strict:pull", "{\"maxMessages\": 1}"));
      String ackId =
          received
              .getAsJsonArray("receivedMessages")
              .get(0)
              .getAsJsonObject()
              .get("ackId")
              .getAsString();
      json(
          send(
              "POST",
              "/v1/projects/p/subscriptions/strict:modifyAckDeadline",
              "{\"ackIds\": [\"" + ackId + "\"], \"ackDeadlineSeconds\": 0}"));
    }

    assertThat(value(UNDELIVERED, "strict")).isZero();
  }

  @Test
  void hasNoTimeSeriesOfAProjectWithoutSubscriptions() throws Exception {
    assertThat(json(timeSeries("nobody", "metric.type=\"" + UNDELIVERED + "\"", INTERVAL)).keySet())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "metric.type=\"compute.googleapis.com/instance/cpu/usage_time\", INTERVAL, 501",
    "resource.type=\"pubsub_subscription\", INTERVAL, 400",
    "UNDELIVERED, '', 400",
    "UNDELIVERED, INTERVAL&view=HEADERS, 501",
    "UNDELIVERED, INTERVAL&aggregation.alignmentPeriod=60s, 501",
  })
  void refusesWhatItDoesNotHave(String filter, String parameters, int status) throws Exception {
    HttpResponse<String> response =
        timeSeries(
            "p",
            filter.replace("UNDELIVERED", "metric.type=\"" + UNDELIVERED + "\""),
            parameters.replace("INTERVAL", INTERVAL));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    assertThat(response.body()).contains("\"error\"");
  }

  @Test
  void refusesOtherCallsOfMonitoring() throws Exception {
    assertThat(send("GET", "/v3/projects/p/alertPolicies", "").statusCode()).isEqualTo(501);
    assertThat(send("POST", "/v3/projects/p/timeSeries", "{}").statusCode()).isEqualTo(501);
  }

  private void publish() throws Exception {
    json(
        send(
            "POST",
            "/v1/projects/p/topics/orders:publish",
            "{\"messages\": [{\"data\": \"aGVsbG8=\"}]}"));
  }

  private long value(String metric) throws Exception {
    return value(metric, "clerk");
  }

  private long value(String metric, String subscription) throws Exception {
    var all = json(timeSeries("p", "metric.type = \"" + metric + "\"", INTERVAL));
    for (var element : all.getAsJsonArray("timeSeries")) {
      JsonObject series = element.getAsJsonObject();
      assertThat(series.getAsJsonObject("metric").get("type").getAsString()).isEqualTo(metric);
      var labels = series.getAsJsonObject("resource").getAsJsonObject("labels");
      assertThat(labels.get("project_id").getAsString()).isEqualTo("p");
      if (labels.get("subscription_id").getAsString().equals(subscription)) {
        return series
            .getAsJsonArray("points")
            .get(0)
            .getAsJsonObject()
            .getAsJsonObject("value")
            .get("int64Value")
            .getAsLong();
      }
    }
    throw new AssertionError("no time series of " + subscription + ": " + all);
  }

  private HttpResponse<String> timeSeries(String project, String filter, String parameters)
      throws Exception {
    String encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
    return send(
        "GET", "/v3/projects/" + project + "/timeSeries?filter=" + encoded + parameters, "");
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static JsonObject json(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JsonParser.parseString(response.body()).getAsJsonObject();
  }
}
