package dev.aidemo.benchmarks.deployed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** {@link TrivialFunction} alone, as it would be deployed. */
final class TrivialJar {
  private TrivialJar() {}

  /** Writes it into the folder, and returns the file. */
  static Path write(Path folder) throws IOException {
    Path jar = folder.resolve("trivial.jar");
    String name = TrivialFunction.class.getName().replace('.', '/') + ".class";
    try (InputStream code =
            Objects.requireNonNull(
                TrivialFunction.class.getClassLoader().getResourceAsStream(name), name);
        var output = new JarOutputStream(Files.newOutputStream(jar))) {
      output.putNextEntry(new ZipEntry(name));
      code.transferTo(output);
    }
    return jar;
  }
}
