package dev.aidemo.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What class files do not show: names of features, SQL, documentation, length. */
class SourceRulesTest {
  private static final Pattern FEATURE_NAME =
      Pattern.compile("\\b(variance|skewness|curtosis)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern SQL =
      Pattern.compile(
          "\\b(SELECT\\s.+\\sFROM|INSERT INTO|UPDATE \\w+ SET|DELETE FROM|TRUNCATE)\\b");
  private static final Pattern PUBLIC_TYPE =
      Pattern.compile("(?m)^public (abstract |final )*(class|record|interface|enum) ");
  private static final Pattern NAME_OF_NOTHING =
      Pattern.compile("(?i).*(utils?|impl|helpers?|misc)\\.java");
  private static final int MAX_FUNCTION_LINES = 70;

  @Test
  void onlyTheDomainNamesFeatures() {
    assertThat(matching(Checkout.mainSources(), FEATURE_NAME))
        .filteredOn(file -> !file.startsWith("benchmarks/"))
        .containsExactly("common/src/main/java/dev/aidemo/common/banknote/Features.java");
  }

  /** Two statements fill tables with random rows. */
  @Test
  void benchmarksHardlyNameFeatures() {
    assertThat(matching(Checkout.mainSources(), FEATURE_NAME))
        .filteredOn(file -> file.startsWith("benchmarks/"))
        .hasSizeLessThanOrEqualTo(2);
  }

  /** The demo checks what the functions wrote with two queries that no function needs. */
  @Test
  void onlyTheDatabasePackageHasSql() {
    List<Path> product =
        Checkout.mainSources().stream()
            .filter(file -> !Checkout.name(file).matches("(benchmarks|embedded|testkit|local)/.*"))
            .toList();
    assertThat(matching(product, SQL))
        .filteredOn(file -> !file.startsWith("common/src/main/java/dev/aidemo/common/database/"))
        .isEmpty();
  }

  @Test
  void publicTypesAreDocumented() {
    List<String> undocumented = new ArrayList<>();
    for (Path file : Checkout.mainSources()) {
      String source = Checkout.read(file);
      Matcher type = PUBLIC_TYPE.matcher(source);
      if (type.find() && !source.substring(0, type.start()).contains("*/")) {
        undocumented.add(Checkout.name(file));
      }
    }
    assertThat(undocumented).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIsFor() {
    List<String> silent = new ArrayList<>();
    for (Path file : Checkout.mainSources()) {
      Path info = file.resolveSibling("package-info.java");
      if (!info.toFile().exists() || !Checkout.read(info).startsWith("/**")) {
        silent.add(Checkout.name(file.getParent()));
      }
    }
    assertThat(silent).isEmpty();
  }

  @Test
  void noTypeIsCalledAfterNothing() {
    List<String> names = Checkout.mainSources().stream().map(Checkout::name).toList();
    assertThat(names).filteredOn(name -> NAME_OF_NOTHING.matcher(name).matches()).isEmpty();
  }

  @Test
  void aFunctionClassFitsOnAScreen() {
    for (Path module : Checkout.functions()) {
      for (Path file : Checkout.sources(module.resolve("src/main/java"))) {
        String source = Checkout.read(file);
        if (source.contains("extends PubSubFunction<")) {
          assertThat(source.lines().count()).as(Checkout.name(file)).isLessThan(MAX_FUNCTION_LINES);
        }
      }
    }
  }

  private static List<String> matching(List<Path> files, Pattern pattern) {
    return files.stream()
        .filter(file -> pattern.matcher(Checkout.read(file)).find())
        .map(Checkout::name)
        .toList();
  }
}
