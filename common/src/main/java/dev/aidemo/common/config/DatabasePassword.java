package dev.aidemo.common.config;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.secretmanager.v1.SecretManagerServiceClient;
import com.google.cloud.secretmanager.v1.SecretManagerServiceSettings;
import com.google.cloud.secretmanager.v1.SecretVersionName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/**
 * The database password: {@code DBPASS}, where the platform puts it, or else the latest version of
 * secret {@code db-pass} in Secret Manager. {@code SECRET_MANAGER_EMULATOR_HOST} names a stand-in.
 */
public final class DatabasePassword {
  private static final String SECRET = "db-pass";
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

  private final Optional<String> mounted;
  private final String project;
  private final Optional<String> emulator;

  public DatabasePassword(Environment environment) {
    this.mounted = environment.optionalText("DBPASS");
    this.project = mounted.isPresent() ? "" : environment.text("PROJECT_ID");
    this.emulator = environment.emulator("SECRET_MANAGER_EMULATOR_HOST");
  }

  /**
   * Fetches the password, anew each time.
   *
   * @throws com.google.api.gax.rpc.ApiException if Secret Manager refuses or does not answer within
   *     ten seconds
   */
  public String fetch() {
    return mounted.orElseGet(this::secret);
  }

  private String secret() {
    try (SecretManagerServiceClient client = SecretManagerServiceClient.create(settings())) {
      return client
          .accessSecretVersion(SecretVersionName.of(project, SECRET, "latest"))
          .getPayload()
          .getData()
          .toStringUtf8();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot make the Secret Manager client", e);
    }
  }

  private SecretManagerServiceSettings settings() throws IOException {
    SecretManagerServiceSettings.Builder settings =
        SecretManagerServiceSettings.newHttpJsonBuilder();
    settings.setTransportChannelProvider(
        SecretManagerServiceSettings.defaultHttpJsonTransportProviderBuilder()
            .setHttpTransport(JavaTransport.create())
            .build());
    settings.accessSecretVersionSettings().setSimpleTimeoutNoRetriesDuration(LONGEST_WAIT);
    emulator.ifPresent(
        address ->
            settings
                .setEndpoint("http://" + address)
                .setCredentialsProvider(NoCredentialsProvider.create()));
    return settings.build();
  }
}
