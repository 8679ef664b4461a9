package dev.aidemo.common.evidence;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Draws numbers from ids: the same id always gives the same number. */
final class Chance {
  private Chance() {}

  /**
   * Returns a number that is uniform between 0 and 1, both excluded.
   *
   * @param purpose numbers for different purposes are independent
   */
  static double of(String purpose, UUID id) {
    byte[] hash = sha256().digest((purpose + ' ' + id).getBytes(StandardCharsets.UTF_8));
    long bits = ByteBuffer.wrap(hash).getLong() >>> 12;
    return (bits + 0.5) / (1L << 52);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
