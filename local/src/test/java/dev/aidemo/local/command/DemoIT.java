package dev.aidemo.local.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands in processes of their own: the demo while another stack is up. */
@Timeout(240)
class DemoIT {
  @TempDir private static Path folder;
  private static Process up;

  @BeforeAll
  static void start() throws Exception {
    up = run("up");
    Instant deadline = Instant.now().plusSeconds(90);
    while (!Files.exists(folder.resolve("home/env"))) {
      assertThat(up.isAlive()).as("up: %s", output("up")).isTrue();
      assertThat(Instant.now()).as("up: %s", output("up")).isBefore(deadline);
      Thread.sleep(100);
    }
  }

  @AfterAll
  static void aStackThatIsTerminatedStopsEverything() throws Exception {
    List<ProcessHandle> children = up.descendants().toList();
    assertThat(children).hasSizeGreaterThan(8);
    up.destroy();
    assertThat(up.waitFor(15, TimeUnit.SECONDS)).isTrue();
    assertThat(children).noneMatch(ProcessHandle::isAlive);
    assertThat(folder.resolve("home/env")).doesNotExist();
    assertThat(output("up")).contains("Stopped.");
  }

  @Test
  void theDemoFindsAGoodModelAndNothingIsLostOrDuplicated() throws Exception {
    Path file = folder.resolve("demo.json");
    assertThat(ended("demo", "--json", file.toString())).as(output("demo")).isZero();
    JsonNode json = new JsonMapper().readTree(file.toFile());
    assertThat(json.get("predictions").asInt()).isEqualTo(1072);
    assertThat(json.get("feedback").asInt()).isEqualTo(872);
    assertThat(json.get("lost").asInt()).isZero();
    assertThat(json.get("duplicated").asInt()).isZero();
    assertThat(json.at("/models/0/records").asInt()).isEqualTo(6);
    assertThat(json.at("/models/0/accuracy").asDouble()).isLessThan(0.95);
    assertThat(json.get("models"))
        .filteredOn(model -> model.get("promoted").asBoolean())
        .hasSizeGreaterThan(1);
    assertThat(json.at("/champion/accuracy").asDouble()).isGreaterThanOrEqualTo(0.995);
    assertThat(json.at("/exam/banknotes").asInt()).isEqualTo(200);
    assertThat(json.at("/exam/right").asInt()).isGreaterThanOrEqualTo(199);
    assertThat(output("demo")).contains("version  rows", "Champion: version");
  }

  @Test
  void upPrintsTheAddressOfTheConsoleFirstAndThenCallsThatWork() throws Exception {
    Instant deadline = Instant.now().plusSeconds(10);
    while (!output("up").contains("Ctrl-C stops everything.") && Instant.now().isBefore(deadline)) {
      Thread.sleep(100);
    }
    String printed = output("up");
    assertThat(printed.lines().filter(line -> line.contains("http")).findFirst().orElseThrow())
        .matches("Open the console:  http://127\\.0\\.0\\.1:\\d+/#key=[\\w-]{43}");
    assertThat(Files.readString(folder.resolve("home/env")))
        .contains("INGEST_URL=http", "PREDICT_URL=http", "CONSOLE_URL=http", "OPERATOR_KEYS=");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "skipped: there is no curl");
    String calls =
        printed
            .replaceFirst("(?s).*Or call the APIs[^\n]*\n", "")
            .replaceFirst("(?s)What runs.*", "");

    Process bash = new ProcessBuilder("bash", "-c", calls).redirectErrorStream(true).start();
    bash.getOutputStream().close();
    String answers = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(answers)
        .contains("\"predictions\":[\"")
        .contains("\"ratings\":[1,0]")
        .contains("\"champion\":")
        .doesNotContain("\"message\"");
  }

  @Test
  void anythingCanBePublishedToARunningStack() throws Exception {
    Path file = Files.writeString(folder.resolve("rubbish.txt"), "rubbish");
    assertThat(ended("publish", "request", file.toString())).as(output("publish")).isZero();
    assertThat(output("publish"))
        .contains("warning: this is not JSON")
        .containsPattern("(?m)^\\d+$");
  }

  @Test
  void anUnknownTopicIsRejectedWithTheTopicsThereAre() throws Exception {
    Path file = Files.writeString(folder.resolve("empty.json"), "{}");
    assertThat(ended("publish", "requests", file.toString())).isEqualTo(1);
    assertThat(output("publish"))
        .contains("there is no topic requests in project ai-demo; the topics are request,");
  }

  @Test
  void theChampionIsShownAndRedisIsRebuilt() throws Exception {
    assertThat(ended("champion", "history")).as(output("champion")).isZero();
    assertThat(ended("cache", "rebuild")).as(output("cache")).isZero();
    assertThat(output("cache")).contains("Redis is rebuilt after");
  }

  @Test
  void aSecondStackInTheSameFolderIsRejected() throws Exception {
    Path first = Files.move(log("up"), log("first"));
    try {
      assertThat(ended("up")).isEqualTo(1);
      assertThat(output("up")).contains("a stack is already running").contains("" + up.pid());
    } finally {
      Files.move(first, log("up"), StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(folder.resolve("home/env")).exists();
  }

  private static int ended(String... arguments) throws Exception {
    Process process = run(arguments);
    try {
      assertThat(process.waitFor(150, TimeUnit.SECONDS)).as(output(arguments[0])).isTrue();
      return process.exitValue();
    } finally {
      process.destroy();
    }
  }

  private static Process run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // As the script does.
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto"));
    command.add("-Dai-demo.root=" + Path.of("..").toAbsolutePath().normalize());
    command.add("-Dai-demo.home=" + folder.resolve("home"));
    // The JAR, because the class path of the tests may have what is not packaged.
    command.add("-jar");
    command.add("target/deployable/local.jar");
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log(arguments[0]).toFile())
        .start();
  }

  private static String output(String command) throws IOException {
    return Files.exists(log(command)) ? Files.readString(log(command)) : "";
  }

  private static Path log(String command) {
    return folder.resolve(command + ".out");
  }
}
