package dev.aidemo.emulator.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps a bucket's objects. A precondition and the change that it guards are one step. */
final class Bucket {
  private final String name;
  private final Instant created;
  private final LongSupplier generations;

  @GuardedBy("this")
  private final NavigableMap<String, StoredObject> objects = new TreeMap<>();

  @GuardedBy("this")
  private boolean deleted;

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

  /** Deletes the bucket if it is empty; an upload that has begun cannot end in it any more. */
  synchronized void delete() {
    if (!objects.isEmpty()) {
      throw StorageException.conflict("The bucket you tried to delete is not empty.");
    }
    deleted = true;
  }

  /** Stores the object, in place of one with that name. */
  synchronized StoredObject insert(
      String object, Preconditions preconditions, ObjectMetadata metadata, byte[] content) {
    if (deleted) {
      throw StorageException.noSuchBucket();
    }
    preconditions.checkChange(objects.get(object));
    Checksums checksums = Checksums.of(content);
    metadata.checkAgainst(checksums);
    long generation = generations.getAsLong();
    Instant now = Instant.ofEpochSecond(generation / 1_000_000, generation % 1_000_000 * 1000);
    StoredObject stored =
        new StoredObject(name, object, generation, 1, now, now, metadata, checksums, content);
    objects.put(object, stored);
    return stored;
  }

  /** Fails if {@link #insert} would fail now, before a client uploads for nothing. */
  synchronized void checkInsert(String object, Preconditions preconditions) {
    preconditions.checkChange(objects.get(object));
  }

  synchronized StoredObject get(String object, Preconditions preconditions) {
    StoredObject stored = existing(object, preconditions);
    preconditions.checkRead(stored);
    return stored;
  }

  synchronized StoredObject patch(String object, Preconditions preconditions, JsonObject changes) {
    StoredObject stored = existing(object, preconditions);
    preconditions.checkChange(stored);
    StoredObject patched = stored.patched(changes, Instant.now());
    objects.put(object, patched);
    return patched;
  }

  synchronized void delete(String object, Preconditions preconditions) {
    preconditions.checkChange(existing(object, preconditions));
    objects.remove(object);
  }

  /** Returns the objects whose names begin with the prefix, in the order of names. */
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
