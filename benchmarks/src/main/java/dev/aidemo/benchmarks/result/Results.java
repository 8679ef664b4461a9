package dev.aidemo.benchmarks.result;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What one run of a section measured, as its JSON file has it.
 *
 * @param section its name
 * @param command what a reader runs to measure it again
 * @param date the day, as ISO-8601
 * @param machine what it ran on
 * @param seconds how long the whole section took
 * @param figures what was measured
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

  /**
   * Reads a file that {@link #write} wrote.
   *
   * @throws IOException if there is none, or it is not one
   */
  public static Results read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), Results.class);
  }

  /**
   * Writes {@code SECTION.json} into the folder, in place of an older one.
   *
   * @return the file
   */
  public Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(section + ".json");
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
    return file;
  }
}
