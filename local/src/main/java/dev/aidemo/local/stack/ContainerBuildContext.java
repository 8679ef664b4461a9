package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the folder that a container is built from: a function, the Functions Framework, and the
 * scripts that start them.
 */
public final class ContainerBuildContext {
  private static final List<String> SCRIPTS = List.of("Dockerfile", "archive.sh", "start.sh");

  private final Deployables deployables;
  private final DeployedFunction function;

  /** Prepares the folder of a function. */
  public ContainerBuildContext(Deployables deployables, DeployedFunction function) {
    this.deployables = deployables;
    this.function = function;
  }

  /**
   * Writes the folder, and replaces an older one.
   *
   * @param classLists the folder of {@code MODULE.lst}, which lists the classes that functions load
   * @return the folder
   * @throws IOException if a part is missing or cannot be written
   */
  public Path write(Path classLists) throws IOException {
    return write(classLists, deployables.container(function));
  }

  Path write(Path classLists, Path folder) throws IOException {
    Path jar = deployables.jar(function);
    Path deployable = jar.resolveSibling("libs");
    clear(folder);
    Path libraries = Files.createDirectories(folder.resolve("libs"));
    try (Stream<Path> files = Files.list(deployable)) {
      for (Path library : files.toList()) {
        copy(library, libraries.resolve(library.getFileName()));
      }
    }
    copy(jar, folder.resolve("function.jar"));
    copy(deployables.invoker(), folder.resolve("invoker.jar"));
    copy(classLists.resolve(function.module() + ".lst"), folder.resolve("classes.lst"));
    for (String script : SCRIPTS) {
      copy(deployables.script(script), folder.resolve(script));
    }
    Files.writeString(folder.resolve("target"), function.target() + "\n");
    return folder;
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Deletes the libraries of an older build, too. */
  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
