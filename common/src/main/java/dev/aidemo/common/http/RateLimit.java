package dev.aidemo.common.http;

import dev.aidemo.common.config.Environment;
import java.util.function.LongSupplier;

/**
 * Limits the requests of one instance: {@code MAX_REQUESTS_PER_SECOND} (200) in the long run, twice
 * as many at once. It is a token bucket: each request takes a token, and time brings new ones.
 */
final class RateLimit {
  private final int perSecond;
  private final LongSupplier nanoTime;
  private double tokens;
  private long filled;

  RateLimit(Environment environment, LongSupplier nanoTime) {
    this.perSecond = environment.integer("MAX_REQUESTS_PER_SECOND", 200, 1, 100_000);
    this.nanoTime = nanoTime;
    this.tokens = 2.0 * perSecond;
    this.filled = nanoTime.getAsLong();
  }

  /**
   * Takes a token.
   *
   * @throws HttpProblem if there is none
   */
  synchronized void take() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(2.0 * perSecond, tokens + (now - filled) / 1e9 * perSecond);
    filled = now;
    if (tokens < 1) {
      throw HttpProblem.tooManyRequests();
    }
    tokens--;
  }
}
