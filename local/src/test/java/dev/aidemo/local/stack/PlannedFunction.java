package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds a function's deployment as {@code deploy.sh plan} prints it.
 *
 * @param flags the flags of {@code gcloud functions deploy}, by name
 */
record PlannedFunction(DeployedFunction function, Map<String, String> flags) {
  private static final Pattern FLAG = Pattern.compile("'--([^'=]+)=([^']*)'|--([^\\s=]+)=(\\S*)");
  private static final Pattern MEGABYTES = Pattern.compile("(\\d+)MB");

  /** Runs {@code deploy.sh plan} with settings. */
  static Map<DeployedFunction, PlannedFunction> plan(List<String> settings) {
    String output = run(settings);
    Map<DeployedFunction, PlannedFunction> planned = new HashMap<>();
    for (DeployedFunction function : DeployedFunction.all()) {
      String begin = "   gcloud functions deploy " + function.module() + " ";
      String line =
          output
              .lines()
              .filter(printed -> printed.startsWith(begin))
              .findFirst()
              .orElseThrow(() -> new AssertionError(begin + "is not in " + output));
      planned.put(function, new PlannedFunction(function, flags(line)));
    }
    return planned;
  }

  private static String run(List<String> settings) {
    List<String> command = new ArrayList<>(List.of("./deploy.sh", "plan"));
    command.addAll(settings);
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(Path.of("..").toFile())
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError(output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private static Map<String, String> flags(String line) {
    Map<String, String> flags = new HashMap<>();
    FLAG.matcher(line).results().forEach(flag -> flags.put(either(flag, 1, 3), either(flag, 2, 4)));
    return flags;
  }

  private static String either(MatchResult flag, int quoted, int plain) {
    return flag.group(quoted) == null ? flag.group(plain) : flag.group(quoted);
  }

  String flag(String name) {
    String value = flags.get(name);
    if (value == null) {
      throw new AssertionError(function.module() + " is deployed without --" + name);
    }
    return value;
  }

  /** Returns its memory. Cloud Run functions count 1,000,000 bytes as an MB. */
  long memoryBytes() {
    Matcher memory = MEGABYTES.matcher(flag("memory"));
    if (!memory.matches()) {
      throw new AssertionError("--memory=" + flag("memory"));
    }
    return Long.parseLong(memory.group(1)) * 1_000_000;
  }

  /** Returns its environment, with the values of the secrets that it names. */
  Map<String, String> environment(Map<String, String> secrets) {
    Map<String, String> environment = new HashMap<>();
    for (String pair : flag("set-env-vars").substring("^|^".length()).split("\\|")) {
      environment.put(pair.replaceFirst("=.*", ""), pair.replaceFirst("[^=]*=", ""));
    }
    for (String pair : flags.getOrDefault("set-secrets", "").split(",")) {
      if (!pair.isEmpty()) {
        String secret = pair.replaceFirst(".*=(.*):\\d+", "$1");
        environment.put(pair.replaceFirst("=.*", ""), secrets.getOrDefault(secret, ""));
      }
    }
    return environment;
  }
}
