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

/** The table of functions says what the code says. */
class FunctionTableTest {
  private final FunctionTable table = FunctionTable.read();

  @Test
  void hasTheTopicThatEachFunctionPublishesTo() {
    assertThat(table.column("publishes")).isEqualTo(code(FunctionTableTest::published));
  }

  @Test
  void hasTheStoresThatEachFunctionConnectsTo() {
    assertThat(table.column("redis")).isEqualTo(code(function -> makes(function, "Redis")));
    assertThat(table.column("database")).isEqualTo(code(function -> makes(function, "Database")));
    assertThat(table.column("bucket"))
        .isEqualTo(
            code(
                function ->
                    switch (function.module()) {
                      case "prediction" -> "viewer";
                      case "training" -> "user";
                      default -> makes(function, "ModelStore").replace("yes", "?");
                    }));
  }

  @Test
  void runsOneTrainingAtATime() {
    assertThat(table.rows().get("training")).containsEntry("max_instances", "1");
  }

  @Test
  void endsEachFunctionBeforeItsMessageIsDeliveredAgain() {
    assertThat(table.column("timeout").values())
        .allSatisfy(timeout -> assertThat(Integer.parseInt(timeout)).isBetween(60, 540));
  }

  private static Map<String, String> code(Function<DeployedFunction, String> column) {
    Map<String, String> values = new LinkedHashMap<>();
    DeployedFunction.all().stream()
        .forEach(function -> values.put(function.module(), column.apply(function)));
    return values;
  }

  /** What its class names: {@code topic("model", environment)}. */
  private static String published(DeployedFunction function) {
    var topic = Pattern.compile("[^.]\\btopic\\(\"([a-z]+)\"").matcher(source(function));
    return topic.find() ? topic.group(1) : "";
  }

  private static String makes(DeployedFunction function, String client) {
    return source(function).contains("new " + client + "(environment") ? "yes" : "";
  }

  private static String source(DeployedFunction function) {
    return read("src/main/java/" + function.target().replace('.', '/') + ".java", function);
  }

  private static String read(String file, DeployedFunction function) {
    try {
      return Files.readString(Checkout.ROOT.resolve(function.module()).resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
