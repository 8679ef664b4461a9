package dev.aidemo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.deployment.Checkout.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that {@code env-vars.yaml.example} documents every setting with its default. */
class ExampleIT {
  private static final Pattern SETTING = Pattern.compile("(?:# )?([A-Z_]+): \"([^\"]*)\".*");
  private static final Pattern WORD = Pattern.compile("[A-Z_]{4,}");

  @TempDir private Path folder;

  @Test
  void isAcceptedWithAProjectAndABucket() throws IOException {
    Checkout checkout = Checkout.quickIn(folder);
    checkout.settings(example().replace("your-project", "a-project"));
    Run run = checkout.run("plan");
    assertThat(run.exit()).as(run.output()).isZero();
  }

  @Test
  void isAcceptedWithEverySetting() throws IOException {
    Checkout checkout = Checkout.quickIn(folder);
    String all =
        example()
            .replace("your-project", "a-project")
            .replaceAll("(?m)^# ([A-Z_]+: \"[^\"]*\").*$", "$1")
            .replaceAll("(?m)^[A-Z_]+_EMULATOR_HOST.*$", "");
    checkout.settings(all);
    Run run = checkout.run("plan");
    assertThat(run.exit()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("--subnet=default", "/etc/redis/ca.pem=redis-ca:1", "REDISAUTH=redis-auth:1");
  }

  @Test
  void documentsEverySettingWithItsDefault() throws IOException {
    Map<String, String> documented = settings(example());
    Map<String, String> defaults = settings(read("config/defaults.yaml"));
    defaults.remove("SUBNET");
    assertThat(documented).containsAllEntriesOf(defaults);
    String script = read("deploy/settings.sh");
    String optional = script.replaceFirst("(?s).*OPTIONAL_SETTINGS=\"([^\"]*)\".*", "$1");
    WORD.matcher(optional)
        .results()
        .forEach(setting -> assertThat(documented).containsKey(setting.group()));
  }

  private static Map<String, String> settings(String yaml) {
    Map<String, String> settings = new TreeMap<>();
    for (String line : yaml.lines().toList()) {
      Matcher setting = SETTING.matcher(line);
      if (setting.matches()) {
        settings.put(setting.group(1), setting.group(2));
      }
    }
    return settings;
  }

  private static String example() throws IOException {
    return read("env-vars.yaml.example");
  }

  private static String read(String file) throws IOException {
    return Files.readString(Checkout.ROOT.resolve(file));
  }
}
