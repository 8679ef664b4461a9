package dev.aidemo.operations.deployed;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DeployedFunctionTest {
  private static final Path ROOT = Path.of("..");
  private static final Pattern TARGET = Pattern.compile("<function.target>(.*)</function.target>");
  private static final Pattern TRIGGER = Pattern.compile("<name>[\\w-]+: ([\\w-]+) -&gt;");

  @Test
  void theTableHasEachFunctionModuleAndItsClass() throws Exception {
    assertThat(table(DeployedFunction::target)).isEqualTo(poms(TARGET));
  }

  @Test
  void theTableHasTheTriggersThatThePomsName() throws Exception {
    assertThat(table(DeployedFunction::trigger)).isEqualTo(poms(TRIGGER));
  }

  @Test
  void aFunctionIsTriggeredByATopicOrCalledOverHttp() {
    assertThat(DeployedFunction.overHttp())
        .extracting(DeployedFunction::module)
        .containsExactly("ingest-api", "predict-api", "console");
    assertThat(DeployedFunction.eventDriven())
        .doesNotContainAnyElementsOf(DeployedFunction.overHttp())
        .hasSize(DeployedFunction.all().size() - 3);
  }

  @Test
  void thereIsATopicForEachTriggerAndOneForDeadLetters() {
    assertThat(DeployedFunction.topics())
        .containsExactly(
            "request", "prediction", "feedback", "training", "job", "model", "dead-letter");
  }

  private static Map<String, String> table(Function<DeployedFunction, String> column) {
    return DeployedFunction.all().stream()
        .collect(Collectors.toMap(DeployedFunction::module, column));
  }

  private static Map<String, String> poms(Pattern pattern) throws Exception {
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.toList()) {
        Path pom = module.resolve("pom.xml");
        if (Files.exists(pom) && Files.readString(pom).contains("<function.target>")) {
          Matcher matcher = pattern.matcher(Files.readString(pom));
          assertThat(matcher.find()).as("%s in %s", pattern, pom).isTrue();
          found.put(module.getFileName().toString(), matcher.group(1).replace("HTTP", "http"));
        }
      }
    }
    return found;
  }
}
