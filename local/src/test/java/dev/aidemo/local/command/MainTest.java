package dev.aidemo.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.operations.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();

  private int run(Map<String, String> environment, String... arguments) {
    var terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(error, true, StandardCharsets.UTF_8),
            false,
            false,
            StandardCharsets.UTF_8);
    return Main.run(
        new Workspace(folder, folder.resolve(".local"), environment, terminal), arguments);
  }

  private int run(String... arguments) {
    return run(Map.of(), arguments);
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("up ", "demo ", "publish ")
        .contains("dead-letters ", "champion ", "cache ");
  }

  @Test
  void theVersionIsOneLine() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("ai-demo ").hasLineCount(1);
  }

  @Test
  void anUnknownCommandIsExplainedInOneLineAndEndsWith2() {
    assertThat(run("launch")).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8)).contains("'launch'").hasLineCount(1);
  }

  @Test
  void aPortThatIsNotANumberIsExplainedInOneLineAndEndsWith2() {
    assertThat(run("up", "--db-port", "many")).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("--db-port", "'many'", "(see ./ai-demo up --help)")
        .hasLineCount(1);
  }

  @Test
  void nothingIsPublishedWithoutATopic() {
    assertThat(run("publish")).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8)).contains("TOPIC").hasLineCount(1);
  }

  @Test
  void withoutAStackPublishExplainsHowToStartOne() {
    assertThat(run("publish", "request", "file.json")).isEqualTo(1);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("no stack is running here", "./ai-demo up")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dead-letters list", "champion show", "cache rebuild"})
  void withoutAStackEachCommandExplainsHowToStartOneOrWhatToSet(String command) {
    assertThat(run(command.split(" "))).isEqualTo(1);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("no stack is running here: start one with ./ai-demo up, or set PROJECT_ID")
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dead-letters",
        "champion",
        "cache",
        "champion pin",
        "champion pin x",
        "dead-letters show",
        "dead-letters drop",
        "dead-letters replay --topic"
      })
  void wrongArgumentsAreExplainedInOneLineAndEndWith2(String command) {
    assertThat(run(command.split(" "))).isEqualTo(2);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("(see ./ai-demo " + command.split(" ")[0])
        .hasLineCount(1);
  }

  @Test
  void anEmulatorThatDoesNotAnswerIsNamed() {
    var environment = Map.of("PUBSUB_EMULATOR_HOST", "127.0.0.1:1", "PROJECT_ID", "p");
    assertThat(run(environment, "publish", "request", "file.json")).isEqualTo(1);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("nothing answers at 127.0.0.1:1, which PUBSUB_EMULATOR_HOST names")
        .hasLineCount(1);
  }

  @Test
  void aServiceThatIsConfiguredAndDoesNotAnswerIsNamed() throws Exception {
    Files.writeString(folder.resolve("schema.sql"), "");
    assertThat(run(Map.of("DBHOST", "127.0.0.1", "DBPORT", "1"), "up")).isEqualTo(1);
    assertThat(error.toString(StandardCharsets.UTF_8))
        .contains("nothing answers at 127.0.0.1:1, which DBHOST names")
        .hasLineCount(1);
  }
}
