package dev.aidemo.common.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Asserts how a payload is rejected: the message, which is logged, names the field and the rule and
 * nothing else; the reason, which goes into the dead letter, adds the value.
 */
public final class PoisonAssertions {
  private PoisonAssertions() {}

  /** Asserts that decoding breaks {@code rule}; {@code value} is null if no single value does. */
  public static void assertPoison(
      Function<byte[], ?> decode, Object json, String rule, String value) {
    PoisonMessageException poison = poison(decode, bytes(json.toString()));

    assertThat(poison).hasMessage(rule);
    assertThat(poison.reason()).isEqualTo(value == null ? rule : rule + ", got " + value);
  }

  /** Returns what decoding throws; fails if it throws nothing, or something else. */
  public static PoisonMessageException poison(Function<byte[], ?> decode, byte[] payload) {
    PoisonMessageException poison =
        catchThrowableOfType(PoisonMessageException.class, () -> decode.apply(payload));
    assertThat(poison).as("a poison message").isNotNull();
    return poison;
  }

  /** Returns a string in UTF-8. */
  public static byte[] bytes(String string) {
    return string.getBytes(StandardCharsets.UTF_8);
  }
}
