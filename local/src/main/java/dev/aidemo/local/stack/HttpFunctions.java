package dev.aidemo.local.stack;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Says what the functions that are called over HTTP are told here: everybody on this machine may
 * call the APIs, and only who has the key of this start may use the console.
 */
final class HttpFunctions {
  private static final int KEY_BYTES = 32;

  private final String operatorKey = randomKey();
  private final String databaseUser;

  /**
   * Makes the key of this start.
   *
   * @param databaseUser who reads from PostgreSQL
   */
  HttpFunctions(String databaseUser) {
    this.databaseUser = databaseUser;
  }

  /** Returns the variables of a function, beside those that all have. */
  Map<String, String> variables(DeployedFunction function) {
    if (!function.isHttp()) {
      return Map.of();
    }
    return function.module().equals("console")
        ? Map.of("DBUSER", databaseUser, "ACCESS", "key", "OPERATOR_KEYS", operatorKey)
        : Map.of("DBUSER", databaseUser, "ACCESS", "public");
  }

  /** Returns what clients are told: {@code INGEST_URL} and so on, and the operator's key. */
  Map<String, String> addresses(Function<DeployedFunction, String> endpoint) {
    Map<String, String> addresses = new LinkedHashMap<>();
    for (DeployedFunction function : DeployedFunction.overHttp()) {
      addresses.put(
          StackVariables.urlOf(function), endpoint.apply(function).replaceFirst("/$", ""));
    }
    addresses.put("OPERATOR_KEYS", operatorKey);
    return addresses;
  }

  private static String randomKey() {
    byte[] bytes = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
