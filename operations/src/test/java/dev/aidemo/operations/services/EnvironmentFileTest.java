package dev.aidemo.operations.services;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {
  @TempDir private Path folder;
  private final Map<String, String> values = new HashMap<>();

  @BeforeEach
  void fill() {
    for (String name : new String[] {"PROJECT_ID", "REDISHOST", "DBPASS"}) {
      values.put(name, "value-of-" + name);
    }
  }

  @Test
  void aShellReadsEachVariable() throws Exception {
    values.put("DBPASS", "it's $HOME");
    Path file = folder.resolve("env");
    EnvironmentFile.in(folder).write(values);
    assertThat(Files.readAllLines(file))
        .hasSize(3)
        .contains("export PROJECT_ID=value-of-PROJECT_ID", "export DBPASS='it'\\''s $HOME'");
    assertThat(valueInShell(file, "DBPASS")).isEqualTo("it's $HOME");
  }

  @Test
  void theVariablesThatWereWrittenAreRead() {
    values.put("DBPASS", "it's $HOME");
    var file = EnvironmentFile.in(folder);
    file.write(values);
    assertThat(file.read()).contains(values);
  }

  @Test
  void onlyTheOwnerMayReadIt() throws Exception {
    Path file = folder.resolve("env");
    EnvironmentFile.in(folder).write(values);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void nothingIsLeftOnceItIsRemoved() {
    var file = EnvironmentFile.in(folder);
    file.write(values);
    file.remove();
    file.remove();
    assertThat(file.read()).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  private static String valueInShell(Path file, String name) throws Exception {
    Process shell =
        new ProcessBuilder("sh", "-c", ". \"$0\"; printf %s \"$" + name + "\"", file.toString())
            .start();
    return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
