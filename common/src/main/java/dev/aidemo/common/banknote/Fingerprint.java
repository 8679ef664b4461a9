package dev.aidemo.common.banknote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the SHA-256 of rows in their order. */
public final class Fingerprint {
  private final MessageDigest digest;
  private final ByteBuffer row = ByteBuffer.allocate(Features.COUNT * Double.BYTES);

  /** Starts without rows. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Adds a row. */
  public void add(LabelledFeatures labelled) {
    add(labelled.features());
    digest.update((byte) labelled.truth().label());
  }

  /** Adds a row without its class. */
  public void add(Features features) {
    row.clear();
    for (double number : features.toArray()) {
      row.putDouble(number);
    }
    digest.update(row.array());
  }

  /** Adds a string. */
  public void add(String string) {
    digest.update(string.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the digest so far in hexadecimal digits, and starts again without rows. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
