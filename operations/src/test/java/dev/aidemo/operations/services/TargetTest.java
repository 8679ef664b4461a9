package dev.aidemo.operations.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.operations.OperationException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  @TempDir private Path folder;

  @Test
  void aRunningStackComesBeforeTheEnvironment() {
    var environment = Map.of("PROJECT_ID", "production");
    assertThat(Target.find(folder, environment).place())
        .isEqualTo("project production of Google Cloud");

    EnvironmentFile.in(folder)
        .write(Map.of("PROJECT_ID", "ai-demo", "PUBSUB_EMULATOR_HOST", "127.0.0.1:1"));

    assertThat(Target.find(folder, environment).place())
        .isEqualTo("project ai-demo at 127.0.0.1:1");
  }

  @Test
  void allMissingVariablesAreNamed() {
    var target = new Target(Map.of("PROJECT_ID", "p", "BUCKET", " "));
    assertThatThrownBy(() -> target.require("PROJECT_ID", "BUCKET", "DBHOST"))
        .isInstanceOf(OperationException.class)
        .hasMessageEndingWith("or set BUCKET, DBHOST");
  }

  @Test
  void anEmulatorIsCheckedWithOrWithoutAScheme() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + listener.getLocalPort();
      assertThatCode(() -> emulator(address).require()).doesNotThrowAnyException();
      assertThatCode(() -> emulator("http://" + address + "/").require())
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", ":", "127.0.0.1:", "127.0.0.1:70000"})
  void anAddressThatIsNotOneIsNamed(String address) {
    assertThatThrownBy(() -> emulator(address).require())
        .hasMessageStartingWith(
            "PUBSUB_EMULATOR_HOST does not name a host and a port, but \"" + address + "\"");
  }

  private static Target emulator(String address) {
    return new Target(Map.of("PUBSUB_EMULATOR_HOST", address));
  }
}
