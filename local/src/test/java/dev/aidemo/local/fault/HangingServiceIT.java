package dev.aidemo.local.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.local.fault.Hang.Course;
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

/** The services hang all at once, each for a function of its own: most of the time is waiting. */
@Timeout(150)
class HangingServiceIT {
  private static final Executor THREADS = task -> new Thread(task, "hang").start();
  private static final Map<Hang, CompletableFuture<Course>> courses = new EnumMap<>(Hang.class);

  @TempDir private static Path logs;

  @BeforeAll
  static void start() {
    for (Hang hang : Hang.values()) {
      courses.put(hang, CompletableFuture.supplyAsync(() -> hang.run(logs), THREADS));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFunctionAnswersWithinItsDeadlineAndWorksAgainWithoutARestart(Hang hang) throws Exception {
    Course course = courses.get(hang).get(140, TimeUnit.SECONDS);

    assertThat(course.during().status()).isEqualTo(hang.status());
    assertThat(course.during().after()).isLessThan(hang.longest());
    assertThat(course.untilWell()).isLessThan(Duration.ofSeconds(15));
    assertThat(course.after()).allMatch(answer -> answer.status() == 200);
    assertThat(course.sameProcess()).isTrue();
  }
}
