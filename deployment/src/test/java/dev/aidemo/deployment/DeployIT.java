package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.deployment.Checkout.Run;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what {@code deploy.sh} does to a project. */
@Timeout(120)
class DeployIT {
  private static final String ALL = "--with-data-services";

  @TempDir private static Path another;
  private static Checkout deployed;

  @TempDir private Path folder;

  @BeforeAll
  static void deploy() {
    deployed = Checkout.quickIn(another);
    Run up = deployed.run("up", ALL);
    assertThat(up.exit()).as(up.output()).isZero();
  }

  @Test
  void makesEverythingAndChangesNothingTheSecondTime() {
    Checkout checkout = Checkout.in(folder);
    Run first = checkout.run("up", ALL);
    assertThat(first.exit()).as(first.output()).isZero();
    assertThat(checkout.state().keySet())
        .contains("secret:db-pass", "bucket:demo-project-models", "subscription:dead-letter")
        .filteredOn(name -> name.startsWith("function:"))
        .hasSize(DeployedFunction.all().size());
    SortedMap<String, String> made = checkout.state();
    int changes = checkout.calls(true).size();

    Run second = checkout.run("up");

    assertThat(second.output()).contains("0 commands changed something");
    assertThat(checkout.calls(true)).hasSize(changes);
    assertThat(checkout.state()).isEqualTo(made);
    Run doctor = checkout.run("doctor");
    assertThat(doctor.output()).contains("No problems").doesNotContain("✗");
    assertThat(doctor.exit()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam", "key"})
  void planPrintsExactlyTheCommandsThatUpRuns(String access) {
    Checkout checkout = Checkout.quickIn(folder);
    checkout.settings(
        """
        PROJECT_ID: "demo-project"
        BUCKET: "demo-project-models"
        REDISHOST: "10.1.0.3"
        DB_INSTANCE: "ai-demo"
        DBHOST: "10.1.0.4"
        """);
    Run plan = checkout.run("plan", "--api-access", access, "--console-access", access);
    assertThat(plan.exit()).as(plan.output()).isZero();
    assertThat(checkout.state()).as("plan runs nothing").isEmpty();
    Run up = checkout.run("up", ALL, "--api-access", access, "--console-access", access);
    assertThat(up.exit()).as(up.output()).isZero();

    assertThat(plannedChanges(plan))
        .containsExactlyElementsOf(
            checkout.calls(true).stream().map(Plan::withPlaceholders).toList());
  }

  private static List<String> plannedChanges(Run plan) {
    return Plan.of(plan.output()).changes().stream().map(Plan::withPlaceholders).toList();
  }

  @Test
  void deploysOnlyTheFunctionsThatAChangeConcerns() {
    Checkout checkout = Checkout.deployedIn(folder, deployed);
    int before = checkout.calls(true).size();
    checkout.rebuild(DeployedFunction.of("training-to-db"), "changed");

    checkout.run("up", "--model-refresh-seconds", "30");

    assertThat(deployed(checkout, before)).containsExactly("prediction", "training-to-db");
    assertThat(checkout.run("doctor", "--model-refresh-seconds", "30").exit()).isZero();
  }

  @Test
  void givesTrainingJavaOptionsOfItsOwn() {
    Run plan = Checkout.quickIn(folder).run("plan", "--training-java-tool-options", "-Xss1m");

    for (DeployedFunction function : DeployedFunction.all()) {
      String options = function.module().equals("training") ? "-Xss1m" : function.javaOptions();
      assertThat(Plan.of(plan.output()).changes())
          .filteredOn(command -> command.contains("functions deploy " + function + " "))
          .singleElement()
          .asString()
          .contains("JAVA_TOOL_OPTIONS=" + options + "|")
          .doesNotContain("TRAINING_JAVA_TOOL_OPTIONS");
    }
  }

  @Test
  void letsNobodyCallTheFunctionsOfHttpUnlessTheSettingsSaySo() {
    assertThat(deployed.content("iam:service:training")).doesNotContain("allUsers");
    for (DeployedFunction function : DeployedFunction.overHttp()) {
      assertThat(deployed.state()).doesNotContainKey("iam:service:" + function);
      assertThat(deployed.content("function:" + function))
          .contains("ingressSettings=ALLOW_ALL", "ACCESS=iam");
    }
    Checkout checkout = Checkout.deployedIn(folder, deployed);
    String[] up = {"up", "--api-access", "public", "--console-access", "key"};

    assertThat(checkout.run(up).exit()).isZero();

    assertThat(checkout.content("iam:service:ingest-api")).contains("roles/run.invoker|allUsers");
    assertThat(checkout.content("iam:service:console")).contains("roles/run.invoker|allUsers");
    assertThat(checkout.content("function:ingest-api"))
        .contains("ACCESS=public")
        .doesNotContain("API_KEYS");
    assertThat(checkout.content("function:console"))
        .contains("ACCESS=key", "OPERATOR_KEYS=operator-keys:1");
    assertThat(checkout.key("operator-keys")).hasSizeGreaterThanOrEqualTo(32);
    Run second = checkout.run(up);
    assertThat(second.output()).contains("0 commands changed something");
    up[0] = "doctor";
    assertThat(checkout.run(up).exit()).isZero();

    assertThat(checkout.run("up").exit()).isZero();

    assertThat(checkout.content("iam:service:console")).doesNotContain("allUsers");
    assertThat(checkout.run("doctor").exit()).isZero();
  }

  @Test
  void rejectsAnAccessThatThereIsNot() {
    Run run =
        Checkout.quickIn(folder).run("plan", "--api-access", "all", "--console-access", "public");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.output())
        .contains("API_ACCESS must be iam, key or public, got all")
        .contains("CONSOLE_ACCESS must be iam or key, got public");
  }

  private static List<String> deployed(Checkout checkout, int before) {
    return checkout.calls(true).stream()
        .skip(before)
        .filter(call -> call.startsWith("gcloud functions deploy"))
        .map(call -> call.split(" ")[3])
        .toList();
  }

  @Test
  void givesANewVersionOfThePasswordToTheDatabaseAndItsFunctions() {
    Checkout checkout = Checkout.deployedIn(folder, deployed);
    int before = checkout.calls(true).size();
    checkout.plant(
        "version:db-pass:2",
        "name=projects/p/secrets/db-pass/versions/2\nstate=ENABLED\ndata=abc\n");

    assertThat(checkout.run("doctor").output())
        .contains("version 2 of db-pass is not known to be the password of ml_readwrite")
        .contains("DBPASS=db-pass:2");
    checkout.run("up");

    assertThat(checkout.content("user:ml_readwrite")).contains("\"abc\"");
    assertThat(deployed(checkout, before))
        .containsExactly(
            "prediction-to-db",
            "feedback-to-db",
            "feedback-to-training",
            "training",
            "training-to-db");
    assertThat(checkout.run("doctor").exit()).isZero();
  }

  @Test
  void acceptsARuntimeAsAnOption() {
    Checkout checkout = Checkout.quickIn(folder);
    for (String runtime : List.of("java17", "java21", "java25")) {
      assertThat(checkout.run("plan", "--runtime", runtime).output())
          .contains("--runtime=" + runtime);
    }
    Run rejected = checkout.run("plan", "--runtime", "java11");
    assertThat(rejected.exit()).isEqualTo(2);
    assertThat(rejected.output()).contains("RUNTIME must be java17, java21 or java25, got java11");
  }

  @Test
  void retriesAGrantToANewAccount() {
    Checkout checkout = Checkout.quickIn(folder);
    checkout.grantAttempts(2);
    checkout.fail("before", "gcloud secrets add-iam-policy-binding");

    Run run = checkout.run("up", ALL);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.output())
        .contains("not yet, next attempt in 0 s")
        .contains("step \"grants\" failed");
    assertThat(checkout.calls(true))
        .filteredOn(call -> call.startsWith("gcloud secrets add-iam"))
        .hasSize(2);
  }

