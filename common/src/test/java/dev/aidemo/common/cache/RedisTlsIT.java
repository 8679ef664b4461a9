package dev.aidemo.common.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.config.Environment;
import dev.aidemo.embedded.RedisServer;
import dev.aidemo.testkit.CertificateAuthority;
import dev.aidemo.testkit.CertificateAuthority.Identity;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.exceptions.JedisException;

/** Tests TLS and passwords with a Redis that requires both, and one that requires neither. */
class RedisTlsIT {
  private static final String SECRET = "planted-auth-string";
  private static final String WRONG = "planted-wrong-string";

  @TempDir private static Path folder;
  private static CertificateAuthority authority;
  private static CertificateAuthority otherAuthority;
  private static RedisServer memorystore;
  private static RedisServer named;
  private static RedisServer plain;

  @BeforeAll
  static void startServers() {
    authority = CertificateAuthority.create(folder, "authority");
    otherAuthority = CertificateAuthority.create(folder, "other-authority");
    // As Memorystore's: the address is the common name, and there are no alternative names.
    Identity address = authority.issue("127.0.0.1");
    Identity name = authority.issue("redis", "dns:localhost");
    memorystore =
        RedisServer.startWithTls(address.certificate(), address.key(), "requirepass " + SECRET);
    named = RedisServer.startWithTls(name.certificate(), name.key());
    plain = RedisServer.start(0);
  }

  @AfterAll
  static void stopServers() {
    memorystore.close();
    named.close();
    plain.close();
  }

  @Test
  void connectsToMemorystoreWithItsAuthorityAndItsPassword() {
    assertThat(ping(variables(memorystore))).isEqualTo("PONG");
  }

  @Test
  void rejectsAServerWhoseCertificateComesFromAnotherAuthority() {
    Map<String, String> variables = variables(memorystore);
    variables.put("REDISROOTCERT", otherAuthority.root().toString());

    assertFails(
        variables, "Redis: its certificate comes from none of the authorities in REDISROOTCERT: ");
  }

  @Test
  void trustsTheAuthoritiesOfJavaIfNoneIsNamed() {
    Map<String, String> variables = variables(memorystore);
    variables.remove("REDISROOTCERT");

    assertFails(
        variables, "Redis: its certificate comes from none of the authorities in REDISROOTCERT: ");
  }

  @Test
  void verifiesTheNameOfAServerThatIsAddressedByName() {
    Map<String, String> variables = variables(named);
    variables.remove("REDISAUTH");
    variables.put("REDISHOST", "localhost");
    assertThat(ping(variables)).isEqualTo("PONG");

    variables = variables(memorystore);
    variables.put("REDISHOST", "localhost");
    assertFails(variables, "Redis: its certificate does not name REDISHOST: ");
  }

  @Test
  void namesTheVariableOfAWrongPasswordAndDoesNotShowIt() {
    Map<String, String> variables = variables(memorystore);
    variables.put("REDISAUTH", WRONG);

    assertFails(variables, "Redis: it rejects REDISAUTH: WRONGPASS");
  }

  @Test
  void namesTheVariableOfAMissingPassword() {
    Map<String, String> variables = variables(memorystore);
    variables.remove("REDISAUTH");

    assertFails(variables, "Redis: it requires a password: set REDISAUTH");
  }

  @Test
  void namesTheVariableOfAPasswordThatTheServerDoesNotHave() {
    Map<String, String> variables = variables(plain);
    variables.remove("REDISTLS");
    variables.remove("REDISROOTCERT");

    assertFails(variables, "Redis: it rejects REDISAUTH: ERR AUTH");
  }

  @Test
  void namesTheVariablesIfOnlyTheServerUsesTls() {
    Map<String, String> variables = variables(memorystore);
    variables.remove("REDISTLS");
    variables.remove("REDISROOTCERT");

    assertFails(variables, "Redis: no answer, look at REDISHOST, REDISPORT and REDISTLS: ");
  }

  @Test
  void namesTheVariablesIfOnlyTheClientUsesTls() {
    assertFails(variables(plain), "Redis: no answer, look at REDISHOST, REDISPORT and REDISTLS: ");
  }

  @Test
  void namesTheVariablesIfNobodyListens() {
    Map<String, String> variables = variables(memorystore);
    variables.put("REDISPORT", "1");

    assertFails(variables, "Redis: no answer, look at REDISHOST, REDISPORT and REDISTLS: ");
  }

  @Test
  void worksAsSoonAsTheServerDoesWithoutARestart() {
    Map<String, String> variables = new HashMap<>(variables(plain));
    variables.remove("REDISTLS");
    variables.remove("REDISROOTCERT");
    variables.remove("REDISAUTH");
    Environment environment = Environment.of(variables);
    var redis = new Redis(environment);
    var administrator = new Redis(environment).client();
    administrator.configSet("requirepass", SECRET);
    try {
      assertThatThrownBy(() -> redis.client().ping()).isInstanceOf(JedisException.class);
    } finally {
      administrator.configSet("requirepass", "");
    }

    assertThat(redis.client().ping()).isEqualTo("PONG");
  }

  private static Map<String, String> variables(RedisServer server) {
    Map<String, String> variables = new HashMap<>();
    variables.put("REDISHOST", server.host());
    variables.put("REDISPORT", Integer.toString(server.port()));
    variables.put("REDISAUTH", SECRET);
    variables.put("REDISTLS", "true");
    variables.put("REDISROOTCERT", authority.root().toString());
    return variables;
  }

  private static String ping(Map<String, String> variables) {
    Environment environment = Environment.of(variables);
    var redis = new Redis(environment);
    environment.check();
    return redis.client().ping();
  }

  private static void assertFails(Map<String, String> variables, String message) {
    assertThatThrownBy(() -> ping(variables))
        .isInstanceOf(RedisUnavailableException.class)
        .hasMessageStartingWith(message)
        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain(SECRET).doesNotContain(WRONG));
  }

  private static String stackTrace(Throwable failure) {
    var trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
