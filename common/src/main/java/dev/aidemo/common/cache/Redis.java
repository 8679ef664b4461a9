package dev.aidemo.common.cache;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.failure.FailureMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Connects to Redis on first need and again after each failure. An answer may take two seconds
 * (eight from a server that is expected to speak TLS and stays silent), and a call waits for at
 * most three answers: the test of an idle connection, a new connection, and its own. A failure is a
 * {@link redis.clients.jedis.exceptions.JedisException}; if no connection is possible, its message
 * names the variable to look at.
 *
 * <p>Reads {@code REDISHOST}, {@code REDISPORT} (6379), {@code REDISAUTH} (the password, if there
 * is one), {@code REDISTLS} (false) and {@code REDISROOTCERT}, see {@link RedisTls}.
 */
public final class Redis implements AutoCloseable {
  private static final int TIMEOUT_MILLISECONDS = 2_000;

  private final HostAndPort address;
  private final Optional<String> password;
  private final boolean tls;
  private final Optional<Path> rootCertificates;
  private @Nullable JedisPooled client;

  public Redis(Environment environment) {
    this.address =
        new HostAndPort(environment.string("REDISHOST"), environment.port("REDISPORT", 6379));
    this.password = environment.optionalString("REDISAUTH");
    this.tls = environment.flag("REDISTLS");
    this.rootCertificates = environment.rootCertificates("REDISROOTCERT");
    if (rootCertificates.isPresent() && !tls) {
      environment.reject("REDISROOTCERT is set, but REDISTLS is not true");
    }
  }

  /** Returns the client. */
  public synchronized JedisPooled client() {
    if (client == null) {
      var pool = new ConnectionPoolConfig();
      pool.setMaxTotal(4);
      // Each connection that died unnoticed costs the next call two seconds.
      pool.setMaxIdle(1);
      pool.setMaxWait(Duration.ofMillis(TIMEOUT_MILLISECONDS));
      // A connection can die unnoticed while the platform keeps the instance frozen.
      pool.setTestOnBorrow(true);
      pool.setTestWhileIdle(false);
      // Otherwise 200 classes of Java's management are loaded, which nobody uses.
      pool.setJmxEnabled(false);
      var settings =
          DefaultJedisClientConfig.builder()
              .connectionTimeoutMillis(TIMEOUT_MILLISECONDS)
              .socketTimeoutMillis(TIMEOUT_MILLISECONDS);
      password.ifPresent(settings::password);
      // Without it, no class of TLS is loaded, which saves time at a cold start.
      if (tls) {
        RedisTls.enable(settings, address.getHost(), rootCertificates);
      }
      client = new JedisPooled(pool, new RedisConnections(address, settings.build()));
    }
    return client;
  }

  /**
   * Connects, so that the next call does not have to.
   *
   * @throws RedisUnavailableException if no connection is possible
   */
  public void connect() {
    ask(JedisPooled::ping);
  }

  /** Closes the connections, if there are any. */
  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
      client = null;
    }
  }

  /**
   * Asks for something that is in Redis, or changes a single key.
   *
   * @throws RedisUnavailableException whatever fails
   */
  <T> T ask(Function<JedisPooled, T> call) {
    try {
      return call.apply(client());
    } catch (RedisUnavailableException e) {
      throw e;
    } catch (JedisException e) {
      throw new RedisUnavailableException(FailureMessage.firstLine(e), e);
    }
  }

  /** Runs a script, which Redis executes atomically. */
  Object run(String script, List<String> keys, List<String> arguments) {
    return SideEffect.SCRIPT.perform(() -> client().eval(script, keys, arguments));
  }
}
