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

/** A service that a function waits for in vain. */
enum Hang {
  PUB_SUB_NEVER_ANSWERS(DeployedFunction.of("prediction"), 500, 35) {
    @Override
    Course run(Map<String, String> environment, Path logs) {
      return pubSub(HttpFault.HANGS, environment, logs);
    }
  },
  PUB_SUB_IS_UNAVAILABLE(DeployedFunction.of("prediction"), 500, 35) {
    @Override
    Course run(Map<String, String> environment, Path logs) {
      return pubSub(HttpFault.UNAVAILABLE, environment, logs);
    }
  },
  /** Four deliveries before leave as many connections, each of which is dead. */
  REDIS_NEVER_ANSWERS(DeployedFunction.of("prediction-to-cache"), 500, 10) {
    @Override
    Course run(Map<String, String> environment, Path logs) {
      try (var proxy = TcpProxy.before(Integer.parseInt(environment.get("REDISPORT")))) {
        environment.put("REDISPORT", Integer.toString(proxy.port()));
        return tcp(proxy, environment, logs);
      }
    }
  },
  POSTGRES_NEVER_ANSWERS(DeployedFunction.of("prediction-to-db"), 500, 15) {
    @Override
    Course run(Map<String, String> environment, Path logs) {
      try (var proxy = TcpProxy.before(Integer.parseInt(environment.get("DBPORT")))) {
        environment.put("DBPORT", Integer.toString(proxy.port()));
        return tcp(proxy, environment, logs);
      }
    }
  },
  POSTGRES_STOPS_WITHIN_A_STATEMENT(DeployedFunction.of("prediction-to-db"), 500, 35) {
    @Override
    Course run(Map<String, String> environment, Path logs) throws Exception {
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
          return Course.of(answer, function);
        }
      }
    }
  },
  CLOUD_STORAGE_NEVER_ANSWERS(DeployedFunction.of("prediction"), 200, 20) {
    @Override
    Course run(Map<String, String> environment, Path logs) {
      try (HttpProxy proxy = HttpProxy.before(environment.get("STORAGE_EMULATOR_HOST"))) {
        environment.put("STORAGE_EMULATOR_HOST", proxy.address());
        environment.put("MODEL_REFRESH_SECONDS", "0");
        try (RunningFunction function = start(environment, logs)) {
          proxy.fail(HttpFault.HANGS);
          Answer answer = function.deliver(function.message());
          proxy.heal();
          return Course.of(answer, function);
        }
      }
    }
  };

  /** How a function does while the service hangs, and when it is back. */
  record Course(Answer during, Duration untilWell, List<Answer> after, boolean sameProcess) {
    static Course of(Answer during, RunningFunction function) {
      return new Course(
          during,
          function.deliverUntilHandled(),
          function.deliverAtOnce(),
          function.wasNeverRestarted());
    }
  }

  private final DeployedFunction function;
  private final int status;
  private final Duration longest;

  Hang(DeployedFunction function, int status, int seconds) {
    this.function = function;
    this.status = status;
    this.longest = Duration.ofSeconds(seconds);
  }

  /** What the function must answer meanwhile. */
  int status() {
    return status;
  }

  /** Within which time it must answer meanwhile. */
  Duration longest() {
    return longest;
  }

  abstract Course run(Map<String, String> environment, Path logs) throws Exception;

  Course run(Path logs) {
    try {
      return run(new HashMap<>(Services.environment()), logs.resolve(name()));
    } catch (Exception e) {
      throw new AssertionError(name() + ": " + e, e);
    }
  }

  RunningFunction start(Map<String, String> environment, Path logs) {
    return RunningFunction.start(function, environment, logs);
  }

  Course pubSub(HttpFault fault, Map<String, String> environment, Path logs) {
    try (HttpProxy proxy = HttpProxy.before(environment.get("PUBSUB_EMULATOR_HOST"))) {
      environment.put("PUBSUB_EMULATOR_HOST", proxy.address());
      try (RunningFunction function = start(environment, logs)) {
        proxy.fail(fault);
        Answer answer = function.deliver(function.message());
        proxy.heal();
        return Course.of(answer, function);
      }
    }
  }

  Course tcp(TcpProxy proxy, Map<String, String> environment, Path logs) {
    try (RunningFunction function = start(environment, logs)) {
      function.deliverAtOnce();
      Waiting.untilConnectionsAreIdle();
      proxy.hang();
      Answer answer = function.deliver(function.message());
      proxy.heal();
      return Course.of(answer, function);
    }
  }

  /** A transaction that holds the first row of the batch. */
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
          // A connection of its own, for within a transaction the view does not change.
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
