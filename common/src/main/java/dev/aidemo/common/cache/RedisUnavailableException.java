package dev.aidemo.common.cache;

import dev.aidemo.common.failure.ServiceFailure;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Says that Redis gives no usable answer; if no connection can be had, the message names the
 * environment variable to look at.
 */
public final class RedisUnavailableException extends JedisConnectionException
    implements ServiceFailure {
  RedisUnavailableException(String problem, Throwable cause) {
    super("Redis: " + problem, cause);
  }

  @Override
  public String advice() {
    return "Redis does not answer; try again, and look at REDISHOST";
  }
}
