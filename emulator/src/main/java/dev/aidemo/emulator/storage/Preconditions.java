package dev.aidemo.emulator.storage;

import com.linecorp.armeria.common.QueryParams;
import org.jspecify.annotations.Nullable;

/**
 * What a request demands of the object that it reads or changes.
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

  /** Returns whether this is the generation that was asked for, if one was. */
  boolean wants(StoredObject stored) {
    return generation == null || generation == stored.generation();
  }

  /**
   * Fails if they do not allow a change of the object. One that does not exist has generation 0.
   */
  void checkChange(@Nullable StoredObject stored) {
    long generation = stored == null ? 0 : stored.generation();
    long metageneration = stored == null ? 0 : stored.metageneration();
    if (!matches(generation, metageneration) || isExcluded(generation, metageneration)) {
      throw StorageException.conditionNotMet();
    }
  }

  /** Fails if they do not allow to read the object: with 304 if the client has it already. */
  void checkRead(StoredObject stored) {
    if (!matches(stored.generation(), stored.metageneration())) {
      throw StorageException.conditionNotMet();
    }
    if (isExcluded(stored.generation(), stored.metageneration())) {
      throw StorageException.notModified();
    }
  }

  private boolean matches(long generation, long metageneration) {
    return (generationMatch == null || generationMatch == generation)
        && (metagenerationMatch == null || metagenerationMatch == metageneration);
  }

  private boolean isExcluded(long generation, long metageneration) {
    return (generationNotMatch != null && generationNotMatch == generation)
        || (metagenerationNotMatch != null && metagenerationNotMatch == metageneration);
  }

  private static @Nullable Long number(QueryParams query, String name) {
    String given = query.get(name);
    if (given == null) {
      return null;
    }
    try {
      return Long.valueOf(given);
    } catch (NumberFormatException e) {
      throw StorageException.invalid("Invalid long value: " + given + " for " + name + ".");
    }
  }
}
