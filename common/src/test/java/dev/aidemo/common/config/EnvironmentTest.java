package dev.aidemo.common.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
  private static final String RUBBISH =
      "-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----\n";

  @Test
  void namesAllProblemsAtOnce() {
    var environment = Environment.of(Map.of("REDISPORT", "sixty", "DBUSER", " "));
    environment.string("BUCKET");
    environment.port("REDISPORT", 6379);
    environment.string("DBUSER");
    environment.seconds("MODEL_REFRESH_SECONDS", 60, 86_400);

    assertThatThrownBy(environment::check)
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "Bad configuration: BUCKET is not set; REDISPORT must be a port, got \"sixty\";"
                + " DBUSER is not set");
  }

  @Test
  void namesProblemsInTheOrderOfReading() {
    var environment = Environment.of(Map.of());
    List<String> names = List.of("REDISHOST", "BUCKET", "PROJECT_ID", "DBUSER", "DBHOST", "DBNAME");
    names.forEach(environment::string);

    assertThatThrownBy(environment::check)
        .hasMessage("Bad configuration: " + String.join(" is not set; ", names) + " is not set");
  }

  @Test
  void namesAProblemOnceHoweverOftenTheVariableIsRead() {
    var environment = Environment.of(Map.of());
    environment.string("PROJECT_ID");
    environment.string("PROJECT_ID");

    assertThatThrownBy(environment::check).hasMessage("Bad configuration: PROJECT_ID is not set");
  }

  @Test
  void hasNoProblemIfEverythingIsSet() {
    var environment = Environment.of(Map.of("BUCKET", "models", "REDISPORT", " 6380 "));

    assertThat(environment.string("BUCKET")).isEqualTo("models");
    assertThat(environment.port("REDISPORT", 6379)).isEqualTo(6380);
    assertThatCode(environment::check).doesNotThrowAnyException();
  }

  @Test
  void checksOnlyVariablesThatWereRead() {
    var environment = Environment.of(Map.of("REDISPORT", "sixty"));

    assertThatCode(environment::check).doesNotThrowAnyException();
  }

  @Test
  void treatsABlankVariableAsAbsent() {
    var environment = Environment.of(Map.of("TOPIC_ID", " ", "DBPORT", ""));

    assertThat(environment.optionalString("TOPIC_ID")).isEmpty();
    assertThat(environment.optionalString("DBPASS")).isEmpty();
    assertThat(environment.port("DBPORT", 5432)).isEqualTo(5432);
    assertThatCode(environment::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "5432", "65535"})
  void acceptsAPort(String port) {
    var environment = Environment.of(Map.of("DBPORT", port));

    assertThat(environment.port("DBPORT", 1234)).isEqualTo(Integer.parseInt(port));
    assertThatCode(environment::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "65536", "99999999999", "54.3", "0x50", "5432;"})
  void rejectsOtherPorts(String port) {
    var environment = Environment.of(Map.of("DBPORT", port));
    environment.port("DBPORT", 5432);

    assertThatThrownBy(environment::check)
        .hasMessage("Bad configuration: DBPORT must be a port, got \"" + port + "\"");
  }

  @Test
  void acceptsWholeSeconds() {
    var environment = Environment.of(Map.of("AGE", "0", "REFRESH", "300"));

    assertThat(environment.seconds("AGE", 60, 300)).isEqualTo(Duration.ZERO);
    assertThat(environment.seconds("REFRESH", 60, 300)).isEqualTo(Duration.ofMinutes(5));
    assertThat(environment.seconds("INTERVAL", 60, 300)).isEqualTo(Duration.ofMinutes(1));
    assertThatCode(environment::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "301", "1.5", "PT1M", "one"})
  void rejectsOtherSeconds(String seconds) {
    var environment = Environment.of(Map.of("REFRESH", seconds));
    environment.seconds("REFRESH", 60, 300);

    assertThatThrownBy(environment::check)
        .hasMessage(
            "Bad configuration: REFRESH must be whole seconds from 0 to 300, got \""
                + seconds
                + "\"");
  }

  @ParameterizedTest
  @CsvSource({
    "localhost:8085, localhost:8085",
    "127.0.0.1:8085, 127.0.0.1:8085",
    "http://localhost:9023, localhost:9023",
    "http://localhost:9023/, localhost:9023"
  })
  void acceptsTheAddressOfAnEmulatorWithAndWithoutScheme(String variable, String address) {
    var environment = Environment.of(Map.of("STORAGE_EMULATOR_HOST", variable));

    assertThat(environment.emulator("STORAGE_EMULATOR_HOST")).hasValue(address);
    assertThatCode(environment::check).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "8085", ":8085", "localhost:", "local host:1", "https://localhost:1"})
  void rejectsOtherAddressesOfAnEmulator(String address) {
    var environment = Environment.of(Map.of("PUBSUB_EMULATOR_HOST", address));
    environment.emulator("PUBSUB_EMULATOR_HOST");

    assertThatThrownBy(environment::check)
        .hasMessage(
            "Bad configuration: PUBSUB_EMULATOR_HOST must be host:port, got \"" + address + "\"");
  }

  @Test
  void hasNoEmulatorIfNoneIsNamed() {
    assertThat(Environment.of(Map.of()).emulator("PUBSUB_EMULATOR_HOST")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "TRUE", "1", "on", "true "})
  void acceptsOnlyTrueAndFalseAsAFlag(String value) {
    var environment = Environment.of(Map.of("REDISTLS", value));
    environment.flag("REDISTLS");

    assertThatThrownBy(environment::check)
        .hasMessage("Bad configuration: REDISTLS must be true or false, got \"" + value + "\"");
    assertThat(Environment.of(Map.of("REDISTLS", "true")).flag("REDISTLS")).isTrue();
    assertThat(Environment.of(Map.of("REDISTLS", "false")).flag("REDISTLS")).isFalse();
    assertThat(Environment.of(Map.of()).flag("REDISTLS")).isFalse();
  }

  @Test
  void namesTheWordsThatAreAllowed() {
    var environment = Environment.of(Map.of("DBSSLMODE", "verify_ca"));
    environment.oneOf("DBSSLMODE", "prefer", List.of("prefer", "verify-ca"));

    assertThatThrownBy(environment::check)
        .hasMessage("Bad configuration: DBSSLMODE must be prefer or verify-ca, got \"verify_ca\"");
  }

  @Test
  void requiresRootCertificatesToBeInAFile(@TempDir Path folder) throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    Path rubbish = Files.writeString(folder.resolve("rubbish.pem"), RUBBISH);
    Map<String, String> problems =
        Map.of(
            "-----BEGIN CERTIFICATE-----\nMII",
            "the path of a PEM file, not its content",
            folder.resolve("absent.pem").toString(),
            "the path of a file that can be read",
            empty.toString(),
            "without a certificate",
            rubbish.toString(),
            "holds no certificates in PEM form");
    problems.forEach(
        (value, problem) -> {
          var environment = Environment.of(Map.of("REDISROOTCERT", value));
          assertThat(environment.rootCertificates("REDISROOTCERT")).isEmpty();
          assertThatThrownBy(environment::check)
              .hasMessageStartingWith("Bad configuration: REDISROOTCERT ")
              .hasMessageContaining(problem)
              .message()
              .doesNotContain("MII");
        });
    assertThat(Environment.of(Map.of()).rootCertificates("REDISROOTCERT")).isEmpty();
  }
}
