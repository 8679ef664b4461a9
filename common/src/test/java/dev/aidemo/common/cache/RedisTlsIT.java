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

/** TLS and passwords, against a Redis that wants both, and one that wants neither. */
class RedisTlsIT {
  private static final String SECRET = "planted-auth-string";
  private static final String WRONG = "planted-wrong-string";

  @TempDir private static Path folder;
  private static CertificateAuthority authority;
  private static CertificateAuthority stranger;
  private static RedisServer memorystore;
  private static RedisServer named;
  private static RedisServer plain;

  @BeforeAll
  static void startServers() {
    authority = CertificateAuthority.create(folder, "authority");
    stranger = CertificateAuthority.create(folder, "stranger");
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
  void speaksToMemorystoreWithItsAuthorityAndItsPassword() {
    assertThat(ping(variables(memorystore))).isEqualTo("PONG");
  }

  @Test
  void refusesAServerWhoseCertificateComesFromAnotherAuthority() {
    Map<String, String> variables = variables(memorystore);
    variables.put("REDISROOTCERT", stranger.root().toString());

    assertFails(
        variables, "Redis: its certificate comes from none of the authorities in REDISROOTCERT: ");
  }

  @Test
  void trustsWhatJavaTrustsWhereNoAuthorityIsNamed() {
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
  void namesTheVariableOfAPasswordThatIsMissing() {
    Map<String, String> variables = variables(memorystore);
    variables.remove("REDISAUTH");

    assertFails(variables, "Redis: it requires a password: set REDISAUTH");
  }

  @Test
  void namesTheVariableOfAPasswordThatNobodyWants() {
    Map<String, String> variables = variables(plain);
    variables.remove("REDISTLS");
    variables.remove("REDISROOTCERT");

    assertFails(variables, "Redis: it rejects REDISAUTH: ERR AUTH");
  }

  @Test
  void namesTheVariableWhereTheServerWantsTlsAndTheClientDoesNot() {
    Map<String, String> variables = variables(memorystore);
    variables.remove("REDISTLS");
    variables.remove("REDISROOTCERT");

    assertFails(variables, "Redis: no answer, look at REDISHOST, REDISPORT and REDISTLS: ");
  }

  @Test
  void namesTheVariableWhereTheClientWantsTlsAndTheServerDoesNot() {
    assertFails(variables(plain), "Redis: no answer, look at REDISHOST, REDISPORT and REDISTLS: ");
  }

  @Test
  void namesTheVariablesWhereNobodyListens() {
    Map<String, String> variables = variables(memorystore);
    variables.put("REDISPORT", "1");

    assertFails(variables, "Redis: no answer, look at REDISHOST, REDISPORT and REDISTLS: ");
  }

  @Test
  void worksAsSoonAsTheServerDoesWithoutBeingStartedAgain() {
    Map<String, String> variables = new HashMap<>(variables(plain));
    variables.remove("REDISTLS");
    variables.remove("REDISROOTCERT");
    variables.remove("REDISAUTH");
    Environment environment = Environment.of(variables);
    var redis = new Redis(environment);
    var owner = new Redis(environment).client();
    owner.configSet("requirepass", SECRET);
    try {
      assertThatThrownBy(() -> redis.client().ping()).isInstanceOf(JedisException.class);
    } finally {
      owner.configSet("requirepass", "");
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
        .satisfies(e -> assertThat(everything(e)).doesNotContain(SECRET).doesNotContain(WRONG));
  }

  private static String everything(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
