package dev.aidemo.local.fault;

import dev.aidemo.embedded.PostgresServer;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.local.stack.BuiltFunctions;
import dev.aidemo.local.stack.LocalStack;
import dev.aidemo.local.stack.StackOptions;
import dev.aidemo.local.stack.StackPorts;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.fault.HttpProxy;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Runs a local stack on services that can be paused, restarted and made to fail. The functions
 * reach Redis and PostgreSQL directly, Pub/Sub and Cloud Storage through proxies.
 */
final class FaultyStack implements AutoCloseable {
  private static final String PASSWORD = "planted-database-password";

  private final Emulator google = Emulator.start(0);
  private final HttpProxy pubSub = HttpProxy.before(google.address());
  private final HttpProxy storage = HttpProxy.before(google.address());
  private final PostgresServer postgres = PostgresServer.start(0);
  private final List<String> notes = new CopyOnWriteArrayList<>();
  private final LocalStack stack;
  private final StackVariables variables;
  private volatile RedisServer redis = RedisServer.start(0);
  private volatile Instant redisEmptySince = Instant.now();

  FaultyStack(Path home) {
    postgres.execute(BuiltFunctions.DEPLOYABLES.schema());
    postgres.createUser("ml_readwrite", PASSWORD);
    Map<String, String> values = new HashMap<>();
    values.put("PROJECT_ID", "ai-demo");
    values.put("BUCKET", "ai-demo-models");
    values.put("PUBSUB_EMULATOR_HOST", google.address());
    values.put("STORAGE_EMULATOR_HOST", google.address());
    values.put("REDISHOST", redis.host());
    values.put("REDISPORT", Integer.toString(redis.port()));
    values.put("DBHOST", postgres.host());
    values.put("DBPORT", Integer.toString(postgres.port()));
    values.put("DBNAME", postgres.database());
    values.put("DBUSER", "ml_readwrite");
    values.put("DBPASS", PASSWORD);
    this.variables = new StackVariables(values);
    values.put("PUBSUB_EMULATOR_HOST", pubSub.address());
    values.put("STORAGE_EMULATOR_HOST", storage.address());
    this.stack =
        new LocalStack(
            new StackOptions(BuiltFunctions.ROOT, home, values, StackPorts.ANY), notes::add);
    try {
      stack.start();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns where the services listen, without the proxies. */
  StackVariables variables() {
    return variables;
  }

  HttpProxy pubSub() {
    return pubSub;
  }

  HttpProxy storage() {
    return storage;
  }

  PostgresServer postgres() {
    return postgres;
  }

  RedisServer redis() {
    return redis;
  }

  /** Returns when Redis was emptied last. */
  Instant redisEmptySince() {
    return redisEmptySince;
  }

  void restartRedis() {
    int port = redis.port();
    redis.close();
    redis = RedisServer.start(port);
    redisEmptySince = Instant.now();
  }

  /** Returns how often a function was restarted. */
  long functionRestarts() {
    return notes.stream().filter(note -> note.contains(" ended with exit code ")).count();
  }

  /** Returns the process of a function, unless it is just being restarted. */
  Optional<ProcessHandle> process(DeployedFunction function) {
    return ProcessHandle.current()
        .children()
        .filter(
            process ->
                Arrays.asList(process.info().arguments().orElse(new String[0]))
                    .contains(function.target()))
        .filter(ProcessHandle::isAlive)
        .findFirst();
  }

  /** Returns the server and all its children. */
  List<ProcessHandle> postgresProcesses() {
    return ProcessHandle.of(postgres.pid()).stream()
        .flatMap(server -> Stream.concat(Stream.of(server), server.descendants()))
        .toList();
  }

  List<ProcessHandle> redisProcesses() {
    return ProcessHandle.of(redis.pid()).stream().toList();
  }

  @Override
  public void close() {
    for (AutoCloseable resource : List.of(stack, pubSub, storage, redis, postgres, google)) {
      try {
        resource.close();
      } catch (Exception e) {
        System.err.println("cannot close " + resource + ": " + e);
      }
    }
  }
}
