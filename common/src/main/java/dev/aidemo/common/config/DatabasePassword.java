package dev.aidemo.common.config;

import com.google.api.services.secretmanager.v1.SecretManager;
import dev.aidemo.common.google.GoogleService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * The database password: {@code DBPASS}, where the platform puts it, or else the latest version of
 * secret {@code db-pass} in Secret Manager. {@code SECRET_MANAGER_EMULATOR_HOST} names a stand-in.
 */
public final class DatabasePassword {
  private static final String SECRET = "db-pass";
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(6);
  private static final Duration LAST_ATTEMPT = Duration.ofSeconds(2);

  private final Optional<String> mounted;
  private final String project;
  private final GoogleService<SecretManager> service;

  public DatabasePassword(Environment environment) {
    this.mounted = environment.optionalText("DBPASS");
    this.project = mounted.isPresent() ? "" : environment.text("PROJECT_ID");
    this.service =
        new GoogleService<>(
            "Secret Manager",
            SecretManager.class,
            SecretManager.Builder::new,
            environment.emulator("SECRET_MANAGER_EMULATOR_HOST"),
            LONGEST_ANSWER,
            LAST_ATTEMPT);
  }

  /**
   * Fetches the password, anew each time.
   *
   * @throws dev.aidemo.common.google.GoogleException if Secret Manager refuses or does not answer
   *     within ten seconds
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
