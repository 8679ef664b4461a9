package dev.aidemo.emulator.pubsub;

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

/** The threads that deliver: none of them belongs to a caller of the API. */
final class Workers implements AutoCloseable {
  private static final int DELIVERY_THREADS = 4;
  private static final int CONNECTION_THREADS = 2;

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, daemons("pubsub-timer"));
  private final ExecutorService delivery =
      Executors.newFixedThreadPool(DELIVERY_THREADS, daemons("pubsub-delivery"));
  private final EventLoopGroup connectionThreads =
      EventLoopGroups.newEventLoopGroup(CONNECTION_THREADS, "pubsub-push", true);
  private final ClientFactory connections =
      ClientFactory.builder()
          .workerGroup(connectionThreads, false)
          .meterRegistry(NoopMeterRegistry.get())
          .build();

  Workers() {
    // Nearly every deadline is cancelled by an acknowledgement: it must not pin its message.
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Runs the task after the delay; the answer cancels it. After {@link #close} nothing runs. */
  Runnable after(Duration delay, Runnable task) {
    try {
      var future = timer.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> future.cancel(false);
    } catch (RejectedExecutionException closed) {
      return () -> {};
    }
  }

  /** Runs tasks soon, on a delivery thread. After {@link #close} nothing runs. */
  Executor delivery() {
    return task -> {
      try {
        delivery.execute(task);
      } catch (RejectedExecutionException closed) {
        // Nobody is left to deliver to.
      }
    };
  }

  ClientFactory connections() {
    return connections;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    delivery.shutdownNow();
    connections.close();
    // Left to itself, the factory would wait two seconds for work that cannot come.
    var unused = connectionThreads.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }
}
