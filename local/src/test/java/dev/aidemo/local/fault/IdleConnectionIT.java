package dev.aidemo.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.testkit.Services;
import dev.aidemo.testkit.fault.TcpProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Connections that died while they were not used. */
@Timeout(60)
class IdleConnectionIT {
  @TempDir private Path logs;

  @ParameterizedTest
  @CsvSource({"PREDICTION_TO_CACHE, REDISPORT", "PREDICTION_TO_DB, DBPORT"})
  void theNextMessageDoesNotNotice(DeployedFunction deployed, String port) {
    Map<String, String> environment = new HashMap<>(Services.environment());
    try (var proxy = TcpProxy.before(Integer.parseInt(environment.get(port)))) {
      environment.put(port, Integer.toString(proxy.port()));
      try (var function = RunningFunction.start(deployed, environment, logs)) {
        function.deliverAtOnce();
        Waiting.untilConnectionsAreIdle();
        proxy.cut();
        var ended = function.deliverAtOnce();
        Waiting.untilConnectionsAreIdle();
        assertThat(proxy.forget()).isPositive();
        var forgotten = function.deliver(function.message());

        assertThat(ended).allMatch(answer -> answer.status() == 200);
        assertThat(forgotten.status()).isEqualTo(200);
        assertThat(forgotten.after()).isLessThan(Duration.ofSeconds(4));
      }
    }
  }
}
