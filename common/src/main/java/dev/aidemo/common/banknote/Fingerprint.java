package dev.aidemo.common.banknote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Computes the SHA-256 of rows in their order. */
public final class Fingerprint {
  private final MessageDigest digest;
  private final ByteBuffer row = ByteBuffer.allocate(Features.COUNT * Double.BYTES + 1);

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
    row.clear();
    for (double number : labelled.features().toArray()) {
      row.putDouble(number);
    }
    row.put((byte) labelled.truth().label());
    digest.update(row.array());
  }

  /** Adds a salt. */
  void add(String salt) {
    digest.update(salt.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the digest so far in hexadecimal digits, and starts again without rows. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
