package dev.aidemo.emulator.storage;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.zip.CRC32C;

/** The CRC32C, big-endian, and the MD5 of a content, both in base64. */
record Checksums(String crc32c, String md5) {
  static Checksums of(byte[] content) {
    CRC32C crc32c = new CRC32C();
    crc32c.update(content);
    byte[] bigEndian = ByteBuffer.allocate(Integer.BYTES).putInt((int) crc32c.getValue()).array();
    Base64.Encoder base64 = Base64.getEncoder();
    return new Checksums(base64.encodeToString(bigEndian), base64.encodeToString(digest(content)));
  }

  private static byte[] digest(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have MD5", e);
    }
  }
}
