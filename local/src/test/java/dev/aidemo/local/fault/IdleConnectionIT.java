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

/** Lets connections die while they are idle. */
@Timeout(60)
class IdleConnectionIT {
  @TempDir private Path logs;

  @ParameterizedTest
  @CsvSource({"prediction-to-cache, REDISPORT", "prediction-to-db, DBPORT"})
  void theNextMessageIsHandled(String module, String port) {
    Map<String, String> environment = new HashMap<>(Services.environment());
    try (var proxy = TcpProxy.before(Integer.parseInt(environment.get(port)))) {
      environment.put(port, Integer.toString(proxy.port()));
      try (var function = RunningFunction.start(DeployedFunction.of(module), environment, logs)) {
        function.deliverAtOnce();
        Waiting.untilConnectionsAreIdle();
        proxy.cut();
        var afterCut = function.deliverAtOnce();
        Waiting.untilConnectionsAreIdle();
        assertThat(proxy.forget()).isPositive();
        var afterDrop = function.deliver(function.message());

        assertThat(afterCut).allMatch(answer -> answer.status() == 200);
        assertThat(afterDrop.status()).isEqualTo(200);
        assertThat(afterDrop.after()).isLessThan(Duration.ofSeconds(4));
      }
    }
  }
}
