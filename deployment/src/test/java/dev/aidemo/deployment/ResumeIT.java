package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.deployment.Checkout.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that {@code up} continues after a failure, whichever command failed. */
@Timeout(120)
class ResumeIT {
  private static final String UP = "up --with-data-services";

  @TempDir private Path folder;

  /**
   * Of each kind of command, the first call fails before it takes effect, and the last one after
   * it: one run for each failure, each continuing after the one before. The second half of the
   * failures happens concurrently in another project.
   */
  @Test
  void endsInTheSameStateAfterAFailureOfEachCommand() throws Exception {
    Checkout clean = checkout("clean");
    assertThat(run(clean).exit()).isZero();
    List<Map.Entry<String, String>> failures = failures(clean.calls(true));
    assertThat(failures).hasSizeGreaterThan(40);
    int half = failures.size() / 2;

    List<List<Map.Entry<String, String>>> halves =
        List.of(failures.subList(0, half), failures.subList(half, failures.size()));
    halves.parallelStream()
        .forEach(
            some -> {
              Checkout checkout = checkout("from-" + failures.indexOf(some.get(0)));
              some.forEach(failure -> assertFails(checkout, failure));
              checkout.failNoMore();
              Run last = run(checkout);
              assertThat(last.exit()).as(last.output()).isZero();
              assertThat(checkout.state()).isEqualTo(clean.state());
            });
  }

  private static void assertFails(Checkout checkout, Map.Entry<String, String> failure) {
    checkout.fail(failure.getValue(), failure.getKey());
    Run run = run(checkout);
    assertThat(run.exit()).as("%s\n%s", failure, run.output()).isEqualTo(1);
    assertThat(run.output())
        .contains("failed: ", "planted", "Run ./deploy.sh up again: it continues from here.");
  }

  /** Returns the calls in their order, and when each fails. */
  private static List<Map.Entry<String, String>> failures(List<String> calls) {
    Map<String, String> lastOfKind = new LinkedHashMap<>();
    calls.forEach(call -> lastOfKind.put(kind(call), call));
    Set<String> seen = new HashSet<>();
    List<Map.Entry<String, String>> failures = new ArrayList<>();
    for (String call : calls) {
      if (seen.add(kind(call))) {
        failures.add(Map.entry(call, "before"));
      }
      if (call.equals(lastOfKind.get(kind(call)))) {
        failures.add(Map.entry(call, "after"));
      }
    }
    return failures;
  }

  private static String kind(String call) {
    return String.join(" ", Plan.words(call).subList(0, 3))
        .replaceAll(" \\S*(demo|\\.com)\\S*", "");
  }

  private static Run run(Checkout checkout) {
    return checkout.run(UP.split(" "));
  }

  private Checkout checkout(String name) {
    try {
      return Checkout.quickIn(Files.createDirectory(folder.resolve(name)));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
