package dev.aidemo.emulator.storage;

import com.linecorp.armeria.common.QueryParams;
import org.jspecify.annotations.Nullable;

/**
 * What a request demands of the object before it is touched.
 *
 * @see <a href="https://cloud.google.com/storage/docs/request-preconditions">Request
 *     preconditions</a>
 */
record Preconditions(
    @Nullable Long generation,
    @Nullable Long generationMatch,
    @Nullable Long generationNotMatch,
    @Nullable Long metagenerationMatch,
    @Nullable Long metagenerationNotMatch) {

  static Preconditions of(QueryParams query) {
    return new Preconditions(
        number(query, "generation"),
        number(query, "ifGenerationMatch"),
        number(query, "ifGenerationNotMatch"),
        number(query, "ifMetagenerationMatch"),
        number(query, "ifMetagenerationNotMatch"));
  }

  /** Whether this is the generation that was asked for, if one was. */
  boolean wants(StoredObject stored) {
    return generation == null || generation == stored.generation();
  }

  /** An object that does not exist has generation 0. */
  void check(@Nullable StoredObject stored) {
    long actual = stored == null ? 0 : stored.generation();
    long actualMeta = stored == null ? 0 : stored.metageneration();
    boolean holds =
        (generationMatch == null || generationMatch == actual)
            && (generationNotMatch == null || generationNotMatch != actual)
            && (metagenerationMatch == null || metagenerationMatch == actualMeta)
            && (metagenerationNotMatch == null || metagenerationNotMatch != actualMeta);
    if (!holds) {
      throw StorageException.conditionNotMet();
    }
  }

  private static @Nullable Long number(QueryParams query, String name) {
    String text = query.get(name);
    if (text == null) {
      return null;
    }
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw StorageException.invalid("Invalid long value: " + text + " for " + name + ".");
    }
  }
}
