package dev.aidemo.emulator.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A bucket's objects. A precondition and the change that it guards are one step. */
final class Bucket {
  private final String name;
  private final Instant created;
  private final LongSupplier generations;

  @GuardedBy("this")
  private final NavigableMap<String, StoredObject> objects = new TreeMap<>();

  Bucket(String name, Instant created, LongSupplier generations) {
    this.name = name;
    this.created = created;
    this.generations = generations;
  }

  String name() {
    return name;
  }

  Instant created() {
    return created;
  }

  synchronized boolean isEmpty() {
    return objects.isEmpty();
  }

  /** Replaces the object of that name, if there is one. */
  synchronized StoredObject insert(
      String object, Preconditions preconditions, ObjectMetadata metadata, byte[] content) {
    preconditions.check(objects.get(object));
    Checksums checksums = Checksums.of(content);
    metadata.checkAgainst(checksums);
    long generation = generations.getAsLong();
    Instant now = Instant.ofEpochSecond(generation / 1_000_000, generation % 1_000_000 * 1000);
    StoredObject stored =
        new StoredObject(name, object, generation, 1, now, now, metadata, checksums, content);
    objects.put(object, stored);
    return stored;
  }

  /** Fails at once if {@link #insert} would, so that nobody uploads for nothing. */
  synchronized void checkInsert(String object, Preconditions preconditions) {
    preconditions.check(objects.get(object));
  }

  synchronized StoredObject get(String object, Preconditions preconditions) {
    StoredObject stored = existing(object, preconditions);
    preconditions.check(stored);
    return stored;
  }

  synchronized StoredObject patch(String object, Preconditions preconditions, JsonObject changes) {
    StoredObject patched = get(object, preconditions).patched(changes, Instant.now());
    objects.put(object, patched);
    return patched;
  }

  synchronized void delete(String object, Preconditions preconditions) {
    get(object, preconditions);
    objects.remove(object);
  }

  /** All objects whose names begin with the prefix, in the order of names. */
  synchronized List<StoredObject> list(String prefix) {
    return objects.tailMap(prefix).values().stream()
        .takeWhile(stored -> stored.name().startsWith(prefix))
        .toList();
  }

  private synchronized StoredObject existing(String object, Preconditions preconditions) {
    @Nullable StoredObject stored = objects.get(object);
    if (stored == null || !preconditions.wants(stored)) {
      throw StorageException.noSuchObject(name, object);
    }
    return stored;
  }
}
