package dev.aidemo.common.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.aidemo.common.failure.PoisonMessageException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * How a payload is refused: the message, which is logged, names the field and the rule and nothing
 * else; the reason, which stays beside the payload, adds the value.
 */
final class Refusal {
  private Refusal() {}

  /** Decoding fails by {@code rule}; {@code value} is null where no single value breaks it. */
  static void assertRefused(Function<byte[], ?> decode, Object json, String rule, String value) {
    PoisonMessageException refusal = refusal(decode, bytes(json.toString()));

    assertThat(refusal).hasMessage(rule);
    assertThat(refusal.reason()).isEqualTo(value == null ? rule : rule + ", got " + value);
  }

  static PoisonMessageException refusal(Function<byte[], ?> decode, byte[] payload) {
    return catchThrowableOfType(PoisonMessageException.class, () -> decode.apply(payload));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
