package dev.aidemo.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.local.fault.Hang.Observation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lets the services hang, all at once to save time, and each for a function of its own. */
@Timeout(150)
class HangingServiceIT {
  private static final Executor THREADS = task -> new Thread(task, "hang").start();
  private static final Map<Hang, CompletableFuture<Observation>> observations =
      new EnumMap<>(Hang.class);

  @TempDir private static Path logs;

  @BeforeAll
  static void start() {
    for (Hang hang : Hang.values()) {
      observations.put(hang, CompletableFuture.supplyAsync(() -> hang.run(logs), THREADS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionAnswersInTimeAndRecoversWithoutARestart(Hang hang) throws Exception {
    Observation observation = observations.get(hang).get(140, TimeUnit.SECONDS);

    assertThat(observation.during().status()).isEqualTo(hang.status());
    assertThat(observation.during().after()).isLessThan(hang.timeout());
    assertThat(observation.recovery()).isLessThan(Duration.ofSeconds(15));
    assertThat(observation.after()).allMatch(answer -> answer.status() == 200);
    assertThat(observation.sameProcess()).isTrue();
  }
}
