package dev.aidemo.common.cache;

import dev.aidemo.common.config.RootCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import redis.clients.jedis.DefaultJedisClientConfig;

/**
 * Sets up TLS to Redis. The server's certificate is always verified against the roots in {@code
 * REDISROOTCERT}, or else against those that Java knows.
 *
 * <p>The host name is verified too, with one exception: an IP address together with {@code
 * REDISROOTCERT}. Memorystore is addressed by IP, and its certificates have the address as their
 * common name (https://github.com/envoyproxy/ratelimit/pull/409), while Java, following RFC 2818,
 * looks for addresses among the alternative names only. Each of its authorities signs for one
 * instance alone
 * (https://cloud.google.com/memorystore/docs/redis/about-in-transit-encryption#certificate_authority),
 * so that a valid certificate already proves which server answers.
 */
final class RedisTls {
  private static final String IP_ADDRESS = "[0-9.]+|.*:.*";

  private RedisTls() {}

  /**
   * Needed because Jedis verifies no host name by default:
   * https://github.com/redis/jedis/issues/3270.
   */
  static void enable(
      DefaultJedisClientConfig.Builder settings, String host, Optional<Path> rootCertificates) {
    var parameters = new SSLParameters();
    if (rootCertificates.isEmpty() || !host.matches(IP_ADDRESS)) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    settings.ssl(true).sslSocketFactory(sockets(rootCertificates)).sslParameters(parameters);
  }

  private static SSLSocketFactory sockets(Optional<Path> rootCertificates) {
    if (rootCertificates.isEmpty()) {
      return (SSLSocketFactory) SSLSocketFactory.getDefault();
    }
    try {
      KeyStore roots = KeyStore.getInstance(KeyStore.getDefaultType());
      roots.load(null, null);
      for (Certificate root : RootCertificates.read(rootCertificates.get())) {
        roots.setCertificateEntry(Integer.toString(roots.size()), root);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(roots);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (IOException | GeneralSecurityException e) {
      throw new RedisUnavailableException("REDISROOTCERT cannot be used", e);
    }
  }
}
