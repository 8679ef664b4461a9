package dev.aidemo.common.banknote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aidemo.common.failure.PoisonMessageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoldoutIdTest {
  @Test
  void readsWhatItWrites() {
    var id = new HoldoutId(12, "9f3ac2d1");

    assertThat(id).hasToString("12-9f3ac2d1");
    assertThat(HoldoutId.parse("12-9f3ac2d1")).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "1",
        "1-",
        "-9f3ac2d1",
        "1-9f3ac2d",
        "1-9f3ac2d11",
        "1-9F3AC2D1",
        "x-9f3ac2d1",
        "-1-9f3ac2d1",
        "1234567890-9f3ac2d1",
        " 1-9f3ac2d1",
        "1-9f3ac2d1\n"
      })
  void rejectsAnotherForm(String id) {
    assertThatThrownBy(() -> HoldoutId.parse(id))
        .isInstanceOf(PoisonMessageException.class)
        .hasMessage("holdout must be a generation and a hash, as in 1-9f3ac2d1");
  }
}
