package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds what the build made: the functions as gcloud uploads them, and what runs them. */
public final class Deployables {
  private final Path root;

  /**
   * Looks into a build.
   *
   * @param root the folder of the parent POM
   */
  public Deployables(Path root) {
    this.root = root;
  }

  /** Returns the JAR of the current Functions Framework. */
  public Path invoker() {
    return built(root.resolve("local/target/invoker/java-function-invoker.jar"));
  }

  /** Returns the JAR of the older Functions Framework, which Google runs too. */
  public Path olderInvoker() {
    return built(root.resolve("local/target/invoker-1/java-function-invoker.jar"));
  }

  /**
   * Returns the JAR of a function. Its manifest names the libraries beside it.
   *
   * @throws StackException if it was not built
   */
  public Path jar(DeployedFunction function) {
    String jar = function.module() + ".jar";
    return built(root.resolve(function.module()).resolve("target/deployable").resolve(jar));
  }

  /** Returns the folder from which a function's container is built. */
  public Path container(DeployedFunction function) {
    return root.resolve(function.module()).resolve("target/container");
  }

  /** Returns a file that every container has. */
  Path script(String name) {
    return built(root.resolve("container").resolve(name));
  }

  /** Returns the file that creates the tables. */
  public Path schema() {
    return built(root.resolve("schema.sql"));
  }

  private static Path built(Path path) {
    if (!Files.exists(path)) {
      throw new StackException(
          "there is no " + path + ": build the project first, as ./ai-demo does");
    }
    return path;
  }
}
