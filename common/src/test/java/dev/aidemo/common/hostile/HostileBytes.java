package dev.aidemo.common.hostile;

import java.util.Arrays;
import java.util.Random;

/** Damages bytes, whatever they mean. */
public final class HostileBytes {
  private static final int MAX_CHUNK = 64;

  private HostileBytes() {}

  /** Returns the bytes with one to four kinds of damage. */
  public static byte[] damaged(byte[] valid, Random random) {
    byte[] damaged = valid.clone();
    for (int count = 1 + random.nextInt(4); count > 0; count--) {
      damaged = damagedOnce(damaged, random);
    }
    return damaged;
  }

  /** Returns up to {@code max} random bytes. */
  public static byte[] noise(int max, Random random) {
    var noise = new byte[random.nextInt(max + 1)];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] damagedOnce(byte[] bytes, Random random) {
    int place = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, place + random.nextInt(MAX_CHUNK));
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes, random);
      case 1 -> Arrays.copyOf(bytes, place);
      case 2 -> spliced(bytes, place, end, new byte[0]);
      case 3 -> spliced(bytes, place, place, noise(MAX_CHUNK, random));
      case 4 -> spliced(bytes, place, end, noise(MAX_CHUNK, random));
      default -> {
        int from = random.nextInt(bytes.length + 1);
        int to = Math.min(bytes.length, from + random.nextInt(MAX_CHUNK));
        yield spliced(bytes, place, place, Arrays.copyOfRange(bytes, from, to));
      }
    };
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    if (bytes.length > 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] between) {
    byte[] spliced = Arrays.copyOf(bytes, from + between.length + bytes.length - to);
    System.arraycopy(between, 0, spliced, from, between.length);
    System.arraycopy(bytes, to, spliced, from + between.length, bytes.length - to);
    return spliced;
  }
}
