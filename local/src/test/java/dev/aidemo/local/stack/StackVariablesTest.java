package dev.aidemo.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StackVariablesTest {
  @Test
  void includeHowToConnectToServicesThatAreNotEmbedded() {
    Map<String, String> values = new HashMap<>();
    StackVariables.NAMES.forEach(name -> values.put(name, "x"));
    StackVariables.OPTIONAL.forEach(name -> values.put(name, name + "-value"));
    StackVariables.OF_CLIENTS.forEach(name -> values.put(name, name + "-value"));

    assertThat(new StackVariables(values).values()).isEqualTo(values);
  }

  @Test
  void leaveOutWhatIsNotSetAndOtherVariables() {
    Map<String, String> values = new HashMap<>();
    StackVariables.NAMES.forEach(name -> values.put(name, "x"));
    values.put("REDISAUTH", "");
    values.put("HOME", "/root");

    assertThat(new StackVariables(values).values())
        .containsOnlyKeys(StackVariables.NAMES.toArray(String[]::new));
  }

  @Test
  void nameTheAddressOfTheConsoleWithTheKeyInItsFragment() {
    Map<String, String> values = new HashMap<>();
    StackVariables.NAMES.forEach(name -> values.put(name, "x"));

    StackVariables variables =
        new StackVariables(values)
            .with(Map.of("CONSOLE_URL", "http://127.0.0.1:8080", "OPERATOR_KEYS", "secret"));

    assertThat(variables.consoleAddress()).isEqualTo("http://127.0.0.1:8080/#key=secret");
  }

  @Test
  void areRejectedIfOneIsAbsent() {
    Map<String, String> values = new HashMap<>();
    StackVariables.NAMES.forEach(name -> values.put(name, "x"));
    values.remove("DBPASS");
    values.put("BUCKET", " ");

    assertThatThrownBy(() -> new StackVariables(values))
        .isInstanceOf(StackException.class)
        .hasMessage("not set: DBPASS, BUCKET");
  }
}
