package dev.aidemo.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void isTheVariableIfThePlatformSetsIt() {
    var environment = Environment.of(Map.of("DBPASS", " p%ss word "));

    assertThat(new Secret(environment, "DBPASS", "db-pass").fetch()).isEqualTo(" p%ss word ");
    assertThatCode(environment::check).doesNotThrowAnyException();
  }

  @Test
  void needsTheProjectToFindTheSecret() {
    var environment = Environment.of(Map.of());
    new Secret(environment, "DBPASS", "db-pass");

    assertThatThrownBy(environment::check).hasMessage("Bad configuration: PROJECT_ID is not set");
  }
}
