package dev.aidemo.common.cache;

import redis.clients.jedis.exceptions.JedisConnectionException;

/** No connection to Redis can be had; the message names the environment variable to look at. */
public final class RedisUnavailableException extends JedisConnectionException {
  RedisUnavailableException(String problem, Throwable cause) {
    super("Redis: " + problem, cause);
  }
}
