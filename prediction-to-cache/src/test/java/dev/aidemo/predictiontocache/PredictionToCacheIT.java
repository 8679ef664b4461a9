package dev.aidemo.predictiontocache;

import static dev.aidemo.common.function.Deliveries.deliver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

class PredictionToCacheIT {
  /** As the original writes it: UTC, microseconds, no zone. */
  private static final DateTimeFormatter CREATED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd\'T\'HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

  private static final String PREDICTION =
      """
      {"batch_id": "f38b1e92-378d-11eb-adc1-0242ac120002", "subjects": ["dollar"],
       "input": [[1, 2, 3, 4]], "output": ["fake"], "created": "2026-11-23T12:00:00Z"}
      """;

  private final Map<String, String> variables = new HashMap<>(Services.environment());

  @BeforeEach
  void emptyRedis() {
    redis().flushAll();
  }

  @Test
  void listsARedeliveredBatchOnce() {
    var function = new PredictionToCache(Environment.of(variables));

    deliver(function, PREDICTION);
    deliver(function, PREDICTION);

    assertThat(batches())
        .singleElement()
        .asString()
        .startsWith(
            "{\"batch_id\":\"f38b1e92-378d-11eb-adc1-0242ac120002\",\"subjects\":[\"dollar\"],"
                + "\"predictions\":[\"fake\"],\"content\":\"")
        .endsWith("\"created\":\"2026-11-23T12:00:00.000000\"}");
  }

  @Test
  void listsABatchWithoutATimeWithThatOfItsMessage() {
    Instant published = Instant.now().minusSeconds(7).truncatedTo(ChronoUnit.MICROS);

    deliver(
        new PredictionToCache(Environment.of(variables)),
        PREDICTION.replace(", \"created\": \"2026-11-23T12:00:00Z\"", ""),
        published);

    assertThat(batches())
        .singleElement()
        .asString()
        .contains("\"created\":\"" + CREATED.format(published) + "\"");
  }

  @Test
  void leavesTheBatchOfSomebodyElseAlone() {
    var deadLetters = Inbox.of("dead-letter", variables);
    var function = new PredictionToCache(Environment.of(variables));
    deliver(function, PREDICTION);
    List<String> before = batches();

    deliver(function, PREDICTION.replace("dollar", "euro"));
    deliver(function, PREDICTION.replace("4]", "5]"));

    assertThat(batches()).isEqualTo(before);
    assertThat(deadLetters.drain()).hasSize(2);
  }

  /** Otherwise a thousand batches of the year 9999 would fill the list for ever. */
  @Test
  void listsABatchThatSaysItIsOfTheFutureWithTheTimeOfItsMessage() {
    Instant published = Instant.now().truncatedTo(ChronoUnit.MICROS);

    deliver(
        new PredictionToCache(Environment.of(variables)),
        PREDICTION.replace("2026-11-23T", "9999-11-23T"),
        published);

    assertThat(batches())
        .singleElement()
        .asString()
        .contains("\"created\":\"" + CREATED.format(published) + "\"");
  }

  @Test
  void isRedeliveredIfRedisIsUnreachable() {
    variables.put("REDISPORT", "1");
    var function = new PredictionToCache(Environment.of(variables));

    assertThatThrownBy(() -> deliver(function, PREDICTION)).isInstanceOf(JedisException.class);
  }

  private List<String> batches() {
    return redis().lrange("batches", 0, -1);
  }

  private Jedis redis() {
    return new Jedis(variables.get("REDISHOST"), Integer.parseInt(variables.get("REDISPORT")));
  }
}
