package dev.aidemo.local.stack;

import static dev.aidemo.local.stack.BuiltFunctions.DEPLOYABLES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.local.stack.DeliveryForm.Delivery;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Inbox;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs what gcloud uploads, in both Functions Frameworks that Google runs, with the flags and the
 * variables that {@code deploy.sh plan} prints.
 */
@Timeout(90)
class DeployableIT {
  /** A call of each HTTP function that reads from the stores it has. */
  private static final Map<String, String> CALLS =
      Map.of("ingest-api", "openapi.json", "predict-api", "batches", "console", "api/overview");

  private static final Closer closer = new Closer();

  @TempDir private static Path folder;
  private static StackVariables variables;
  private static Inbox predictions;
  private static Inbox deadLetters;
  private static Expectation expectation;
  private static Map<DeployedFunction, PlannedFunction> planned;

  @BeforeAll
  static void startServices() throws Exception {
    var options = StackOptions.embedded(BuiltFunctions.ROOT, folder);
    var services = new BackingServices(options, DEPLOYABLES.schema(), closer);
    variables = services.variables();
    try (var topology =
        new Topology(variables.value("PROJECT_ID"), variables.value("PUBSUB_EMULATOR_HOST"))) {
      topology.createTopics();
    }
    predictions = Inbox.of("prediction", variables.values());
    deadLetters = Inbox.of(DeployedFunction.DEAD_LETTER, variables.values());
    services.awaitDatabase();
    StarterRows.add(variables, DEPLOYABLES.schema());
    expectation = new Expectation(variables, predictions);
    planned = PlannedFunction.plan(settings());
  }

  private static List<String> settings() throws IOException {
    Path none = Files.createFile(folder.resolve("env-vars.yaml"));
    List<String> settings = new ArrayList<>(List.of("--settings", none.toString()));
    for (String name :
        "PROJECT_ID BUCKET REDISHOST REDISPORT DBHOST DBPORT DBNAME DBUSER".split(" ")) {
      settings.add("--" + name.toLowerCase(Locale.ROOT).replace('_', '-'));
      settings.add(variables.value(name));
    }
    settings.addAll(List.of("--training-interval-seconds", "0"));
    return settings;
  }

  @AfterAll
  static void stopServices() {
    closer.close();
  }

  static Stream<Arguments> functionsInBothInvokers() {
    return inBothInvokers(DeployedFunction.eventDriven());
  }

  static Stream<Arguments> functionsOfHttpInBothInvokers() {
    return inBothInvokers(DeployedFunction.overHttp());
  }

  private static Stream<Arguments> inBothInvokers(List<DeployedFunction> functions) {
    return BuiltFunctions.invokers()
        .flatMap(invoker -> functions.stream().map(function -> Arguments.of(function, invoker)));
  }

  @ParameterizedTest
  @MethodSource("functionsInBothInvokers")
  void aDeployedFunctionHandlesEachFormOfDeliveryAndDeadLettersPoison(
      DeployedFunction function, Path invoker) throws Exception {
    try (PlannedProcess process = startAsPlanned(function, invoker)) {
      process.awaitReady();
      for (DeliveryForm form : DeliveryForm.values()) {
        UUID id = Expectation.newId();
        byte[] message = expectation.message(function, id);
        assertThat(form.deliver(process.endpoint(), message, function.trigger()))
            .as("%s, see %s", form, folder)
            .isEqualTo(200);
        expectation.verify(function, id);
        deadLettersPoison(form, process.endpoint(), function);
      }
      System.out.printf(
          "%s, %s: %s%n", function.module(), invoker.getParent().getFileName(), process.memory());
    }
  }

