package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that {@code docs/deploy.md} agrees with {@code deploy.sh plan}. */
class DocumentIT {
  private static final Pattern ROW =
      Pattern.compile("\\| (.+?) \\| `([a-zA-Z.]+)` \\| (.+?) \\| .+ \\|");
  private static final Pattern GRANT =
      Pattern.compile(
          "gcloud .*?(topics|subscriptions|secrets|buckets|services|projects)"
              + " add-iam-policy-binding (\\S+).* --member=serviceAccount:(\\S+) --role=roles/(\\S+).*");

  @TempDir private Path folder;

  @Test
  void listsEachGrantAndNoOther() throws IOException {
    Set<String> documented = new TreeSet<>();
    page().stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
        .map(row -> row.replace("`", ""))
        .forEach(documented::add);
    Set<String> granted = new TreeSet<>();
    Plan.of(Checkout.quickIn(folder).run("plan").output()).changes().stream()
        .map(GRANT::matcher)
        .filter(Matcher::matches)
        .map(grant -> account(grant.group(3)) + " " + grant.group(4) + " " + resource(grant))
        .forEach(granted::add);
    assertThat(documented).isNotEmpty().isEqualTo(granted);
  }

  private static String account(String email) {
    return email
        .replaceFirst("^service-PROJECT_NUMBER@gcp-sa-pubsub.*", "Pub/Sub's agent")
        .replaceFirst("^SQL_ACCOUNT$", "Cloud SQL's account")
        .replaceFirst("^ai-demo-([a-z-]+)@.*", "$1");
  }

  private static String resource(Matcher grant) {
    String name = grant.group(2).replaceFirst("^gs://demo-project-models", "BUCKET");
    return switch (grant.group(1)) {
      case "subscriptions" ->
          name.equals("dead-letter") ? "subscription " + name : "each function's subscription";
      case "projects" -> "project";
      default -> grant.group(1).replaceFirst("s$", "") + " " + name;
    };
  }

  @Test
  void quotesTheArithmeticOfPlan() throws IOException {
    List<String> page = page();
    assertThat(Checkout.quickIn(folder).run("plan").output().lines().limit(3).toList())
        .allSatisfy(line -> assertThat(page).contains(line));
  }

  private static List<String> page() throws IOException {
    return Files.readAllLines(Checkout.ROOT.resolve("docs/deploy.md"));
  }
}
