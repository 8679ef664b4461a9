package dev.aidemo.common.http;

import dev.aidemo.common.config.Environment;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may call an API, by variable {@code ACCESS}:
 *
 * <ul>
 *   <li>{@code iam}: the platform has checked the caller before the request arrives here;
 *   <li>{@code key}: the caller sends {@code Authorization: Bearer KEY}, see {@link ApiKeys};
 *   <li>{@code public}: everybody; never for what operators do.
 * </ul>
 */
public final class Access {
  private static final String BEARER = "Bearer ";
  private static final String OFF = "off";

  private final String mode;
  private final @Nullable ApiKeys keys;

  private Access(String mode, @Nullable ApiKeys keys) {
    this.mode = mode;
    this.keys = keys;
  }

  /** Reads who may use a public API: {@code iam} unless {@code ACCESS} says otherwise. */
  public static Access ofClients(Environment environment) {
    String mode = environment.oneOf("ACCESS", "iam", List.of("iam", "key", "public"));
    return new Access(mode, keys(mode, environment, "API_KEYS", "api-keys"));
  }

  /** Reads who may do what operators do: nobody unless {@code ACCESS} says who. */
  public static Access ofOperators(Environment environment) {
    String mode =
        environment.optionalString("ACCESS").isEmpty()
            ? OFF
            : environment.oneOf("ACCESS", "iam", List.of("iam", "key"));
    return new Access(mode, keys(mode, environment, "OPERATOR_KEYS", "operator-keys"));
  }

  private static @Nullable ApiKeys keys(
      String mode, Environment environment, String variable, String secret) {
    return mode.equals("key") ? new ApiKeys(environment, variable, secret) : null;
  }

  /** Returns {@code iam}, {@code key}, {@code public} or {@code off}. */
  public String mode() {
    return mode;
  }

  /**
   * Lets the caller in.
   *
   * @throws HttpProblem if the caller sends no key, or none that is valid
   */
  void check(ApiRequest request) {
    if (mode.equals(OFF)) {
      throw new HttpProblem(
          403, "these calls are off: set ACCESS to iam, or to key together with OPERATOR_KEYS");
    }
    if (mode.equals("key")) {
      String sent = request.header("Authorization").orElse("");
      boolean isBearer = sent.regionMatches(true, 0, BEARER, 0, BEARER.length());
      String key = isBearer ? sent.substring(BEARER.length()).strip() : "";
      if (!Objects.requireNonNull(keys).accept(key)) {
        throw new HttpProblem(
            401,
            "send the header Authorization: Bearer KEY, with a valid key",
            Map.of("WWW-Authenticate", "Bearer"));
      }
    }
  }
}
