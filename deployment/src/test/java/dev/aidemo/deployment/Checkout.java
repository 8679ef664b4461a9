package dev.aidemo.deployment;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Copies what {@code deploy.sh} needs into a folder, with deployables of a few bytes and a
 * recording {@code gcloud} whose project is empty at first.
 */
final class Checkout {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  static final String PROJECT = "demo-project";
  private static final Path RESOURCES = ROOT.resolve("deployment/src/test/resources");
  private static final int TIMEOUT_SECONDS = 60;

  private final Path folder;
  private final Path home;
  private final Map<String, String> environment;
  private int attempts = 1;

  private Checkout(Path folder, Map<String, String> environment) {
    this.folder = folder;
    this.home = folder.resolve("gcloud-home");
    this.environment = environment;
  }

  /** Makes one whose {@code gcloud} is a program on the PATH. */
  static Checkout in(Path folder) {
    var checkout = new Checkout(folder, Map.of("PATH", RESOURCES + ":" + System.getenv("PATH")));
    checkout.fill();
    return checkout;
  }

  /** Makes one whose {@code gcloud} is a function of the shell, which is quicker. */
  static Checkout quickIn(Path folder) {
    var checkout =
        new Checkout(
            folder,
            Map.of(
                "BASH_ENV",
                RESOURCES.resolve("quick-gcloud.sh").toString(),
                "RECORDER",
                RESOURCES.resolve("gcloud").toString()));
    checkout.fill();
    return checkout;
  }

  /** Makes a quick one with a copy of the project of another one. */
  static Checkout deployedIn(Path folder, Checkout other) {
    Checkout checkout = quickIn(folder);
    try {
      Files.delete(checkout.home.resolve("state"));
      copy(other.home.resolve("state"), checkout.home.resolve("state"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return checkout;
  }

  private void fill() {
    try {
      Files.createDirectories(home.resolve("state"));
      for (String file : List.of("deploy.sh", "schema.sql", "config", "deploy")) {
        copy(ROOT.resolve(file), folder.resolve(file));
      }
      for (DeployedFunction function : DeployedFunction.all()) {
        Path deployable = folder.resolve(function.module()).resolve("target/deployable");
        Files.createDirectories(deployable);
        write(deployable.resolve(function.module() + ".jar"), function.module());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    settings(
        """
        PROJECT_ID: "demo-project"
        BUCKET: "demo-project-models"
        REDIS_INSTANCE: "ai-demo"
        DB_INSTANCE: "ai-demo"
        """);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  /** Writes {@code env-vars.yaml}. */
  void settings(String yaml) {
    write(folder.resolve("env-vars.yaml"), yaml);
  }

  /** Changes what a function's deployable holds. */
  void rebuild(DeployedFunction function, String content) {
    String module = function.module();
    write(folder.resolve(module).resolve("target/deployable").resolve(module + ".jar"), content);
  }

  /** Lets the next call that begins so fail, {@code before} or {@code after} it takes effect. */
  void fail(String when, String call) {
    write(home.resolve("fail"), when + " " + call + "\n");
  }

  /** Sets how often a grant is tried before it fails. */
  void grantAttempts(int times) {
    attempts = times;
  }

  void failNoMore() {
    try {
      Files.deleteIfExists(home.resolve("fail"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs {@code deploy.sh} to its end. */
  Run run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("./deploy.sh"));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("GCLOUD_HOME", home.toString());
    builder.environment().put("GRANT_ATTEMPTS", Integer.toString(attempts));
    builder.environment().put("GRANT_PAUSE", "0");
    try {
      builder.redirectOutput(home.resolve("output").toFile());
      Process process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", command) + " does not end");
      }
      return new Run(process.exitValue(), Files.readString(home.resolve("output")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Returns what exists in the project, by kind and name. */
  SortedMap<String, String> state() {
    SortedMap<String, String> state = new TreeMap<>();
    try (Stream<Path> files = Files.list(home.resolve("state"))) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        // The password is random.
        String content = name.matches("(version|user):.*") ? "" : Files.readString(file);
        List<String> lines = new ArrayList<>(content.lines().sorted().toList());
        state.put(name, String.join("\n", lines));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return state;
  }

  /** Puts a resource into the project, or removes it if the content is empty. */
  void plant(String resource, String content) {
    try {
      Path file = home.resolve("state").resolve(resource);
      if (content.isEmpty()) {
        Files.delete(file);
      } else {
        write(file, content);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the content of a resource. */
  String content(String resource) {
    try {
      return Files.readString(home.resolve("state").resolve(resource));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the first version of a secret. */
  String key(String secret) {
    return content("version:" + secret + ":1").replaceFirst("(?s).*data=", "").strip();
  }

  /** Returns all calls so far that changed something, or all that only asked. */
  List<String> calls(boolean changes) {
    if (Files.notExists(home.resolve("calls"))) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(home.resolve("calls"))) {
      String prefix = changes ? "   " : "?  ";
      return lines.filter(line -> line.startsWith(prefix)).map(line -> line.substring(3)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tells how a run ended, and all that it printed. */
  record Run(int exit, String output) {}
}