  @Test
  void saysWhatToDoAfterAFailedStep() {
    Checkout checkout = Checkout.quickIn(folder);
    checkout.fail("before", "gcloud services enable");
    assertThat(checkout.run("up").output())
        .contains("step \"APIs\" failed: gcloud services enable")
        .contains("A billing account must be linked to the project.")
        .contains("Run ./deploy.sh up again");
    checkout.failNoMore();
    assertThat(checkout.run("up").output())
        .contains("there is no Cloud SQL instance ai-demo")
        .contains("--with-data-services");
  }

  @Test
  void namesAllWrongSettingsAtOnce() {
    Checkout checkout = Checkout.quickIn(folder);
    checkout.settings("PROJECT_ID: \"your-project\"\n");
    Run run = checkout.run("plan");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.output())
        .contains("PROJECT_ID is not set", "BUCKET is not set", "neither DB_INSTANCE nor DBHOST");
    checkout.settings("PROJEKT_ID: \"a\"\n");
    assertThat(checkout.run("plan").output()).contains("there is no setting PROJEKT_ID");
  }

  @Test
  void rejectsMoreInstancesThanConnectionsAndShowsTheSum() {
    Run run = Checkout.quickIn(folder).run("up", "--db-max-connections", "49");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.output())
        .contains("training-to-db 3 + predict-api 2x2 + console 1x4 = 40")
        .contains("DB_MAX_CONNECTIONS 49 - DB_RESERVED_CONNECTIONS 10 = 39")
        .contains("more instances than connections");
  }

  @Test
  void downAsksAndKeepsDataAndWhatUpDidNotMake() {
    Checkout checkout = Checkout.quickIn(folder);
    checkout.plant("topic:request", "name=projects/p/topics/request\n");
    checkout.run("up", ALL);
    SortedMap<String, String> made = checkout.state();

    Run unconfirmed = checkout.run("down");
    assertThat(unconfirmed.output()).contains("nothing was deleted");
    assertThat(checkout.state()).isEqualTo(made);

    assertThat(checkout.run("down", "--yes").exit()).isZero();
    assertThat(resources(checkout))
        .containsExactlyInAnyOrder(
            "topic:request",
            "topic:dead-letter",
            "subscription:dead-letter",
            "secret:db-pass",
            "secret:db-readonly-pass",
            "bucket:demo-project-models",
            "bucket:demo-project-models-deploy",
            "instance:ai-demo",
            "redis:ai-demo");
    assertThat(checkout.run("down", "--yes").output()).contains("There is nothing to delete");
  }

  @Test
  void downDeletesDataIfAsked() {
    Checkout checkout = Checkout.deployedIn(folder, deployed);
    assertThat(checkout.run("down", "--yes", "--delete-data").exit()).isZero();
    assertThat(resources(checkout)).isEmpty();
  }

  /** Returns what exists, except parts of other things, and what is free and shared. */
  private static Stream<String> resources(Checkout checkout) {
    return checkout.state().keySet().stream()
        .filter(name -> !name.matches("(iam|api|address|peering|version|database|user|object):.*"));
  }
}
