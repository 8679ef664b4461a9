package dev.aidemo.local.fault;

import dev.aidemo.local.fault.RunningFunction.Answer;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Services;
import dev.aidemo.testkit.fault.HttpFault;
import dev.aidemo.testkit.fault.HttpProxy;
import dev.aidemo.testkit.fault.TcpProxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Lists ways in which a service does not answer a function. */
enum Hang {
  PUB_SUB_NEVER_ANSWERS(DeployedFunction.of("prediction"), 500, 35) {
    @Override
    Observation run(Map<String, String> environment, Path logs) {
      return pubSub(HttpFault.HANGS, environment, logs);
    }
  },
  PUB_SUB_IS_UNAVAILABLE(DeployedFunction.of("prediction"), 500, 35) {
    @Override
    Observation run(Map<String, String> environment, Path logs) {
      return pubSub(HttpFault.UNAVAILABLE, environment, logs);
    }
  },
  /** Earlier deliveries left four connections, and all of them are dead. */
  REDIS_NEVER_ANSWERS(DeployedFunction.of("prediction-to-cache"), 500, 10) {
    @Override
    Observation run(Map<String, String> environment, Path logs) {
      try (var proxy = TcpProxy.before(Integer.parseInt(environment.get("REDISPORT")))) {
        environment.put("REDISPORT", Integer.toString(proxy.port()));
        return tcp(proxy, environment, logs);
      }
    }
  },
  POSTGRES_NEVER_ANSWERS(DeployedFunction.of("prediction-to-db"), 500, 15) {
    @Override
    Observation run(Map<String, String> environment, Path logs) {
      try (var proxy = TcpProxy.before(Integer.parseInt(environment.get("DBPORT")))) {
        environment.put("DBPORT", Integer.toString(proxy.port()));
        return tcp(proxy, environment, logs);
      }
    }
  },
  POSTGRES_STOPS_WITHIN_A_STATEMENT(DeployedFunction.of("prediction-to-db"), 500, 35) {
    @Override
    Observation run(Map<String, String> environment, Path logs) throws Exception {
      UUID batch = UUID.randomUUID();
      try (var proxy = TcpProxy.before(Integer.parseInt(environment.get("DBPORT")))) {
        environment.put("DBPORT", Integer.toString(proxy.port()));
        try (RunningFunction function = start(environment, logs);
            Connection locked = locked(batch)) {
          var hung = CompletableFuture.supplyAsync(() -> function.deliver(function.message(batch)));
          awaitWaiting();
          proxy.hang();
          Answer answer = hung.get(80, TimeUnit.SECONDS);
          proxy.heal();
          locked.rollback();
          return Observation.of(answer, function);
        }
      }
    }
  },
  CLOUD_STORAGE_NEVER_ANSWERS(DeployedFunction.of("prediction"), 200, 20) {
    @Override
    Observation run(Map<String, String> environment, Path logs) {
      try (HttpProxy proxy = HttpProxy.before(environment.get("STORAGE_EMULATOR_HOST"))) {
        environment.put("STORAGE_EMULATOR_HOST", proxy.address());
        environment.put("MODEL_REFRESH_SECONDS", "0");
        try (RunningFunction function = start(environment, logs)) {
          proxy.fail(HttpFault.HANGS);
          Answer answer = function.deliver(function.message());
          proxy.heal();
          return Observation.of(answer, function);
        }
      }
    }
  };

  /**
   * Describes a function while the service hangs, and when it is back.
   *
   * @param during its answer while the service hangs
   * @param recovery how long it then takes until it handles a message
   * @param after its answers to several messages at once
   */
  record Observation(Answer during, Duration recovery, List<Answer> after, boolean sameProcess) {
    static Observation of(Answer during, RunningFunction function) {
      return new Observation(
          during,
          function.deliverUntilHandled(),
          function.deliverAtOnce(),
          function.wasNeverRestarted());
    }
  }

  private final DeployedFunction function;
  private final int status;
  private final Duration timeout;

  Hang(DeployedFunction function, int status, int seconds) {
    this.function = function;
    this.status = status;
    this.timeout = Duration.ofSeconds(seconds);
  }

  /** Returns the status that the function must answer while the service hangs. */
  int status() {
    return status;
  }

  /** Returns how long the function may take for that. */
  Duration timeout() {
    return timeout;
  }

  abstract Observation run(Map<String, String> environment, Path logs) throws Exception;

  Observation run(Path logs) {
    try {
      return run(new HashMap<>(Services.environment()), logs.resolve(name()));
    } catch (Exception e) {
      throw new AssertionError(name() + ": " + e, e);
    }
  }

  RunningFunction start(Map<String, String> environment, Path logs) {
    return RunningFunction.start(function, environment, logs);
  }

  Observation pubSub(HttpFault fault, Map<String, String> environment, Path logs) {
    try (HttpProxy proxy = HttpProxy.before(environment.get("PUBSUB_EMULATOR_HOST"))) {
      environment.put("PUBSUB_EMULATOR_HOST", proxy.address());
      try (RunningFunction function = start(environment, logs)) {
        proxy.fail(fault);
        Answer answer = function.deliver(function.message());
        proxy.heal();
        return Observation.of(answer, function);
      }
    }
  }

  Observation tcp(TcpProxy proxy, Map<String, String> environment, Path logs) {
    try (RunningFunction function = start(environment, logs)) {
      function.deliverAtOnce();
      Waiting.untilConnectionsAreIdle();
      proxy.hang();
      Answer answer = function.deliver(function.message());
      proxy.heal();
      return Observation.of(answer, function);
    }
  }

  /** Returns a transaction that locks the first row of the batch. */
  private static Connection locked(UUID batch) throws SQLException {
    Connection connection = Services.owner();
    connection.setAutoCommit(false);
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO predictions (id) VALUES (?)")) {
      String name = batch + ":0";
      insert.setObject(1, UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
      insert.execute();
    }
    return connection;
  }

  private static void awaitWaiting() {
    Waiting.until(
        "a statement that waits for the lock",
        () -> {
          // A new connection, because the view does not change within a transaction.
          try (Connection connection = Services.owner();
              PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
              ResultSet rows = select.executeQuery()) {
            return rows.next();
          }
        });
  }
}
