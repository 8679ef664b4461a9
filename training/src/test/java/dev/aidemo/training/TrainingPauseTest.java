package dev.aidemo.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingPauseTest {
  @ParameterizedTest
  @CsvSource({
    "10, 0, 6, 10",
    "10, 6, 7, 10",
    "10, 1000, 1010, 10",
    "10, 1000, 1009, 20",
    "10, 1000, 1000, 20",
    "10, 1000, 900, 20",
    "0, 1000, 1000, 0",
    "200, 1000, 1000, 300"
  })
  void isTwiceAsLongAfterATrainingOnHardlyMoreRows(
      int interval, int rowsBefore, int rows, int seconds) {
    var pause =
        new TrainingPause(
            Environment.of(Map.of("TRAINING_INTERVAL_SECONDS", Integer.toString(interval))));
    pause.trainingStarts(rowsBefore);

    assertThat(pause.after(rows)).isEqualTo(Duration.ofSeconds(seconds));
  }
}
