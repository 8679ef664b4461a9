package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the build left: what gcloud would upload, and what runs it. */
public final class Deployables {
  private final Path root;

  /**
   * Those of a build.
   *
   * @param root the folder of the parent POM
   */
  public Deployables(Path root) {
    this.root = root;
  }

  /** The Functions Framework of today. */
  public Path invoker() {
    return built(root.resolve("local/target/invoker/java-function-invoker.jar"));
  }

  /** The older line of the Functions Framework, which Google runs too. */
  public Path olderInvoker() {
    return built(root.resolve("local/target/invoker-1/java-function-invoker.jar"));
  }

  /**
   * A function's JAR, whose manifest names the others beside it.
   *
   * @throws StackException if it was not built
   */
  public Path jar(DeployedFunction function) {
    String jar = function.module() + ".jar";
    return built(root.resolve(function.module()).resolve("target/deployable").resolve(jar));
  }

  /** The folder of a function's container. */
  public Path container(DeployedFunction function) {
    return root.resolve(function.module()).resolve("target/container");
  }

  /** One of the files that every container has. */
  Path script(String name) {
    return built(root.resolve("container").resolve(name));
  }

  /** The statements that create the tables. */
  public Path schema() {
    return built(root.resolve("schema.sql"));
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new StackException("there is no " + path + ": build first, as ./ai-demo does");
    }
    return path;
  }
}
