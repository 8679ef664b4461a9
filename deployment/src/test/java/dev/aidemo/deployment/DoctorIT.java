package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.deployment.Checkout.Run;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests what {@code deploy.sh doctor} finds, and that it changes nothing. */
@Timeout(120)
class DoctorIT {
  @TempDir private static Path another;
  private static Checkout deployed;

  @TempDir private Path folder;

  @BeforeAll
  static void deploy() {
    deployed = Checkout.quickIn(another);
    Run up = deployed.run("up", "--with-data-services");
    assertThat(up.exit()).as(up.output()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void findsEachFaultAloneWithTheCommandThatFixesIt(Fault fault) {
    Checkout checkout = Checkout.deployedIn(folder, deployed);
    fault.plant(checkout);
    SortedMap<String, String> broken = checkout.state();

    Run doctor = checkout.run("doctor");

    assertThat(doctor.exit()).isEqualTo(1);
    assertThat(doctor.output()).contains(fault.problem, fault.command);
    assertThat(doctor.output().lines().filter(line -> line.startsWith("✗"))).hasSize(1);
    assertThat(checkout.state()).as("doctor changes nothing").isEqualTo(broken);
    assertThat(checkout.calls(true)).isEmpty();
  }

  @Test
  void leavesToUpEveryFaultListedWithAGcloudCommand() {
    Checkout checkout = Checkout.deployedIn(folder, deployed);
    Stream.of(Fault.values())
        .filter(fault -> fault != Fault.SUBSCRIPTION_MISSING && fault != Fault.DEAD_LETTER)
        .forEach(fault -> fault.plant(checkout));
    assertThat(checkout.run("doctor").exit()).isEqualTo(1);

    Run up = checkout.run("up");

    assertThat(up.exit()).as(up.output()).isZero();
    Run after = checkout.run("doctor");
    assertThat(after.exit()).as(after.output()).isZero();
  }

  @Test
  void namesTheCommandThatReplacesAMissingSubscription() {
    Checkout checkout = Checkout.deployedIn(folder, deployed);
    Fault.SUBSCRIPTION_MISSING.plant(checkout);
    Run up = checkout.run("up");
    assertThat(up.exit()).isEqualTo(1);
    assertThat(up.output()).contains("gcloud functions delete feedback-to-db", "./deploy.sh up");
  }

  @Test
  void findsFiveFaultsAtOnce() {
    Checkout checkout = Checkout.deployedIn(folder, deployed);
    List<Fault> faults =
        List.of(
            Fault.FUNCTION_FAILED,
            Fault.POLICY_RESET,
            Fault.SECRET_NOT_READABLE,
            Fault.DEAD_LETTERS_EXPIRE,
            Fault.DEAD_LETTER);
    faults.forEach(fault -> fault.plant(checkout));

    Run doctor = checkout.run("doctor");

    assertThat(doctor.exit()).isEqualTo(1);
    List<String> expected = new ArrayList<>(faults.stream().map(fault -> fault.problem).toList());
    expected.add("5 problems");
    assertThat(doctor.output()).contains(expected);
  }

  @Test
  void reportsWhatAnEmptyProjectLacks() {
    Checkout checkout = Checkout.quickIn(folder);
    Run nothing = checkout.run("doctor");
    assertThat(nothing.exit()).isEqualTo(1);
    assertThat(nothing.output()).contains("✗ APIs: not enabled: ", "gcloud services enable");
    for (String thing : deployed.state().keySet()) {
      if (thing.startsWith("api:")) {
        checkout.plant(thing, deployed.content(thing));
      }
    }

    Run doctor = checkout.run("doctor");

    assertThat(doctor.exit()).isEqualTo(1);
    assertThat(doctor.output())
        .contains("✗ topics: there is no topic request", "✗ function training: is not deployed")
        .contains("✗ Cloud SQL ai-demo: there is none", "./deploy.sh up --with-data-services")
        .doesNotContain("failed:");
  }
}
