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

/** Payloads that a sender might get wrong, deliberately or not. */
public final class HostilePayloads {
  /** Sound ones, of each topic. */
  public static final List<String> SOUND =
      Stream.of("request", "prediction", "feedback", "model", "prediction-original")
          .map(HostilePayloads::contract)
          .toList();

  private HostilePayloads() {}

  /** A sample, changed wildly or in one value only; now and then noise. */
  public static byte[] next(Random random) {
    return switch (random.nextInt(20)) {
      case 0 -> HostileBytes.noise(200, random);
      case 1, 2, 3, 4, 5, 6, 7, 8, 9 -> HostileJson.changed(SOUND, random);
      default -> HostileJson.retouched(SOUND, random);
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
