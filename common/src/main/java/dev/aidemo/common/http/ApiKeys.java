package dev.aidemo.common.http;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.config.Secret;
import dev.aidemo.common.failure.FailureMessage;
import dev.aidemo.common.google.GoogleException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Knows the keys that are valid now, one a line, of a variable or else of a secret. Several are
 * valid at once, so that callers can change from one to the next. A secret is read again after a
 * minute; while it cannot be read, the keys stay as they were.
 */
final class ApiKeys {
  private static final Logger logger = Logger.getLogger(ApiKeys.class.getName());
  private static final int MIN_LENGTH = 32;
  private static final Duration MAX_AGE = Duration.ofMinutes(1);

  private final String variable;
  private final Secret secret;
  private final LongSupplier nanoTime;
  private List<byte[]> digests = List.of();
  private long read;
  private boolean isRead;

  ApiKeys(Environment environment, String variable, String secretName) {
    this(environment, variable, secretName, System::nanoTime);
  }

  ApiKeys(Environment environment, String variable, String secretName, LongSupplier nanoTime) {
    this.variable = variable;
    this.secret = new Secret(environment, variable, secretName);
    this.nanoTime = nanoTime;
    environment
        .optionalString(variable)
        .filter(keys -> lines(keys).anyMatch(key -> !isLong(key)))
        .ifPresent(keys -> environment.reject(rule()));
  }

  /**
   * Tells whether a key is valid. All keys are compared, each in a time that does not depend on
   * what they share, so that the time of an answer tells nothing.
   *
   * @throws HttpProblem if there are no keys to compare with
   */
  boolean accept(String key) {
    byte[] digest = digest(key);
    boolean valid = false;
    for (byte[] known : current()) {
      valid |= MessageDigest.isEqual(known, digest);
    }
    return valid;
  }

  private synchronized List<byte[]> current() {
    if (!isRead || nanoTime.getAsLong() - read > MAX_AGE.toNanos()) {
      try {
        digests = lines(secret.fetch()).filter(ApiKeys::isLong).map(ApiKeys::digest).toList();
        isRead = true;
      } catch (GoogleException e) {
        logger.warning("The keys cannot be read: " + FailureMessage.firstLine(e));
      }
      read = nanoTime.getAsLong();
    }
    if (digests.isEmpty()) {
      throw HttpProblem.unavailable("no key is known: " + rule());
    }
    return digests;
  }

  private String rule() {
    return variable + " must have keys of at least " + MIN_LENGTH + " characters, one a line";
  }

  private static Stream<String> lines(String keys) {
    return Arrays.stream(keys.split("[\\s,]+")).filter(key -> !key.isEmpty());
  }

  private static boolean isLong(String key) {
    return key.length() >= MIN_LENGTH;
  }

  private static byte[] digest(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
