package dev.aidemo.common.config;

import com.google.api.services.secretmanager.v1.SecretManager;
import dev.aidemo.common.google.GoogleService;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Fetches a secret: the value of an environment variable, if the platform mounts it there, or else
 * the latest version in Secret Manager. {@code SECRET_MANAGER_EMULATOR_HOST} names an emulator.
 */
public final class Secret {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(6);
  private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(2);

  private final Optional<String> mounted;
  private final String version;
  private final GoogleService<SecretManager> service;

  /** Names a variable and a secret. */
  public Secret(Environment environment, String variable, String name) {
    this.mounted = environment.optionalString(variable);
    String project = mounted.isPresent() ? "" : environment.string("PROJECT_ID");
    this.version = "projects/" + project + "/secrets/" + name + "/versions/latest";
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
   * Fetches the value again at each call.
   *
   * @throws dev.aidemo.common.google.GoogleException if Secret Manager answers with an error or not
   *     at all within ten seconds
   */
  public String fetch() {
    return mounted.orElseGet(this::latest);
  }

  private String latest() {
    byte[] value =
        service
            .call(client -> client.projects().secrets().versions().access(version).execute())
            .getPayload()
            .decodeData();
    return new String(value, StandardCharsets.UTF_8);
  }
}
