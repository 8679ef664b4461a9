package dev.aidemo.common.failure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureMessageTest {
  @Test
  void isTheFirstLineWithTheKindOfTheFailure() {
    assertThat(FailureMessage.firstLine(new IllegalStateException("a bug\nin payload {}")))
        .isEqualTo("java.lang.IllegalStateException: a bug");
    assertThat(FailureMessage.firstLine(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }

  @Test
  void isTheFirstLineOfAMessage() {
    assertThat(FailureMessage.firstLine("FATAL: no such role\n  Detail: secret"))
        .isEqualTo("FATAL: no such role");
    assertThat(FailureMessage.firstLine("FATAL: no such role\r\n  Detail: secret"))
        .isEqualTo("FATAL: no such role");
  }

  @Test
  void isEmptyIfThereIsNoMessage() {
    assertThat(FailureMessage.firstLine((String) null)).isEmpty();
    assertThat(FailureMessage.firstLine("")).isEmpty();
  }

  @Test
  void saysWhatToLookAtBehindTheFirstLine() {
    assertThat(FailureMessage.withAdvice("connection refused\nsecret", "DBHOST and DBPORT"))
        .isEqualTo("connection refused; look at DBHOST and DBPORT");
  }
}
