package dev.aidemo.common.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AccessTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @Test
  void isThePlatformsForClientsUnlessItIsSaid() {
    assertThat(Access.ofClients(Environment.of(Map.of())).mode()).isEqualTo("iam");
  }

  @Test
  void isOffForOperatorsUntilItIsSaid() {
    var access = Access.ofOperators(Environment.of(Map.of()));

    assertThat(access.mode()).isEqualTo("off");
    assertThatThrownBy(() -> access.check(new ApiRequest(Call.get("/"), Map.of())))
        .isInstanceOf(HttpProblem.class)
        .hasMessageContaining("set ACCESS to iam, or to key together with OPERATOR_KEYS");
  }

  @Test
  void isNeverPublicForOperators() {
    var environment = Environment.of(Map.of("ACCESS", "public"));
    var unused = Access.ofOperators(environment);

    assertThatThrownBy(environment::check)
        .hasMessageContaining("ACCESS must be iam or key, got \"public\"");
  }

  @Test
  void wantsLongKeysAndNeverShowsThem() {
    var environment = Environment.of(Map.of("ACCESS", "key", "API_KEYS", KEY + "\nplanted"));
    var unused = Access.ofClients(environment);

    assertThatThrownBy(environment::check)
        .hasMessage(
            "Bad configuration: API_KEYS must have keys of at least 32 characters, one a line");
  }
}
