package dev.aidemo.simulation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes a password as PostgreSQL stores it, but once instead of 4,096 times: thousands of
 * functions connect here, and hashing was three fifths of the work.
 *
 * @see <a href="https://www.postgresql.org/docs/15/catalog-pg-authid.html">pg_authid: the
 *     format</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5802#section-3">RFC 5802: the keys</a>
 */
final class QuickPassword {
  private static final int ITERATIONS = 1;
  private static final int KEY_BITS = 256;
  private static final byte[] SALT = "simulation".getBytes(StandardCharsets.UTF_8);

  private QuickPassword() {}

  static String stored(String password) {
    try {
      byte[] salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(password.toCharArray(), SALT, ITERATIONS, KEY_BITS))
              .getEncoded();
      byte[] storedKey =
          MessageDigest.getInstance("SHA-256").digest(authenticate(salted, "Client Key"));
      return "SCRAM-SHA-256$%d:%s$%s:%s"
          .formatted(
              ITERATIONS,
              base64(SALT),
              base64(storedKey),
              base64(authenticate(salted, "Server Key")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has these", e);
    }
  }

  private static byte[] authenticate(byte[] key, String message) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
