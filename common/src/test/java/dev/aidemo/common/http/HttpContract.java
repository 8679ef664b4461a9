package dev.aidemo.common.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Holds what clients of the two public APIs send and expect, byte for byte. */
public final class HttpContract {
  /** The batch of all fixtures. */
  public static final String BATCH_ID = "13a92ebd-e829-11f1-8527-3a45a567abb2";

  /** The fixtures of answers, with the schema of the OpenAPI document that each obeys. */
  public static final List<String> ANSWERS =
      List.of(
          "notes Notes",
          "batches BatchList",
          "batch RatedBatch",
          "review NotesToReview",
          "ratings Ratings",
          "jobs TrainingList",
          "model ServedModel");

  private HttpContract() {}

  /** Returns what a client sends: {@code notes} or {@code ratings}. */
  public static String request(String name) {
    return read("http-" + name + ".json");
  }

  /** Returns what it is answered, with the line's end. */
  public static String answer(String name) {
    return read("http-" + name + "-answer.json");
  }

  private static String read(String file) {
    String path = "/contract/" + file;
    try (InputStream fixture =
        Objects.requireNonNull(HttpContract.class.getResourceAsStream(path), path)) {
      return new String(fixture.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
