package dev.aidemo.common.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListTimeTest {
  private static final Instant TIME = Instant.parse("2026-11-24T17:04:14.500Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-24T17:04:14.500000",
        "2026-11-24T17:04:14.5Z",
        "2026-11-24T17:04:14.500+00:00",
        "2026-11-24T17:04:14.500000000Z",
      })
  void isReadAsAnyVersionWroteIt(String written) {
    assertThat(ListTime.parse(written)).contains(TIME);
  }

  /** Python leaves out a fraction that is zero. */
  @Test
  void isReadWithoutAFraction() {
    assertThat(ListTime.parse("2026-11-24T17:04:14"))
        .contains(Instant.parse("2026-11-24T17:04:14Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "now", "2026-11-24", "2026-11-24T17:04:14+01:00", "Z"})
  void isNothingElse(String written) {
    assertThat(ListTime.parse(written)).isEmpty();
  }

  @Test
  void isWrittenWithMicrosecondsAndWithoutAZone() {
    assertThat(ListTime.format(TIME.plusNanos(999))).isEqualTo("2026-11-24T17:04:14.500000");
  }
}
