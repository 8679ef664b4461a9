package dev.aidemo.local.stack;

import static dev.aidemo.local.stack.BuiltFunctions.DEPLOYABLES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.Verdict;
import dev.aidemo.common.hostile.Fuzzer;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Inbox;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.JedisPooled;

/**
 * Makes deliveries to a deployed function that nobody should make. For longer, and with all
 * functions: {@code mvn verify -Dtest=NoSuch -Dit.test=HostileDeliveryIT -Dfuzz.minutes=5
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class HostileDeliveryIT {
  private static final boolean LONG = Long.getLong("fuzz.minutes", 0) > 0;
  private static final Closer closer = new Closer();

  /** The worst of the large messages, as long runs have shown. */
  private static final Set<String> WORST = Set.of("a string instead of a UUID", "distinct names");

  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(20);

  @TempDir private static Path folder;
  private static Map<String, String> variables;
  private static Inbox deadLetters;

  @BeforeAll
  static void startServices() throws IOException {
    Emulator google = closer.add(Emulator.start(0));
    RedisServer redis = closer.add(RedisServer.start(0));
    variables = new HashMap<>();
    variables.put("PROJECT_ID", "hostile");
    variables.put("PUBSUB_EMULATOR_HOST", google.address());
    variables.put("STORAGE_EMULATOR_HOST", google.address());
    variables.put("BUCKET", "models");
    variables.put("REDISHOST", redis.host());
    variables.put("REDISPORT", Integer.toString(redis.port()));
    // Poison never gets as far as the database.
    variables.putAll(
        Map.of("DBHOST", "127.0.0.1", "DBNAME", "none", "DBUSER", "nobody", "DBPASS", "none"));
    try (var topology = new Topology("hostile", google.address())) {
      topology.createTopics();
    }
    deadLetters = Inbox.of("dead-letter", variables);
  }

  @AfterAll
  static void stopServices() {
    closer.close();
  }

  @ParameterizedTest
  @MethodSource("dev.aidemo.local.stack.BuiltFunctions#invokers")
  void eachDeliveryIsAnsweredAndDeadLetteredIfItIsAcknowledged(Path invoker) throws Exception {
    try (FunctionProcess process = start(DeployedFunction.of("prediction-to-cache"), invoker)) {
      long pid = process.pid();
      Map<String, Integer> outcomes =
          Fuzzer.run(
              "delivery",
              250,
              random -> {
                DeliveryForm form = DeliveryForm.values()[random.nextInt(3)];
                RawRequest request = HostileRequests.next(form, random);
                int status = request.send(process.endpoint());
                assertThat(deadLetters.drain()).hasSize(status == 200 ? 1 : 0);
                return status;
              });
      assertThat(outcomes).containsKeys("200", "500");
      handlesAGoodMessage(process);
      assertThat(process.pid()).isEqualTo(pid);
    }
  }

  static Stream<DeployedFunction> functions() {
    return LONG
        ? DeployedFunction.eventDriven().stream()
        : Stream.of(DeployedFunction.of("prediction-to-cache"));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void poisonOfTenMegabytesIsDeadLetteredInAHeapOf128(DeployedFunction function) throws Exception {
    try (FunctionProcess process = start(function, DEPLOYABLES.invoker())) {
      long pid = process.pid();
      for (Map.Entry<String, byte[]> message : BigMessages.all().entrySet()) {
        if (LONG || WORST.contains(message.getKey())) {
          deadLetters(message.getKey(), message.getValue(), process, function);
        }
      }
      if (function == DeployedFunction.of("prediction-to-cache")) {
        handlesAGoodMessage(process);
      }
      assertThat(process.pid()).isEqualTo(pid);
    }
  }

  private static void deadLetters(
      String name, byte[] message, FunctionProcess process, DeployedFunction function)
      throws Exception {
    List<DeliveryForm> forms =
        LONG ? List.of(DeliveryForm.values()) : List.of(DeliveryForm.SECOND_GENERATION);
    for (DeliveryForm form : forms) {
      Instant start = Instant.now();
      int status = form.deliver(process.endpoint(), message, function.trigger());
      Duration time = Duration.between(start, Instant.now());
      if (LONG) {
        System.out.printf(
            "%s, %s, %s: %d in %d ms%n", function.module(), name, form, status, time.toMillis());
      }
      assertThat(status).as("%s %s, see %s", name, form, folder).isEqualTo(200);
      assertThat(time).as(name).isLessThan(ANSWER_TIMEOUT);
      assertThat(deadLetters.drain()).as(name).hasSize(1);
    }
  }

  private static void handlesAGoodMessage(FunctionProcess process) throws Exception {
    UUID id = UUID.randomUUID();
    var prediction =
        new Prediction(
            id,
            List.of("a"),
            List.of(new Features(1, 2, 3, 4)),
            List.of(Verdict.REAL),
            null,
            null,
            null,
            null);
    for (DeliveryForm form : DeliveryForm.values()) {
      assertThat(form.deliver(process.endpoint(), prediction.encode(), "prediction"))
          .isEqualTo(200);
    }
    try (var redis = new JedisPooled(variables.get("REDISHOST"), redisPort())) {
      assertThat(redis.lrange("batches", 0, 0)).singleElement().asString().contains("" + id);
    }
    assertThat(deadLetters.drain()).isEmpty();
  }

  private static int redisPort() {
    return Integer.parseInt(variables.getOrDefault("REDISPORT", ""));
  }

  private static FunctionProcess start(DeployedFunction function, Path invoker) {
    FunctionProcess process =
        BuiltFunctions.start(function, invoker, variables, folder.resolve("logs"));
    process.awaitReady();
    return process;
  }
}
