package dev.aidemo.common.config;

import com.google.api.services.secretmanager.v1.SecretManager;
import dev.aidemo.common.google.GoogleService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches the database password: {@code DBPASS}, if the platform sets it, or else the latest
 * version of secret {@code db-pass} in Secret Manager. {@code SECRET_MANAGER_EMULATOR_HOST} names
 * an emulator.
 */
public final class DatabasePassword {
  private static final String SECRET = "db-pass";
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(6);
  private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(2);

  private final Optional<String> mounted;
  private final String project;
  private final GoogleService<SecretManager> service;

  public DatabasePassword(Environment environment) {
    this.mounted = environment.optionalString("DBPASS");
    this.project = mounted.isPresent() ? "" : environment.string("PROJECT_ID");
    this.service =
        new GoogleService<>(
            "Secret Manager",
            SecretManager.class,
            SecretManager.Builder::new,
            environment.emulator("SECRET_MANAGER_EMULATOR_HOST"),
            ANSWER_TIMEOUT,
            RETRY_TIMEOUT);
  }

  /**
   * Fetches the password again at each call.
   *
   * @throws dev.aidemo.common.google.GoogleException if Secret Manager answers with an error or not
   *     at all within ten seconds
   */
  public String fetch() {
    return mounted.orElseGet(this::secret);
  }

  private String secret() {
    String version = "projects/" + project + "/secrets/" + SECRET + "/versions/latest";
    byte[] password =
        service
            .call(client -> client.projects().secrets().versions().access(version).execute())
            .getPayload()
            .decodeData();
    return new String(password, StandardCharsets.UTF_8);
  }
}
