package dev.aidemo.benchmarks.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Holds what one run of a section measured: the content of its JSON file.
 *
 * @param command measures it again
 * @param date the day, as ISO-8601
 * @param seconds how long the whole section took
 */
public record Results(
    String section,
    String command,
    String date,
    Machine machine,
    double seconds,
    List<Figure> figures) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Describes what figures were measured on. */
  public record Machine(
      String processor, int cores, long memoryGigabytes, String system, String java) {
    /** Describes this machine, which must run Linux to be known in full. */
    public static Machine here() {
      String kilobytes = "0" + line("/proc/meminfo", "MemTotal").replaceAll("\\D", "");
      return new Machine(
          line("/proc/cpuinfo", "model name"),
          Runtime.getRuntime().availableProcessors(),
          Math.round(Long.parseLong(kilobytes) / 1024.0 / 1024.0),
          System.getProperty("os.name") + " " + System.getProperty("os.version").split("-", 2)[0],
          System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    private static String line(String file, String name) {
      try {
        return Files.readAllLines(Path.of(file)).stream()
            .filter(line -> line.startsWith(name))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse("unknown");
      } catch (IOException notLinux) {
        return "unknown";
      }
    }
  }

  /** Reads a file that {@link #write} wrote. */
  public static Results read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Results.class);
  }

  /** Writes {@code SECTION.json} into the folder, replaces an older one, and returns it. */
  public Path write(Path folder) throws IOException {
    Path file = Files.createDirectories(folder).resolve(section + ".json");
    return Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }
}
