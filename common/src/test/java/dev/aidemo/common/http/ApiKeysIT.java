package dev.aidemo.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.testkit.Services;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ApiKeysIT {
  private static final String OLD = "0123456789abcdef0123456789abcdef";
  private static final String NEW = "ffffffffffffffffffffffffffffffff";

  private final Map<String, String> variables = new HashMap<>(Services.environment());
  private final AtomicLong time = new AtomicLong();

  private ApiKeys keys() {
    return new ApiKeys(Environment.of(variables), "API_KEYS", "api-keys", time::get);
  }

  private void store(String secret) {
    String project = variables.getOrDefault("PROJECT_ID", "");
    Services.google().createSecret(project, "api-keys", secret);
  }

  @Test
  void callersChangeFromOneKeyToTheNextWithoutARestart() {
    store(OLD + "\n");
    var keys = keys();
    assertThat(keys.accept(OLD)).isTrue();
    assertThat(keys.accept(NEW)).isFalse();

    store(OLD + "\n" + NEW + "\n");
    time.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(keys.accept(OLD)).isTrue();
    assertThat(keys.accept(NEW)).isTrue();

    store(NEW);
    time.addAndGet(Duration.ofSeconds(61).toNanos());
    assertThat(keys.accept(OLD)).isFalse();
    assertThat(keys.accept(NEW)).isTrue();
  }

  @Test
  void noSecretLetsNobodyIn() {
    var keys = keys();

    assertThatThrownBy(() -> keys.accept(OLD))
        .isInstanceOf(HttpProblem.class)
        .hasMessageContaining("API_KEYS must have keys of at least 32 characters");
  }

  @Test
  void aShortKeyOfTheSecretIsNoKey() {
    store("short\n" + OLD);

    assertThat(keys().accept("short")).isFalse();
    assertThat(keys().accept(OLD)).isTrue();
  }
}
