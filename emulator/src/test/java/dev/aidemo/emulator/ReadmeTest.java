package dev.aidemo.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Each test that README.md names exists, so that no promise outlives its test. */
class ReadmeTest {
  private static final Path SOURCES = Path.of("src", "test", "java");
  private static final Pattern NAME = Pattern.compile("`(\\w+(?:Test|IT)\\.\\w+)`");

  @Test
  void namesTestsThatExist() throws Exception {
    List<String> named =
        NAME.matcher(Files.readString(Path.of("README.md")))
            .results()
            .map(match -> match.group(1))
            .toList();

    assertThat(named).hasSizeGreaterThan(50);
    assertThat(tests()).containsAll(named);
  }

  private static Set<String> tests() throws IOException, ClassNotFoundException {
    Set<String> tests = new TreeSet<>();
    for (String name : classes()) {
      Class<?> type = Class.forName(name, false, ReadmeTest.class.getClassLoader());
      for (Method method : type.getDeclaredMethods()) {
        if (method.isAnnotationPresent(Test.class)
            || method.isAnnotationPresent(ParameterizedTest.class)) {
          tests.add(type.getSimpleName() + "." + method.getName());
        }
      }
    }
    return tests;
  }

  private static List<String> classes() throws IOException {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files
          .map(file -> SOURCES.relativize(file).toString())
          .filter(file -> file.endsWith("Test.java") || file.endsWith("IT.java"))
          .map(file -> file.replace(".java", "").replace(File.separatorChar, '.'))
          .toList();
    }
  }
}
