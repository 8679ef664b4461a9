package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
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
 * What gcloud would upload, in both lines of the Functions Framework that Google runs, with the
 * flags and the variables that {@code deploy.sh plan} prints.
 */
@Timeout(90)
class DeployableIT {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Deployables deployables = new Deployables(ROOT);
  private static final Closer closer = new Closer();

  @TempDir private static Path folder;
  private static StackVariables variables;
  private static PubSubRest pubSub;
  private static Expectation expectation;
  private static Map<DeployedFunction, PlannedFunction> planned;

  @BeforeAll
  static void startServices() throws Exception {
    var options = StackOptions.embedded(ROOT, folder);
    var services = new Services(options, deployables.schema(), closer);
    variables = services.variables();
    Bucket.create(variables);
    try (var topology =
        new Topology(variables.value("PROJECT_ID"), variables.value("PUBSUB_EMULATOR_HOST"))) {
      topology.createTopics();
    }
    pubSub = new PubSubRest(variables);
    for (String topic : new String[] {"prediction", "training", "job", "model"}) {
      pubSub.subscribe(topic, topic);
    }
    services.awaitDatabase();
    StarterRows.add(variables, deployables.schema());
    expectation = new Expectation(variables, pubSub);
    planned = PlannedFunction.print(settings());
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
    return Stream.of(deployables.invoker(), deployables.olderInvoker())
        .flatMap(
            invoker ->
                DeployedFunction.all().stream().map(function -> Arguments.of(function, invoker)));
  }

  @ParameterizedTest
  @MethodSource("functionsInBothInvokers")
  void aFunctionAsItIsDeployedTakesEachFormOfDeliveryAndKeepsPoisonAsADeadLetter(
      DeployedFunction function, Path invoker) throws Exception {
    try (PlannedProcess process = startAsPlanned(function, invoker)) {
      process.awaitReady();
      for (DeliveryForm form : DeliveryForm.values()) {
        UUID id = UUID.randomUUID();
        byte[] message = expectation.message(function, id);
        assertThat(form.deliver(process.endpoint(), message, function.trigger()))
            .as("%s, see %s", form, folder)
            .isEqualTo(200);
        expectation.verify(function, id);
        keepsPoison(form, process.endpoint(), function);
      }
      System.out.printf(
          "%s, %s: %s%n", function.module(), invoker.getParent().getFileName(), process.memory());
    }
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
        Map.of("db-pass", variables.value("DBPASS")),
        emulators,
        folder.resolve("logs"));
  }

  static Stream<Path> bothInvokers() {
    return Stream.of(deployables.invoker(), deployables.olderInvoker());
  }

  @ParameterizedTest
  @MethodSource("bothInvokers")
  void aFunctionThatIsBadlyConfiguredNamesAllThatIsWrong(Path invoker) {
    Map<String, String> environment = Map.of("PROJECT_ID", "p", "DBPORT", "many", "DBUSER", "u");
    try (FunctionProcess process =
        start(DeployedFunction.of("prediction-to-db"), invoker, environment)) {
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
    String prediction =
        PubSubRest.text(
            pubSub.await("prediction", message -> PubSubRest.text(message).contains("" + id)));
    byte[] payload = prediction.getBytes(StandardCharsets.UTF_8);
    assertThat(Prediction.decode(payload).output()).hasSize(100_000);
    deliverAndMeasure(DeployedFunction.of("prediction-to-db"), payload);
    deliverAndMeasure(DeployedFunction.of("prediction-to-cache"), payload);
    assertThat(expectation.storedRows(id)).isEqualTo(100_000);
  }

  private static void deliverAndMeasure(DeployedFunction function, byte[] payload)
      throws Exception {
    try (FunctionProcess process = start(function, deployables.invoker(), variables.values())) {
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
    Path libs = deployables.jar(DeployedFunction.of("prediction-to-cache")).resolveSibling("libs");
    try (Stream<Path> jars = Files.list(libs)) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .contains("common-1.0.0-SNAPSHOT.jar")
          .noneMatch(
              name ->
                  name.matches(
                      ".*(netty|grpc-core|grpc-stub|gax|proto|tribuo|olcut|libsvm|postgresql|Hikari"
                          + "|storage|secretmanager|conscrypt|databind).*"));
    }
  }

  private static void keepsPoison(DeliveryForm form, String endpoint, DeployedFunction function)
      throws Exception {
    String id = UUID.randomUUID().toString();
    String rubbish = "rubbish " + id;
    byte[] data = rubbish.getBytes(StandardCharsets.UTF_8);
    assertThat(form.deliver(endpoint, id, data, function.trigger())).isEqualTo(200);
    JsonNode attributes =
        pubSub
            .await(
                DeployedFunction.DEAD_LETTER, message -> PubSubRest.text(message).equals(rubbish))
            .get("attributes");
    assertThat(attributes.path("dead-letter-topic").asText()).isEqualTo(function.trigger());
    assertThat(attributes.path("dead-letter-reason").asText()).contains("JSON");
    assertThat(attributes.path("dead-letter-message-id").asText()).isEqualTo(id);
  }

  private static FunctionProcess start(
      DeployedFunction function, Path invoker, Map<String, String> environment) {
    return new FunctionProcess(
        function,
        invoker,
        deployables.jar(function),
        environment,
        folder.resolve("logs"),
        note -> {},
        pid -> {});
  }
}
