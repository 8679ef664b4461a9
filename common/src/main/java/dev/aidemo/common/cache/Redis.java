package dev.aidemo.common.cache;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.effect.SideEffect;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/**
 * The connection to Redis, opened on first need and again after each failure. No call waits longer
 * than two seconds for the server; what fails is a {@link
 * redis.clients.jedis.exceptions.JedisException}.
 *
 * <p>Reads {@code REDISHOST} and {@code REDISPORT} (6379).
 */
public final class Redis {
  private static final int LONGEST_WAIT_MILLISECONDS = 2_000;

  private final HostAndPort address;
  private @Nullable JedisPooled client;

  public Redis(Environment environment) {
    this.address =
        new HostAndPort(environment.text("REDISHOST"), environment.port("REDISPORT", 6379));
  }

  synchronized JedisPooled client() {
    if (client == null) {
      var pool = new ConnectionPoolConfig();
      pool.setMaxTotal(4);
      pool.setMaxWait(Duration.ofMillis(LONGEST_WAIT_MILLISECONDS));
      // A connection can die unnoticed while the platform keeps the instance frozen.
      pool.setTestOnBorrow(true);
      pool.setTestWhileIdle(false);
      var settings =
          DefaultJedisClientConfig.builder()
              .connectionTimeoutMillis(LONGEST_WAIT_MILLISECONDS)
              .socketTimeoutMillis(LONGEST_WAIT_MILLISECONDS)
              .build();
      client = new JedisPooled(pool, address, settings);
    }
    return client;
  }

  /** Runs a script, which Redis does as one step. */
  Object run(String script, List<String> keys, List<String> arguments) {
    return SideEffect.SCRIPT.perform(() -> client().eval(script, keys, arguments));
  }
}
