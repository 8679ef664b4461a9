package dev.aidemo.benchmarks.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Holds what one run of a section measured, and how long it took: the content of a JSON file. */
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
    /** Describes this machine, which must run Linux. */
    public static Machine here() throws IOException {
      var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      String processor = Files.readString(Path.of("/proc/cpuinfo"));
      return new Machine(
          processor.replaceFirst("(?s).*?model name\\s*: ([^\n]*).*", "$1"),
          system.getAvailableProcessors(),
          Math.round(system.getTotalMemorySize() / 1024.0 / 1024.0 / 1024.0),
          system.getName() + " " + system.getVersion().split("-", 2)[0],
          System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    /** Returns a description in one line. */
    public String inWords() {
      return "%s, %d cores, %d GB, %s, %s"
          .formatted(processor, cores, memoryGigabytes, system, java);
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
