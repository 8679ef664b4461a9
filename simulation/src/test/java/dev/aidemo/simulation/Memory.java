package dev.aidemo.simulation;

import dev.aidemo.common.cache.Redis;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Lets Redis forget: keys whose time has come, and keys that it evicts for want of memory. */
final class Memory {
  /** Redis's policies: https://redis.io/docs/latest/develop/reference/eviction. */
  private enum Policy {
    NOEVICTION,
    VOLATILE_LRU,
    ALLKEYS_LRU
  }

  private final Random random;
  private final Redis redis;
  private final Expectations expectations;
  private final Policy policy;

  Memory(Random random, Redis redis, Expectations expectations) {
    this.random = random;
    this.redis = redis;
    this.expectations = expectations;
    this.policy = Policy.values()[random.nextInt(Policy.values().length)];
  }

  /** Plans when Redis runs out of memory. */
  void plan(Schedule schedule) {
    for (int i = policy == Policy.NOEVICTION ? 0 : 1 + random.nextInt(4); i > 0; i--) {
      schedule.at(schedule.time(), this::evict);
    }
  }

  /** Returns all keys that have a time to live. */
  static List<String> expiring(Redis redis) {
    return keys(redis).filter(key -> redis.client().pttl(key) >= 0).toList();
  }

  /** Lets a time pass for the keys that have a time to live. */
  static void pass(Redis redis, Duration time) {
    for (String key : expiring(redis)) {
      redis.client().pexpire(key, redis.client().pttl(key) - time.toMillis());
    }
  }

  private void evict() {
    boolean any = policy == Policy.ALLKEYS_LRU;
    for (String key : any ? keys(redis).toList() : expiring(redis)) {
      if (random.nextBoolean()) {
        redis.client().del(key);
        if (any) {
          expectations.evicted();
        }
      }
    }
  }

  private static Stream<String> keys(Redis redis) {
    return redis.client().keys("*").stream().sorted();
  }
}
