package dev.aidemo.local.stack;

import static dev.aidemo.local.stack.BuiltFunctions.DEPLOYABLES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingRows;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.local.stack.DeliveryForm.Delivery;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.operations.pubsub.PubSubClients;
import dev.aidemo.testkit.Services;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that no log and no answer of a function shows a secret or a payload, whatever happens. */
@Timeout(300)
class SecretsIT {
  private static final String USER = "secretive";
  private static final Map<String, String> SECRETS =
      Map.of(
          "REDISAUTH", "planted/auth+string?",
          "db-pass", "planted/database+password?",
          "subject", "planted/subject+marker?");
  private static final String KEY = "planted/key+of-an-operator-and-of-a-client?";
  private static final String SUBJECT = SECRETS.get("subject");

  @TempDir private Path folder;
  private final Map<DeployedFunction, FunctionProcess> processes = new HashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final StringBuffer answers = new StringBuffer();
  private final Closer closer = new Closer();

  @AfterEach
  void stop() {
    processes.values().forEach(FunctionProcess::close);
    closer.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "x%s", "xy%s", "{\"a\": \"%s\"}"})
  void aSecretIsFoundHoweverItIsWritten(String around) {
    String line = around.formatted(SUBJECT);
    String base64 = Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8));

    assertThat(Leaks.in("one\n" + line + "\nthree", "subject", SUBJECT)).hasSize(1);
    assertThat(Leaks.in("a=" + base64 + "&b", "subject", SUBJECT)).hasSize(1);
    assertThat(Leaks.in("a=planted%2Fsubject%2Bmarker%3F", "subject", SUBJECT)).hasSize(1);
    assertThat(Leaks.in("planted subject", "subject", SUBJECT)).isEmpty();
  }

  @Test
  void noFunctionShowsASecretOrAPayloadWhateverHappens() throws Exception {
    Emulator google = closer.add(Emulator.start(0));
    RedisServer redis = closer.add(RedisServer.start(0, "requirepass " + SECRETS.get("REDISAUTH")));
    Map<String, String> variables = variables(google, redis);
    start(DeployedFunction.eventDriven(), variables);
    UUID batch = UUID.randomUUID();
    for (Map.Entry<DeployedFunction, byte[]> good : goodMessages(batch).entrySet()) {
      assertThat(send(good.getKey(), good.getValue())).as("%s", good).isEqualTo(200);
    }
    DeployedFunction.eventDriven().stream()
        .parallel()
        .forEach(
            function ->
                poisons(batch)
                    .forEach(poison -> assertThat(send(function, poison)).isEqualTo(200)));
    assertOutput("handled in", "dead-lettered: subjects");

    changeThePasswords(variables);
    goodMessages(UUID.randomUUID()).entrySet().parallelStream()
        .forEach(good -> send(good.getKey(), good.getValue()));
    assertOutput("Redis: it rejects REDISAUTH", "SQLSTATE 28P01");
    deleteDeadLetterTopic(variables);
    send(DeployedFunction.of("prediction-to-cache"), poisons(batch).get(0));
    assertOutput("but cannot be dead-lettered");
    String output = output();
    assertThat(SECRETS.entrySet())
        .flatMap(secret -> Leaks.in(output, secret.getKey(), secret.getValue()))
        .isEmpty();
  }

  /** What is sent may come back to the caller, but not to the log; a key goes nowhere. */
  @Test
  void noFunctionOfHttpLogsAKeyOrWhatWasSentWhateverHappens() throws Exception {
    Emulator google = closer.add(Emulator.start(0));
    RedisServer redis = closer.add(RedisServer.start(0, "requirepass " + SECRETS.get("REDISAUTH")));
    Map<String, String> variables = variables(google, redis);
    variables.putAll(Map.of("ACCESS", "key", "API_KEYS", KEY, "OPERATOR_KEYS", KEY));
    start(DeployedFunction.overHttp(), variables);

    callEverything();
    assertThat(logs()).contains("POST /notes: 200 in", "POST /notes: 400 in", "401 in");
    changeThePasswords(variables);
    callEverything();
    assertThat(logs()).contains("GET /batches: 503 in", "Redis: it rejects REDISAUTH");

    String logs = logs();
    assertThat(SECRETS.entrySet())
        .flatMap(secret -> Leaks.in(logs, secret.getKey(), secret.getValue()))
        .isEmpty();
    assertThat(Leaks.in(logs + answers, "key", KEY)).isEmpty();
    assertThat(Leaks.in(answers.toString(), "REDISAUTH", SECRETS.get("REDISAUTH"))).isEmpty();
    assertThat(Leaks.in(answers.toString(), "db-pass", SECRETS.get("db-pass"))).isEmpty();
  }

  private void callEverything() {
    String batch = UUID.randomUUID().toString();
    String marker = URLEncoder.encode(SUBJECT, StandardCharsets.UTF_8);
    List<String> bodies = new ArrayList<>();
    bodies.add("{\"subjects\":[\"%s\"],\"features\":[[1,2,3,4]]}".formatted(SUBJECT));
    bodies.add("{\"subjects\":[\"%s\"],\"ratings\":[1]}".formatted(SUBJECT));
    poisons(UUID.randomUUID())
        .forEach(body -> bodies.add(new String(body, StandardCharsets.UTF_8)));
    for (FunctionProcess process : processes.values()) {
      for (String prefix : List.of("", "api/")) {
        String root = process.endpoint() + prefix;
        for (String path :
            List.of(
                "batches", "jobs", "model", "overview", "trainings", "health", "dead-letters")) {
          call("GET", root + path, KEY, "");
          call("GET", root + path + "?limit=" + marker, SUBJECT, "");
        }
        call("GET", root + "batches/" + marker, KEY, "");
        for (String body : bodies) {
          call("POST", root + "notes", KEY, body);
          call("PATCH", root + "batches/" + batch, KEY, body);
          call("POST", root + "champion/pin", KEY, body);
        }
      }
    }
  }

  private void call(String method, String address, String key, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + key)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", SUBJECT)
            .build();
    try {
      HttpResponse<String> answer = sendAgainIfClosed(request);
      answers.append(answer.headers().map()).append(answer.body()).append('\n');
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + address, e);
    }
  }

  /** After an answer to a body that nobody read, the server closes the connection. */
  private HttpResponse<String> sendAgainIfClosed(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /** Makes sure that a message can be neither handled nor dead-lettered. */
  private static void deleteDeadLetterTopic(Map<String, String> variables) {
    try (var pubSub = new PubSubClients(Environment.of(variables))) {
      pubSub.topics().deleteTopic(pubSub.topic(DeployedFunction.DEAD_LETTER));
    }
  }

  /** Starts functions. Half of them get the password, the others fetch it from Secret Manager. */
  private void start(List<DeployedFunction> functions, Map<String, String> variables) {
    for (DeployedFunction function : functions) {
      Map<String, String> own = new HashMap<>(variables);
      if (functions.indexOf(function) % 2 == 0) {
        own.remove("DBPASS");
      }
      processes.put(
          function,
          new FunctionProcess(
              function,
              DEPLOYABLES.invoker(),
              DEPLOYABLES.jar(function),
              own,
              folder.resolve("logs"),
              answers::append,
              pid -> {}));
    }
    processes.values().forEach(FunctionProcess::awaitReady);
  }

  private static Map<String, String> variables(Emulator google, RedisServer redis)
      throws Exception {
    Map<String, String> variables = new HashMap<>(Services.environment());
    String project = variables.get("PROJECT_ID");
    for (String name : List.of("PUBSUB", "STORAGE", "SECRET_MANAGER")) {
      variables.put(name + "_EMULATOR_HOST", google.address());
    }
    google.createBucket(variables.get("BUCKET"));
    google.createSecret(project, "db-pass", SECRETS.get("db-pass"));
    try (var topology = new Topology(project, google.address())) {
      topology.createTopics();
    }
    variables.put("REDISPORT", Integer.toString(redis.port()));
    variables.put("REDISAUTH", SECRETS.get("REDISAUTH"));
    Services.postgres().createUser(USER, SECRETS.get("db-pass"));
    Services.postgres().execute("GRANT ml_readwrite TO " + USER);
    variables.put("DBUSER", USER);
    variables.put("DBPASS", SECRETS.get("db-pass"));
    new TrainingRows(new Database(Environment.of(variables))).addStarter(BankData.load().starter());
    return variables;
  }

  private static void changeThePasswords(Map<String, String> variables) {
    Services.postgres().createUser(USER, "another");
    Services.postgres()
        .execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
                + USER
                + "'");
    var redis = new Redis(Environment.of(variables)).client();
    redis.configSet("requirepass", "another");
    redis.sendCommand(() -> "CLIENT".getBytes(StandardCharsets.UTF_8), "KILL", "TYPE", "normal");
  }

  private static Map<DeployedFunction, byte[]> goodMessages(UUID batch) {
    List<String> subjects = List.of(SUBJECT);
    List<Features> features = List.of(new Features(3.6, 8.7, -2.8, -0.4));
    byte[] prediction =
        new Prediction(batch, subjects, features, List.of(Verdict.REAL), null, null, null, null)
            .encode();
    byte[] feedback = new Feedback(batch, subjects, List.of(true)).encode();
    Map<DeployedFunction, byte[]> messages = new LinkedHashMap<>();
    messages.put(
        DeployedFunction.of("prediction"),
        new PredictionRequest(batch, subjects, features).encode());
    messages.put(DeployedFunction.of("prediction-to-cache"), prediction);
    messages.put(DeployedFunction.of("prediction-to-db"), prediction);
    messages.put(DeployedFunction.of("feedback-to-db"), feedback);
    messages.put(DeployedFunction.of("feedback-to-training"), feedback);
    messages.put(DeployedFunction.of("training"), feedback);
    messages.put(DeployedFunction.of("training-to-cache"), Expectation.model(batch));
    messages.put(DeployedFunction.of("training-to-db"), Expectation.model(batch));
    return messages;
  }

  /** Returns payloads that break a rule wherever an error could show a value. */
  private static List<byte[]> poisons(UUID batch) {
    return Stream.of(
            "SUBJECT",
            "{\"batch_id\":\"SUBJECT\",\"job_id\":\"SUBJECT\"}",
            "{\"SUBJECT\":SUBJECT}",
            "{\"batch_id\":\"%s\",\"subjects\":[\"SUBJECT\",\"SUBJECT\"]}",
            "{\"batch_id\":\"%s\",\"subjects\":[\"SUBJECT\\u0000\"],\"job_id\":{}}",
            "{\"batch_id\":\"%s\",\"subjects\":\"SUBJECT\",\"model_file_name\":\"SUBJECT\"}",
            "{\"subjects\":[{\"SUBJECT\":1}],\"trainer\":[\"SUBJECT\"],\"report\":\"SUBJECT\"}",
            "{\"subjects\":[\"SUBJECT\"],\"job_id\":\"%s\",\"model_file_name\":\"SUBJECT\"}")
        .map(poison -> poison.replace("%s", batch.toString()).replace("SUBJECT", SUBJECT))
        .map(poison -> poison.getBytes(StandardCharsets.UTF_8))
        .toList();
  }

  private int send(DeployedFunction function, byte[] data) {
    try {
      HttpResponse<String> answer =
          DeliveryForm.SECOND_GENERATION.send(
              processes.get(function).endpoint(), Delivery.of(function.trigger(), data));
      answers.append(answer.headers().map()).append(answer.body()).append('\n');
      return answer.statusCode();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(function.module(), e);
    }
  }

  private void assertOutput(String... parts) throws IOException {
    assertThat(output()).contains(parts);
  }

  /** Returns everything that was logged or printed, and all answers. */
  private String output() throws IOException {
    return answers + logs();
  }

  private String logs() throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> logs = Files.walk(folder)) {
      for (Path log : logs.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(log)).append('\n');
      }
    }
    return all.toString();
  }
}
