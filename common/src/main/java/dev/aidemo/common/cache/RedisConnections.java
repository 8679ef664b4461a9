package dev.aidemo.common.cache;

import dev.aidemo.common.failure.FailureMessage;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.apache.commons.pool2.PooledObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Makes connections that have answered once, and explains why others fail. */
final class RedisConnections extends ConnectionFactory {
  RedisConnections(HostAndPort address, DefaultJedisClientConfig settings) {
    super(address, settings);
  }

  /**
   * Connects.
   *
   * @throws RedisUnavailableException if that fails; the next call tries again
   */
  @Override
  public PooledObject<Connection> makeObject() throws Exception {
    try {
      PooledObject<Connection> made = super.makeObject();
      try {
        made.getObject().ping();
        return made;
      } catch (JedisException e) {
        made.getObject().close();
        throw e;
      }
    } catch (JedisException e) {
      throw new RedisUnavailableException(problem(e), e);
    }
  }

  private static String problem(JedisException failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      causes.add(cause);
    }
    String said = FailureMessage.firstLine(causes.get(causes.size() - 1).getMessage());
    if (has(causes, JedisDataException.class)) {
      return said.startsWith("NOAUTH")
          ? "it requires a password: set REDISAUTH"
          : "it rejects REDISAUTH: " + said;
    }
    if (has(causes, CertPathBuilderException.class)
        || has(causes, CertPathValidatorException.class)) {
      return "its certificate comes from none of the authorities in REDISROOTCERT: " + said;
    }
    if (has(causes, CertificateException.class)) {
      return "its certificate does not name REDISHOST: " + said;
    }
    if (has(causes, SSLException.class)) {
      return "it does not speak TLS, look at REDISTLS and REDISPORT: " + said;
    }
    return "no answer, look at REDISHOST, REDISPORT and REDISTLS: " + said;
  }

  private static boolean has(List<Throwable> causes, Class<?> kind) {
    return causes.stream().anyMatch(kind::isInstance);
  }
}
