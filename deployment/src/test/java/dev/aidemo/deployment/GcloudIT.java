package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.deployment.Gcloud.Answer;
import dev.aidemo.emulator.Emulator;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests the commands with the real {@code gcloud}, if it is installed. It needs no network. */
@Timeout(120)
class GcloudIT {
  private static final String MODULES =
      Stream.concat(
              DeployedFunction.all().stream().map(DeployedFunction::module),
              DeployedFunction.topics().stream())
          .sorted(Comparator.comparingInt(String::length).reversed())
          .collect(Collectors.joining("|"));

  @TempDir private Path folder;

  @Test
  void parsesEachCommandOfTheScript() {
    var gcloud = new Gcloud(folder);
    List<List<String>> commands = everyCommand();
    commands.add(List.of("pubsub", "topics", "create", "request", "--no-such-flag"));

    List<Answer> answers = gcloud.parse(commands);

    assertThat(answers).hasSameSizeAs(commands);
    assertThat(answers.subList(0, answers.size() - 1))
        .filteredOn(answer -> !answer.succeeded())
        .isEmpty();
    Answer probe = answers.get(answers.size() - 1);
    assertThat(probe.succeeded()).isFalse();
    assertThat(probe.output()).contains("unrecognized arguments: --no-such-flag");
  }

  /** Returns all commands of plan, and those that only doctor, status and down run. */
  private List<List<String>> everyCommand() {
    Checkout checkout = Checkout.quickIn(folder);
    List<List<String>> commands =
        new ArrayList<>(Plan.of(checkout.run("plan").output()).commands());
    checkout.run("up", "--with-data-services");
    checkout.run("doctor");
    checkout.run("up", "--api-access", "key", "--console-access", "key");
    checkout.run("status");
    checkout.run("down", "--yes", "--delete-data");
    Stream.of(checkout.calls(false), checkout.calls(true))
        .flatMap(List::stream)
        .map(Plan::recordedWords)
        .forEach(commands::add);
    Set<String> seen = new HashSet<>();
    return new ArrayList<>(commands.stream().filter(words -> seen.add(shape(words))).toList());
  }

  /** Makes commands equal that differ only in the name of a function or a topic. */
  private static String shape(List<String> words) {
    return words.subList(0, 2).contains("deploy")
        ? String.join(" ", words)
        : words.stream()
            .map(word -> word.startsWith("--") ? word.replaceFirst("=.*", "") : word)
            .map(word -> word.replaceAll(MODULES, "FUNCTION"))
            .collect(Collectors.joining(" "));
  }

  @Test
  void runsTheCommandsOfPubSubAndStorageOnTheEmulator() {
    var gcloud = new Gcloud(folder);
    Checkout checkout = Checkout.quickIn(folder);
    checkout.run("up", "--with-data-services");
    checkout.run("doctor");
    String subscription = "eventarc-us-central1-training-to-db-123456-sub-001";
    List<String> calls =
        Stream.of(checkout.calls(true), checkout.calls(false)).flatMap(List::stream).toList();
    List<List<String>> commands = new ArrayList<>();
    commands.add(callThatBegins(calls, "pubsub topics create model"));
    commands.add(callThatBegins(calls, "pubsub topics create dead-letter"));
    commands.add(callThatBegins(calls, "pubsub topics list"));
    commands.add(callThatBegins(calls, "pubsub subscriptions create dead-letter"));
    commands.add(callThatBegins(calls, "pubsub subscriptions list"));
    commands.add(
        Plan.words("gcloud pubsub subscriptions create " + subscription + " --topic=model"));
    commands.add(callThatBegins(calls, "pubsub subscriptions update " + subscription));
    commands.add(callThatBegins(calls, "pubsub subscriptions describe " + subscription));
    commands.add(Plan.words("gcloud pubsub topics publish dead-letter --message=lost"));
    commands.add(callThatBegins(calls, "pubsub subscriptions pull dead-letter"));
    commands.add(callThatBegins(calls, "storage buckets create gs://demo-project-models-deploy"));
    commands.add(callThatBegins(calls, "storage buckets list"));
    commands.add(callThatBegins(calls, "storage ls"));

    List<Answer> answers;
    try (Emulator server = Emulator.start(0)) {
      answers = gcloud.run(server.address(), withProject(commands));
    }

    assertThat(answers).hasSameSizeAs(commands);
    assertThat(answers).filteredOn(answer -> !answer.succeeded()).isEmpty();
    assertThat(answers.get(2).output().lines()).containsExactlyInAnyOrder("model", "dead-letter");
    assertThat(answers.get(4).output()).isEqualTo("dead-letter|604800s|");
    assertThat(answers.get(7).output())
        .as("the policy that doctor expects")
        .isEqualTo("600|10s|600s|dead-letter|100|604800s|");
    assertThat(answers.get(9).output()).matches("\\d+");
    assertThat(answers.get(11).output()).endsWith("demo-project-models-deploy");
  }

  private static List<String> callThatBegins(List<String> calls, String beginning) {
    return calls.stream()
        .filter(call -> call.startsWith("gcloud " + beginning))
        .map(Plan::recordedWords)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no call begins with " + beginning));
  }

  private static List<List<String>> withProject(List<List<String>> commands) {
    return commands.stream()
        .map(
            command ->
                Stream.concat(command.stream(), Stream.of("--project=" + Checkout.PROJECT))
                    .distinct()
                    .toList())
        .toList();
  }
}
