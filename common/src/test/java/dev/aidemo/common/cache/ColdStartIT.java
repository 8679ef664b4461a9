package dev.aidemo.common.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.testkit.Services;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests that a JVM does not load classes that its configuration does not need. */
class ColdStartIT {
  @Test
  void loadsNoClassOfTlsUnlessItIsConfigured() throws Exception {
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                StoreConnector.class.getName()));
    builder.environment().putAll(Services.environment());
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(output)
        .contains("Redis says PONG, PostgreSQL says true")
        .contains(" dev.aidemo.common.cache.RedisConnections ")
        .contains(" org.postgresql.jdbc.PgConnection ")
        .doesNotContain(" dev.aidemo.common.cache.RedisTls ")
        .doesNotContain(" dev.aidemo.common.config.RootCertificates ")
        .doesNotContain(" org.postgresql.ssl.MakeSSL ")
        .doesNotContain(" sun.security.ssl.SSLContextImpl ")
        .doesNotContain(" sun.security.ssl.SSLSocketImpl ");
  }
}
