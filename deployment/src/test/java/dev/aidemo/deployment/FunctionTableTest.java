package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Tests that the table of functions agrees with the code. */
class FunctionTableTest {
  private final FunctionTable table = FunctionTable.read();

  @Test
  void hasTheTopicThatEachFunctionPublishesTo() {
    assertThat(DeployedFunction.eventDriven())
        .allSatisfy(
            function ->
                assertThat(function.publishes().orElse("")).isEqualTo(publishedTopic(function)));
  }

  @Test
  void hasTheStoresThatEachFunctionConnectsTo() {
    assertThat(table.column("redis"))
        .containsAllEntriesOf(each(function -> makes(function, "Redis")));
    assertThat(table.column("database"))
        .containsAllEntriesOf(
            each(function -> makes(function, "Database").replace("yes", "write")));
    assertThat(table.column("bucket"))
        .containsAllEntriesOf(
            each(
                function ->
                    switch (function.module()) {
                      case "prediction" -> "viewer";
                      case "training" -> "user";
                      default -> makes(function, "ModelStore").replace("yes", "?");
                    }));
  }

  @Test
  void letsTheFunctionsOfHttpOnlyReadAndSaysWhoMayCallThem() {
    for (DeployedFunction function : DeployedFunction.overHttp()) {
      assertThat(table.column("database").get(function.module())).isIn("", "read");
      assertThat(table.column("access").get(function.module())).endsWith("_ACCESS");
      assertThat(table.column("keys").get(function.module())).endsWith("_KEYS");
    }
  }

  @Test
  void runsOneTrainingAtATime() {
    assertThat(DeployedFunction.of("training").maxInstances()).isEqualTo(1);
  }

  @Test
  void givesTrainingItsOwnMemoryAndJavaOptions() {
    assertThat(table.column("memory")).containsAllEntriesOf(each(setting("MEMORY")));
    assertThat(table.column("java_options"))
        .containsAllEntriesOf(each(setting("JAVA_TOOL_OPTIONS")));
  }

  private static Function<DeployedFunction, String> setting(String name) {
    return function -> function.module().equals("training") ? "TRAINING_" + name : name;
  }

  @Test
  void endsEachFunctionBeforeItsAckDeadline() {
    assertThat(table.column("timeout").values())
        .allSatisfy(timeout -> assertThat(Integer.parseInt(timeout)).isBetween(60, 540));
  }

  private static Map<String, String> each(Function<DeployedFunction, String> column) {
    Map<String, String> values = new LinkedHashMap<>();
    DeployedFunction.eventDriven()
        .forEach(function -> values.put(function.module(), column.apply(function)));
    return values;
  }

  /** Returns the topic that its class names: {@code topic("model", environment)}. */
  private static String publishedTopic(DeployedFunction function) {
    var topic = Pattern.compile("[^.]\\btopic\\(\"([a-z]+)\"").matcher(source(function));
    return topic.find() ? topic.group(1) : "";
  }

  private static String makes(DeployedFunction function, String client) {
    return source(function).contains("new " + client + "(environment") ? "yes" : "";
  }

  private static String source(DeployedFunction function) {
    String file = "src/main/java/" + function.target().replace('.', '/') + ".java";
    try {
      return Files.readString(Checkout.ROOT.resolve(function.module()).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
