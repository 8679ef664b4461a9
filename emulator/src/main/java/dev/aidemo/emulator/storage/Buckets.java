package dev.aidemo.emulator.storage;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** Keeps all buckets, and the clock that numbers the generations of their objects. */
final class Buckets {
  /**
   * @see <a href="https://cloud.google.com/storage/docs/buckets#naming">Bucket names</a>
   */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]");

  private final Clock clock = Clock.systemUTC();
  private final Map<String, Bucket> buckets = new ConcurrentSkipListMap<>();
  private final AtomicLong lastGeneration = new AtomicLong();

  Bucket create(String name) {
    requireValid(name);
    Bucket bucket = newBucket(name);
    if (buckets.putIfAbsent(name, bucket) != null) {
      throw StorageException.conflict(
          "Your previous request to create the named bucket succeeded and you already own it.");
    }
    return bucket;
  }

  void createIfAbsent(String name) {
    requireValid(name);
    buckets.computeIfAbsent(name, this::newBucket);
  }

  private static void requireValid(String name) {
    if (!NAME.matcher(name).matches()) {
      throw StorageException.invalid("Invalid bucket name: '" + name + "'");
    }
  }

  private Bucket newBucket(String name) {
    return new Bucket(name, clock.instant(), this::nextGeneration);
  }

  Bucket bucket(String name) {
    Bucket bucket = buckets.get(name);
    if (bucket == null) {
      throw StorageException.noSuchBucket();
    }
    return bucket;
  }

  List<Bucket> all() {
    return List.copyOf(buckets.values());
  }

  void delete(String name) {
    bucket(name).delete();
    buckets.remove(name);
  }

  /** Returns the time in microseconds, but always more than the last one. */
  private long nextGeneration() {
    long now = clock.millis() * 1000;
    return lastGeneration.updateAndGet(last -> Math.max(last + 1, now));
  }
}
