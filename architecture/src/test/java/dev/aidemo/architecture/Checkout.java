package dev.aidemo.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Finds the files of the project: modules, sources, compiled classes, documents. */
final class Checkout {
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Checkout() {}

  /** Returns the folders of all modules that have main code. */
  static List<Path> modules() {
    return list(ROOT).stream().filter(path -> Files.isDirectory(main(path))).toList();
  }

  /** Returns the folders of the modules that are functions. */
  static List<Path> functions() {
    return modules().stream()
        .filter(module -> read(module.resolve("pom.xml")).contains("<function.target>"))
        .toList();
  }

  /** Returns the folders of the compiled main classes of a module. */
  static Path classes(Path module) {
    return module.resolve("target/classes");
  }

  /** Returns the main sources of all modules. */
  static List<Path> mainSources() {
    return modules().stream().flatMap(module -> sources(main(module)).stream()).toList();
  }

  /** Returns the Java files below a folder. */
  static List<Path> sources(Path folder) {
    return walk(folder, ".java");
  }

  /** Returns the documents: README and its like, and everything in docs and beside modules. */
  static List<Path> documents() {
    return walk(ROOT, ".md").stream()
        .filter(path -> !path.toString().matches(".*/(target|src)/.*"))
        .toList();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns a path as it is written in documents. */
  static String name(Path file) {
    return ROOT.relativize(file).toString();
  }

  private static Path main(Path module) {
    return module.resolve("src/main/java");
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> walk(Path folder, String ending) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(path -> path.toString().endsWith(ending))
          .filter(path -> !path.toString().contains("/."))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
