package dev.aidemo.benchmarks.deployed;

import dev.aidemo.local.stack.Deployables;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands and variables that start a function. */
public final class Launcher {
  private static final String FLAGS = "JAVA_TOOL_OPTIONS";
  private static final Pattern FLAGS_LINE = Pattern.compile(FLAGS + ": \"(.*)\"");

  private final Deployables deployables;
  private final Path folder;
  private final Path trivial;
  private final String flags;

  /**
   * Reads what a deployment is told to set.
   *
   * @param root the folder of the parent POM, built
   * @param folder for a JAR and a log of its own
   */
  Launcher(Path root, Path folder) throws IOException {
    this.deployables = new Deployables(root);
    this.folder = folder;
    this.trivial = TrivialJar.write(folder);
    this.flags = flags(Files.readString(root.resolve("config/defaults.yaml")));
  }

  static String flags(String yaml) {
    return yaml.lines()
        .map(FLAGS_LINE::matcher)
        .filter(Matcher::matches)
        .map(line -> line.group(1))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("config/defaults.yaml must have " + FLAGS + ": \"…\""));
  }

  /**
   * The ways that there are in this build: that of containers only where {@code ./ai-demo
   * containers} wrote them from it.
   */
  public List<Way> ways() {
    boolean hasContainers =
        DeployedFunction.all().stream()
            .allMatch(function -> container(function).isOf(deployables.jar(function)));
    return Arrays.stream(Way.values())
        .filter(way -> way != Way.CONTAINER || hasContainers)
        .toList();
  }

  /** Does what takes long and is not part of a start. */
  public void prepare(Way way, Subject subject) throws IOException {
    if (way == Way.CONTAINER && subject.function().isPresent()) {
      container(subject.function().get()).archive(folder.resolve("archive.log"));
    }
  }

  private Container container(DeployedFunction function) {
    return new Container(deployables.container(function));
  }

  /** As a figure names it. */
  public String name(Way way) throws IOException {
    return switch (way) {
      case MANAGED -> "managed";
      case OLDER_INVOKER -> "managed, invoker " + version(deployables.olderInvoker());
      case NO_FLAGS -> "managed, no flags";
      case CONTAINER -> "container";
    };
  }

  List<String> command(Way way, Subject subject) {
    String jar = subject.function().map(deployables::jar).orElse(trivial).toString();
    if (way == Way.CONTAINER) {
      return container(subject.function().orElseThrow()).command();
    }
    Path invoker = way == Way.OLDER_INVOKER ? deployables.olderInvoker() : deployables.invoker();
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-jar",
        invoker.toString(),
        "--classpath",
        jar,
        "--target",
        subject.target());
  }

  Map<String, String> environment(Way way, Map<String, String> variables) {
    Map<String, String> environment = new HashMap<>(variables);
    if (way != Way.NO_FLAGS) {
      environment.put(FLAGS, flags);
    }
    return environment;
  }

  private static String version(Path jar) throws IOException {
    try (var file = new JarFile(jar.toFile())) {
      return file.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
  }
}
