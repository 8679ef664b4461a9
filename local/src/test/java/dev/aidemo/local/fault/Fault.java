package dev.aidemo.local.fault;

import dev.aidemo.operations.Wait;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.fault.HttpFault;
import dev.aidemo.testkit.fault.HttpProxy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Lists what can fail for a moment while the stack works. */
enum Fault {
  FUNCTION_IS_KILLED {
    @Override
    void cause(FaultyStack stack, List<DeployedFunction> victims, Random random) {
      stack
          .process(victims.get(random.nextInt(victims.size())))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  },
  REDIS_IS_PAUSED {
    @Override
    void cause(FaultyStack stack, List<DeployedFunction> victims, Random random) {
      pause(stack.redisProcesses(), 2_300 + random.nextInt(1_500));
    }
  },
  REDIS_IS_EMPTIED_BY_A_RESTART {
    @Override
    void cause(FaultyStack stack, List<DeployedFunction> victims, Random random) {
      stack.restartRedis();
    }
  },
  REDIS_ENDS_ALL_CONNECTIONS {
    @Override
    void cause(FaultyStack stack, List<DeployedFunction> victims, Random random) {
      try (var redis = new Jedis(stack.redis().host(), stack.redis().port())) {
        redis.clientKill(new ClientKillParams().type(ClientType.NORMAL));
      }
    }
  },
  POSTGRES_IS_PAUSED {
    @Override
    void cause(FaultyStack stack, List<DeployedFunction> victims, Random random) {
      pause(stack.postgresProcesses(), 2_000 + random.nextInt(5_000));
    }
  },
  POSTGRES_IS_RESTARTED {
    @Override
    void cause(FaultyStack stack, List<DeployedFunction> victims, Random random) {
      stack.postgres().restart();
    }
  },
  POSTGRES_ENDS_ALL_CONNECTIONS {
    @Override
    void cause(FaultyStack stack, List<DeployedFunction> victims, Random random) {
      stack
          .postgres()
          .execute(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename ="
                  + " 'ml_readwrite'");
    }
  },
  STORAGE_IS_UNAVAILABLE(HttpFault.UNAVAILABLE, "storage", ""),
  STORAGE_NEVER_ANSWERS(HttpFault.HANGS, "storage", ""),
  STORAGE_REJECTS_UPLOADS(HttpFault.PRECONDITION_FAILED, "storage", "POST /upload/"),
  STORAGE_BREAKS_OFF(HttpFault.CUT_SHORT, "storage", ""),
  STORAGE_TRUNCATES_FILES(HttpFault.TRUNCATED, "storage", "GET /download/"),
  STORAGE_CHANGES_FILES(HttpFault.CHANGED, "storage", "GET /download/"),
  PUB_SUB_IS_UNAVAILABLE(HttpFault.UNAVAILABLE, "pubSub", ""),
  PUB_SUB_IS_BUSY(HttpFault.TOO_MANY_REQUESTS, "pubSub", ""),
  PUB_SUB_NEVER_ANSWERS(HttpFault.HANGS, "pubSub", ""),
  /** The message is published, but the function does not know, and publishes it again. */
  PUB_SUB_BREAKS_OFF(HttpFault.CUT_SHORT, "pubSub", "");

  private final HttpFault http;
  private final String service;
  private final Predicate<String> requests;

  Fault() {
    this(HttpFault.UNAVAILABLE, "", "");
  }

  Fault(HttpFault http, String service, String requests) {
    this.http = http;
    this.service = service;
    this.requests = request -> request.startsWith(requests);
  }

  /**
   * Causes the fault, and returns when it is over.
   *
   * @param victims the functions that may be killed
   */
  void cause(FaultyStack stack, List<DeployedFunction> victims, Random random) {
    HttpProxy proxy = service.equals("storage") ? stack.storage() : stack.pubSub();
    proxy.fail(http, requests);
    Wait.milliseconds(700 + random.nextInt(1_500));
    proxy.heal();
  }

  private static void pause(List<ProcessHandle> processes, int milliseconds) {
    signal("-STOP", processes);
    try {
      Wait.milliseconds(milliseconds);
    } finally {
      signal("-CONT", processes);
    }
  }

  private static void signal(String signal, List<ProcessHandle> processes) {
    List<String> command = new ArrayList<>(List.of("kill", signal));
    processes.forEach(process -> command.add(Long.toString(process.pid())));
    try {
      new ProcessBuilder(command).start().waitFor(5, TimeUnit.SECONDS);
    } catch (IOException e) {
      throw new IllegalStateException("cannot run kill", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
