package dev.aidemo.common.cache;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.effect.SideEffect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;

/**
 * The connection to Redis, opened on first need and again after each failure. No answer is waited
 * for longer than two seconds (a server that is taken for one with TLS and says nothing: eight),
 * and a call waits for at most three of them: the test of an idle connection, a new one, and its
 * own. What fails is a {@link redis.clients.jedis.exceptions.JedisException}, and where no
 * connection can be had, its message names the variable to look at.
 *
 * <p>Reads {@code REDISHOST}, {@code REDISPORT} (6379), {@code REDISAUTH} (the password, where
 * there is one), {@code REDISTLS} (false) and {@code REDISROOTCERT}, see {@link RedisTls}.
 */
public final class Redis {
  private static final int LONGEST_WAIT_MILLISECONDS = 2_000;

  private final HostAndPort address;
  private final Optional<String> password;
  private final boolean tls;
  private final Optional<Path> rootCertificates;
  private @Nullable JedisPooled client;

  public Redis(Environment environment) {
    this.address =
        new HostAndPort(environment.text("REDISHOST"), environment.port("REDISPORT", 6379));
    this.password = environment.optionalText("REDISAUTH");
    this.tls = environment.flag("REDISTLS");
    this.rootCertificates = environment.rootCertificates("REDISROOTCERT");
    if (rootCertificates.isPresent() && !tls) {
      environment.refuse("REDISROOTCERT is set, but REDISTLS is not true");
    }
  }

  /** The client, for those too that read what the functions wrote. */
  public synchronized JedisPooled client() {
    if (client == null) {
      var pool = new ConnectionPoolConfig();
      pool.setMaxTotal(4);
      // Each that died unnoticed costs the next call two seconds.
      pool.setMaxIdle(1);
      pool.setMaxWait(Duration.ofMillis(LONGEST_WAIT_MILLISECONDS));
      // A connection can die unnoticed while the platform keeps the instance frozen.
      pool.setTestOnBorrow(true);
      pool.setTestWhileIdle(false);
      // 200 classes of Java's management, which nobody asks.
      pool.setJmxEnabled(false);
      var settings =
          DefaultJedisClientConfig.builder()
              .connectionTimeoutMillis(LONGEST_WAIT_MILLISECONDS)
              .socketTimeoutMillis(LONGEST_WAIT_MILLISECONDS);
      password.ifPresent(settings::password);
      // Else nothing of TLS is loaded, which costs time at a cold start.
      if (tls) {
        RedisTls.enable(settings, address.getHost(), rootCertificates);
      }
      client = new JedisPooled(pool, new RedisConnections(address, settings.build()));
    }
    return client;
  }

  /**
   * Connects, so that the next call need not.
   *
   * @throws RedisUnavailableException if there is no connection to be had
   */
  public void connect() {
    client().ping();
  }

  /** Runs a script, which Redis does as one step. */
  Object run(String script, List<String> keys, List<String> arguments) {
    return SideEffect.SCRIPT.perform(() -> client().eval(script, keys, arguments));
  }
}
