package dev.aidemo.common.model;

import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.LabelledFeatures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of rows in their order. */
final class Fingerprint {
  private final MessageDigest digest;
  private final ByteBuffer row = ByteBuffer.allocate(Features.COUNT * Double.BYTES + 1);

  Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void add(LabelledFeatures labelled) {
    row.clear();
    for (double number : labelled.features().toArray()) {
      row.putDouble(number);
    }
    row.put((byte) labelled.truth().label());
    digest.update(row.array());
  }

  void add(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The digest so far, in hexadecimal digits; the rows are forgotten. */
  String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
