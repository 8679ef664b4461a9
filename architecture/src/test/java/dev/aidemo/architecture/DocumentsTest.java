package dev.aidemo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Documents point to what exists: files, and tests by name. */
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern TEST =
      Pattern.compile("\\b([A-Z]\\w*[a-z]\\w*(?:Test|IT))(?:\\.([a-z]\\w+))?\\b");
  private static final int MAX_README_WORDS = 900;

  @Test
  void everyLinkLeadsToAFile() {
    List<String> broken = new ArrayList<>();
    for (Path document : Checkout.documents()) {
      Matcher link = LINK.matcher(Checkout.read(document));
      while (link.find()) {
        String target = link.group(1);
        if (!URI.create(target).isAbsolute() && !Files.exists(document.resolveSibling(target))) {
          broken.add(Checkout.name(document) + " -> " + target);
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyTestThatIsNamedExists() {
    Map<String, String> tests =
        Checkout.sources(Checkout.ROOT).stream()
            .filter(
                file ->
                    file.toString().contains("/src/test/")
                        || file.toString().contains("/src/fuzz/"))
            .collect(
                Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""),
                    Checkout::read,
                    (one, other) -> one + other));
    Set<String> missing = new TreeSet<>();
    for (Path document : Checkout.documents()) {
      Matcher test = TEST.matcher(Checkout.read(document));
      while (test.find()) {
        String source = tests.get(test.group(1));
        if (source == null
            || (test.group(2) != null && !source.contains(" " + test.group(2) + "("))) {
          missing.add(Checkout.name(document) + ": " + test.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void theReadmeIsReadInFourMinutes() {
    String readme = Checkout.read(Checkout.ROOT.resolve("README.md"));
    assertThat(readme.strip().split("\\s+").length).isLessThanOrEqualTo(MAX_README_WORDS);
  }
}
