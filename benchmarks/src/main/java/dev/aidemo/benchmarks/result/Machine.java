package dev.aidemo.benchmarks.result;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What it was measured on.
 *
 * @param processor the processor's name
 * @param cores how many this JVM may use
 * @param memoryGigabytes in all
 * @param system the operating system and its version
 * @param java the JVM and its version
 */
public record Machine(
    String processor, int cores, long memoryGigabytes, String system, String java) {
  /** This one. Where {@code /proc} does not say, the processor is unknown. */
  public static Machine here() {
    return new Machine(
        line("/proc/cpuinfo", "model name"),
        Runtime.getRuntime().availableProcessors(),
        Math.round(kilobytes(line("/proc/meminfo", "MemTotal")) / 1024.0 / 1024.0),
        System.getProperty("os.name") + " " + System.getProperty("os.version").split("-", 2)[0],
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  private static String line(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException | UncheckedIOException notLinux) {
      return "unknown";
    }
  }

  private static long kilobytes(String text) {
    String digits = text.replaceAll("\\D", "");
    return digits.isEmpty() ? 0 : Long.parseLong(digits);
  }
}
