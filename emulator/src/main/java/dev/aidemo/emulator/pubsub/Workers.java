package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.common.metric.NoopMeterRegistry;
import com.linecorp.armeria.common.util.EventLoopGroups;
import io.netty.channel.EventLoopGroup;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs the deliveries, on threads of its own: a publisher never waits for a receiver. */
final class Workers implements AutoCloseable {
  private static final int DELIVERY_THREADS = 4;
  private static final int PUSH_THREADS = 2;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, daemons("pubsub-timer"));
  private final ExecutorService delivery =
      Executors.newFixedThreadPool(DELIVERY_THREADS, daemons("pubsub-delivery"));
  private final EventLoopGroup pushThreads =
      EventLoopGroups.newEventLoopGroup(PUSH_THREADS, "pubsub-push", true);

  @GuardedBy("this")
  private @Nullable ClientFactory pushConnections;

  Workers() {
    // An acknowledgement cancels nearly every deadline, which then must not keep its message.
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Runs the task after the delay, unless {@link #close} comes first.
   *
   * @return cancels the task
   */
  Runnable after(Duration delay, Runnable task) {
    try {
      var future = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  /** Returns what runs tasks soon, on a delivery thread, but drops them after {@link #close}. */
  Executor delivery() {
    return task -> {
      try {
        delivery.execute(task);
      } catch (RejectedExecutionException closed) {
        // There is no receiver left.
      }
    };
  }

  /** Makes them for the first endpoint: they take as long as a third of the emulator's start. */
  synchronized ClientFactory pushConnections() {
    if (pushConnections == null) {
      pushConnections =
          ClientFactory.builder()
              .workerGroup(pushThreads, false)
              .meterRegistry(NoopMeterRegistry.get())
              .build();
    }
    return pushConnections;
  }

  @Override
  public synchronized void close() {
    timer.shutdownNow();
    delivery.shutdownNow();
    if (pushConnections != null) {
      pushConnections.close();
    }
    // Left to itself, the factory would wait two seconds for work that cannot come.
    var unused = pushThreads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