  @ParameterizedTest
  @MethodSource("functionsOfHttpInBothInvokers")
  void aDeployedFunctionOfHttpAnswers(DeployedFunction function, Path invoker) throws Exception {
    try (PlannedProcess process = startAsPlanned(function, invoker)) {
      process.awaitReady();
      assertThat(get(process.endpoint() + "health").statusCode()).isEqualTo(200);
      HttpResponse<String> answer = get(process.endpoint() + CALLS.get(function.module()));
      assertThat(answer.statusCode()).as("%s, see %s", answer.body(), folder).isEqualTo(200);
      System.out.printf(
          "%s, %s: %s%n", function.module(), invoker.getParent().getFileName(), process.memory());
    }
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(address)).build(), BodyHandlers.ofString());
  }

  private static PlannedProcess startAsPlanned(DeployedFunction function, Path invoker)
      throws IOException {
    Map<String, String> emulators = new HashMap<>();
    for (String name : List.of("PUBSUB_EMULATOR_HOST", "STORAGE_EMULATOR_HOST")) {
      emulators.put(name, variables.value(name));
    }
    return new PlannedProcess(
        Objects.requireNonNull(planned.get(function)),
        invoker,
        Map.of("db-pass", variables.value("DBPASS"), "db-readonly-pass", variables.value("DBPASS")),
        emulators,
        folder.resolve("logs"));
  }

  @ParameterizedTest
  @MethodSource("dev.aidemo.local.stack.BuiltFunctions#invokers")
  void aFunctionWithABadConfigurationNamesAllProblems(Path invoker) {
    Map<String, String> environment = Map.of("PROJECT_ID", "p", "DBPORT", "many", "DBUSER", "u");
    try (FunctionProcess process =
        BuiltFunctions.start(
            DeployedFunction.of("prediction-to-db"),
            invoker,
            environment,
            folder.resolve("logs"))) {
      assertThatThrownBy(process::awaitReady)
          .isInstanceOf(StackException.class)
          .hasMessageStartingWith("prediction-to-db does not start: Bad configuration: ")
          .hasMessageContaining("DBHOST is not set")
          .hasMessageContaining("DBPORT must be a port, got \"many\"")
          .hasMessageContaining("DBNAME is not set");
    }
  }

  @Test
  void aBatchOfAHundredThousandGoesThroughFunctionsOf256Megabytes() throws Exception {
    UUID id = UUID.randomUUID();
    List<String> subjects =
        IntStream.range(0, 100_000).mapToObj("banknote-%06d"::formatted).toList();
    List<Features> features =
        IntStream.range(0, 100_000)
            .mapToObj(i -> new Features(i % 700 / 100.0 + 0.00001, -i % 1300 / 100.0, 1.2345, -3))
            .toList();
    deliverAndMeasure(
        DeployedFunction.of("prediction"), new PredictionRequest(id, subjects, features).encode());
    String prediction = predictions.await(message -> message.data().contains("" + id)).data();
    byte[] payload = prediction.getBytes(StandardCharsets.UTF_8);
    assertThat(Prediction.decode(payload).output()).hasSize(100_000);
    deliverAndMeasure(DeployedFunction.of("prediction-to-db"), payload);
    deliverAndMeasure(DeployedFunction.of("prediction-to-cache"), payload);
    assertThat(expectation.storedRows(id)).isEqualTo(100_000);
  }

  private static void deliverAndMeasure(DeployedFunction function, byte[] payload)
      throws Exception {
    try (FunctionProcess process =
        BuiltFunctions.start(function, variables.values(), folder.resolve("logs"))) {
      process.awaitReady();
      for (int delivery = 0; delivery < 2; delivery++) {
        assertThat(
                DeliveryForm.SECOND_GENERATION.deliver(
                    process.endpoint(), payload, function.trigger()))
            .isEqualTo(200);
      }
      Path status = Path.of("/proc/" + process.pid() + "/status");
      if (Files.exists(status)) {
        assertThat(peakKilobytes(status)).as(function.module()).isLessThan(256 * 1024);
      }
    }
  }

  private static long peakKilobytes(Path status) throws IOException {
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void theLightestDeployableShipsNoGrpcNoProtobufNoTribuoAndNoDatabaseDriver() throws IOException {
    Path libs = DEPLOYABLES.jar(DeployedFunction.of("prediction-to-cache")).resolveSibling("libs");
    try (Stream<Path> jars = Files.list(libs)) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .contains("common-1.0.0-SNAPSHOT.jar")
          .noneMatch(
              name ->
                  name.matches(
                      ".*(netty|grpc-core|grpc-stub|gax|proto|tribuo|olcut|libsvm|postgresql|Hikari"
                          + "|storage|secretmanager|conscrypt|databind|httpclient).*"));
    }
  }

  private static void deadLettersPoison(
      DeliveryForm form, String endpoint, DeployedFunction function) throws Exception {
    String rubbish = "rubbish " + UUID.randomUUID();
    Delivery delivery = Delivery.of(function.trigger(), rubbish.getBytes(StandardCharsets.UTF_8));
    assertThat(form.send(endpoint, delivery).statusCode()).isEqualTo(200);
    assertThat(deadLetters.await(message -> message.data().equals(rubbish)).attributes())
        .containsEntry("dead-letter-topic", function.trigger())
        .containsEntry("dead-letter-message-id", delivery.id())
        .hasEntrySatisfying("dead-letter-reason", reason -> assertThat(reason).contains("JSON"));
  }
}
