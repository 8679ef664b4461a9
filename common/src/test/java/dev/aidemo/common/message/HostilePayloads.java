package dev.aidemo.common.message;

import dev.aidemo.common.hostile.HostileBytes;
import dev.aidemo.common.hostile.HostileJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Makes payloads that a sender might get wrong, deliberately or not. */
public final class HostilePayloads {
  /** Valid payloads of each topic. */
  public static final List<String> VALID =
      Stream.of("request", "prediction", "feedback", "model", "prediction-original")
          .map(HostilePayloads::contract)
          .toList();

  private HostilePayloads() {}

  /** Returns a changed sample, or sometimes random bytes. */
  public static byte[] next(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> HostileBytes.noise(200, random);
      case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> HostileJson.changed(VALID, random);
      default -> HostileJson.withOtherValues(VALID, random);
    };
  }

  private static String contract(String name) {
    String path = "/contract/" + name + ".json";
    try (InputStream file = HostilePayloads.class.getResourceAsStream(path)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
