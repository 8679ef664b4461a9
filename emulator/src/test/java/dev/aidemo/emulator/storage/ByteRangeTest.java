package dev.aidemo.emulator.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ByteRangeTest {
  @Test
  void understandsTheThreeForms() {
    assertThat(ByteRange.of("bytes=2-4", 10)).isEqualTo(new ByteRange(2, 5, true));
    assertThat(ByteRange.of("bytes=2-", 10)).isEqualTo(new ByteRange(2, 10, true));
    assertThat(ByteRange.of("bytes=-3", 10)).isEqualTo(new ByteRange(7, 10, true));
  }

  @Test
  void endsWithTheContent() {
    assertThat(ByteRange.of("bytes=0-9999999999", 10)).isEqualTo(new ByteRange(0, 10, true));
    assertThat(ByteRange.of("bytes=-9999999999", 10)).isEqualTo(new ByteRange(0, 10, true));
  }

  @Test
  void ignoresWhatItDoesNotUnderstand() {
    assertThat(ByteRange.of(null, 10)).isEqualTo(new ByteRange(0, 10, false));
    assertThat(ByteRange.of("bytes=-", 10)).isEqualTo(new ByteRange(0, 10, false));
    assertThat(ByteRange.of("lines=1-2", 10)).isEqualTo(new ByteRange(0, 10, false));
  }

  @Test
  void refusesARangeOutsideTheContent() {
    assertThatThrownBy(() -> ByteRange.of("bytes=10-", 10)).hasMessageContaining("bytes=10-");
    assertThatThrownBy(() -> ByteRange.of("bytes=0-", 0)).hasMessageContaining("bytes=0-");
  }
}
