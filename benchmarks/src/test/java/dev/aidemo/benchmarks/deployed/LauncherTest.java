package dev.aidemo.benchmarks.deployed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LauncherTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  @TempDir private Path folder;

  @Test
  void theFlagsAreThoseOfTheExample() {
    String yaml =
        """
        # JAVA_TOOL_OPTIONS: "-XX:+Old"
        PROJECT_ID: "p"
        JAVA_TOOL_OPTIONS: "-XX:+UseSerialGC -Xss1m"
        """;
    assertThat(Launcher.flags(yaml)).isEqualTo("-XX:+UseSerialGC -Xss1m");
  }

  @Test
  void anExampleWithoutFlagsIsAnError() {
    assertThatThrownBy(() -> Launcher.flags("PROJECT_ID: \"p\"\n"))
        .hasMessageContaining("JAVA_TOOL_OPTIONS");
  }

  @Test
  void flagsAreGivenWhereTheManagedRuntimeIsToldThem() throws Exception {
    var launcher = new Launcher(ROOT, folder);
    Map<String, String> variables = Map.of("PROJECT_ID", "p");
    assertThat(launcher.environment(Way.MANAGED, variables))
        .containsEntry("PROJECT_ID", "p")
        .hasEntrySatisfying(
            "JAVA_TOOL_OPTIONS", flags -> assertThat(flags).contains("-XX:+UseSerialGC"));
    assertThat(launcher.environment(Way.NO_FLAGS, variables)).isEqualTo(variables);
  }

  @Test
  void theTrivialJarHoldsOneClass() throws Exception {
    Path jar = TrivialJar.write(folder);
    assertThat(Files.size(jar)).isLessThan(2_000);
    try (var file = new java.util.jar.JarFile(jar.toFile())) {
      assertThat(file.stream().map(Object::toString))
          .containsExactly("dev/aidemo/benchmarks/deployed/TrivialFunction.class");
    }
  }
}
