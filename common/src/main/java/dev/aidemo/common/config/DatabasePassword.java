package dev.aidemo.common.config;

/**
 * Fetches the database password: {@code DBPASS}, if the platform sets it, or else the latest
 * version of secret {@code db-pass} in Secret Manager, see {@link Secret}.
 */
public final class DatabasePassword {
  private final Secret secret;

  public DatabasePassword(Environment environment) {
    this.secret = new Secret(environment, "DBPASS", "db-pass");
  }

  /**
   * Fetches the password again at each call.
   *
   * @throws dev.aidemo.common.google.GoogleException if Secret Manager answers with an error or not
   *     at all within ten seconds
   */
  public String fetch() {
    return secret.fetch();
  }
}
