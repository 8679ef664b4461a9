package dev.aidemo.prediction;

import static dev.aidemo.common.function.Deliveries.deliver;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.ConfigurationException;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.SamplePayloads;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.common.model.ModelStore;
import dev.aidemo.common.model.StarterModel;
import dev.aidemo.testkit.Inbox;
import dev.aidemo.testkit.Services;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class PredictionFunctionIT {
  private static final Instant NOON = Instant.now().minusSeconds(5);
  private static final String REQUEST =
      """
      {"batch_id": "f38b1e92-378d-11eb-adc1-0242ac120002", "subjects": ["dollar", "twenty"],
       "features": [[-2.1668, 1.5933, 0.045122, -1.678], [2.8297, 6.3485, -0.73546, -0.58665]]}
      """;

  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final Inbox predictions = Inbox.of("prediction", variables);
  private final Inbox deadLetters = Inbox.of("dead-letter", variables);

  @BeforeEach
  void emptyRedis() {
    try (var redis =
        new Jedis(variables.get("REDISHOST"), Integer.parseInt(variables.get("REDISPORT")))) {
      redis.flushAll();
    }
  }

  @Test
  void classifiesABatchBeforeThereIsAModel() {
    deliver(function(), REQUEST, NOON);

    List<Inbox.Message> published = predictions.drain();
    assertThat(published).hasSize(1);
    Prediction prediction = decode(published.get(0));
    assertThat(prediction.subjects()).containsExactly("dollar", "twenty");
    assertThat(prediction.output()).hasSize(2);
    assertThat(prediction.input().get(0).curtosis()).isEqualTo(0.045122);
    assertThat(prediction.modelFileName()).isEqualTo("model-0000000000-starter.pb");
    assertThat(prediction.created()).isEqualTo(NOON);
    assertThat(prediction.confidence()).isNull();
    assertThat(prediction.unsure()).isNull();
  }

  @Test
  void saysHowSureACalibratedModelIs() {
    Environment environment = Environment.of(variables);
    TrainedModel model = SamplePayloads.model(0.1, 77);
    new ModelStore(environment)
        .upload(model, StarterModel.train().calibratedOn(BankData.load().holdout()).write());
    new ModelRegister(new Redis(environment)).pin(model.modelFileName());

    deliver(function(), REQUEST, NOON);

    Prediction prediction = decode(predictions.drain().get(0));
    assertThat(prediction.modelFileName()).isEqualTo(model.modelFileName());
    assertThat(prediction.confidence()).hasSize(2).allMatch(share -> share > 0 && share < 1);
    assertThat(prediction.unsure()).hasSize(2);
  }

  @Test
  void publishesTheSameEventIfARequestIsRedelivered() {
    PredictionFunction function = function();

    deliver(function, REQUEST, NOON);
    deliver(function, REQUEST, NOON);

    List<Inbox.Message> published = predictions.drain();
    assertThat(published).hasSize(2);
    assertThat(published.get(0)).isEqualTo(published.get(1));
  }

  @Test
  void deadLettersABatchWhosePredictionIsTooLarge() {
    // A request of 8.5 MB, whose numbers are longer as doubles and which gets verdicts besides.
    String row = "[" + "1,".repeat(3) + "1]";
    int rows = 110_000;
    String subjects =
        IntStream.range(0, rows)
            .mapToObj(i -> "\"%064d\"".formatted(i))
            .collect(Collectors.joining(","));
    String features = IntStream.range(0, rows).mapToObj(i -> row).collect(Collectors.joining(","));

    deliver(
        function(),
        "{\"batch_id\":\"f38b1e92-378d-11eb-adc1-0242ac120002\",\"subjects\":[%s],\"features\":[%s]}"
            .formatted(subjects, features));

    assertThat(predictions.drain()).isEmpty();
    assertThat(deadLetters.drain())
        .singleElement()
        .satisfies(
            letter ->
                assertThat(letter.attributes().get("dead-letter-reason"))
                    .startsWith("message for topic prediction must have at most 10000000 bytes"));
  }

  @Test
  void deadLettersAPoisonMessageAndHandlesTheNext() {
    PredictionFunction function = function();

    deliver(function, "{\"batch_id\": 7}");
    deliver(function, REQUEST);

    assertThat(deadLetters.drain())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.data()).isEqualTo("{\"batch_id\": 7}");
              assertThat(letter.attributes())
                  .containsEntry("dead-letter-topic", "request")
                  .containsEntry("dead-letter-message-id", "message-1")
                  .containsEntry("dead-letter-reason", "batch_id must be a string, got 7");
            });
    assertThat(predictions.drain()).hasSize(1);
  }

  @Test
  void isRedeliveredIfThePredictionCannotBePublished() {
    variables.put("TOPIC_ID", "no-such-topic");

    assertThatThrownBy(() -> deliver(function(), REQUEST)).isInstanceOf(GoogleException.class);
    assertThat(deadLetters.drain()).isEmpty();
  }

  @Test
  void classifiesEvenIfRedisIsUnreachable() {
    variables.put("REDISPORT", "1");

    deliver(function(), REQUEST);

    assertThat(predictions.drain()).hasSize(1);
  }

  @Test
  void namesAllProblemsOfItsConfigurationAtOnce() {
    assertThatThrownBy(() -> new PredictionFunction(Environment.of(Map.of("REDISPORT", "sixty"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Bad configuration: PROJECT_ID is not set; REDISHOST is not set; "
                + "REDISPORT must be a port, got \"sixty\"; BUCKET is not set");
  }

  private PredictionFunction function() {
    return new PredictionFunction(Environment.of(variables));
  }

  private static Prediction decode(Inbox.Message message) {
    return Prediction.decode(message.data().getBytes(StandardCharsets.UTF_8));
  }
}
