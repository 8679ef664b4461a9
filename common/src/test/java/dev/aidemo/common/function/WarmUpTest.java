package dev.aidemo.common.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.PoisonMessageException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tests the work that a function does while the Framework starts its server. */
@Timeout(30)
class WarmUpTest {
  private final LinkedBlockingQueue<String> steps = new LinkedBlockingQueue<>();
  private final LinkedBlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  private final class PreparedFunction extends PubSubFunction<String> {
    PreparedFunction(List<Runnable> preparations) {
      super(
          "request",
          data -> {
            steps.add("decode");
            throw new PoisonMessageException("batch_id is missing");
          },
          Environment.of(Map.of("PROJECT_ID", "demo")));
      preparations.forEach(this::prepareWith);
    }

    void start() {
      warmUp();
    }

    @Override
    protected void handle(String payload, Event event) {
      throw new AssertionError("there was no event");
    }
  }

  @Test
  void doesNotHoldUpTheConstructor() throws InterruptedException {
    new PreparedFunction(List.of(this::waitAtTheGate, () -> steps.add("connect"))).start();

    assertThat(next()).isEqualTo("decode");
    assertThat(steps).isEmpty();
    gate.countDown();
    assertThat(next()).isEqualTo("connect");
  }

  @Test
  void leavesAFailureToTheFirstEventAndGoesOn() throws InterruptedException {
    var log = new LogLines(PreparedFunction.class);
    try {
      new PreparedFunction(List.of(this::fail, () -> steps.add("connect"))).start();

      assertThat(next()).isEqualTo("decode");
      assertThat(next()).isEqualTo("connect");
      assertThat(log.lines())
          .containsExactly(
              "INFO Left to the first event: java.lang.IllegalStateException: not there yet");
    } finally {
      log.close();
    }
  }

  /** Java looks for database drivers once, for example, with the loader of the first thread. */
  @Test
  void runsInADaemonThreadThatFindsTheLibraries() throws InterruptedException {
    new PreparedFunction(List.of(() -> threads.add(Thread.currentThread()))).start();

    Thread thread = threads.poll(20, TimeUnit.SECONDS);
    assertThat(thread).isNotNull();
    assertThat(thread.getContextClassLoader()).isSameAs(PreparedFunction.class.getClassLoader());
    assertThat(thread.isDaemon()).isTrue();
  }

  @Test
  void preparesNothingUnlessThePlatformMakesTheFunction() {
    var unused = new PreparedFunction(List.of(() -> steps.add("connect")));

    assertThat(steps).isEmpty();
  }

  private String next() throws InterruptedException {
    return String.valueOf(steps.poll(20, TimeUnit.SECONDS));
  }

  private void waitAtTheGate() {
    try {
      assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void fail() {
    throw new IllegalStateException("not there yet");
  }
}
