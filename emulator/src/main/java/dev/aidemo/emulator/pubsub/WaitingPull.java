package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.pubsub.v1.PullResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.List;

/** Serves one pull: answers as soon as there is a message, or without one after a while. */
final class WaitingPull implements Receiver {
  static final int MAX_MESSAGES = 1000;

  /** Below what Google's clients accept in one answer. */
  static final long MAX_BYTES = 10_000_000;

  private static final Duration WAIT_TIMEOUT = Duration.ofSeconds(10);

  private final LiveSubscription subscription;
  private final int maxMessages;
  private final ServerCallStreamObserver<PullResponse> observer;
  private final Workers workers;
  private final Signal signal;

  @GuardedBy("this")
  private Runnable cancelTimeout = () -> {};

  @GuardedBy("this")
  private boolean done;

  WaitingPull(
      LiveSubscription subscription,
      int maxMessages,
      ServerCallStreamObserver<PullResponse> observer,
      Workers workers) {
    this.subscription = subscription;
    this.maxMessages = Math.min(maxMessages, MAX_MESSAGES);
    this.observer = observer;
    this.workers = workers;
    this.signal = new Signal(workers.delivery(), () -> answer(false));
  }

  synchronized void start(boolean returnImmediately) {
    observer.setOnCancelHandler(this::leave);
    answer(returnImmediately);
    if (!done) {
      cancelTimeout = workers.after(WAIT_TIMEOUT, () -> answer(true));
      subscription.backlog().receivers().add(this);
    }
  }

  @Override
  public void wake() {
    signal.raise();
  }

  @Override
  public void end() {
    // This runs within another client's call, where Armeria does not allow to answer ours.
    workers.delivery().execute(() -> answer(true));
  }

  private synchronized void leave() {
    done = true;
    cancelTimeout.run();
    subscription.backlog().receivers().remove(this);
  }

  private synchronized void answer(boolean evenWithNone) {
    if (done) {
      return;
    }
    List<Delivery> deliveries =
        subscription
            .backlog()
            .lease(maxMessages, MAX_BYTES, subscription.ackDeadline(), ended -> {});
    if (deliveries.isEmpty() && !evenWithNone) {
      return;
    }
    leave();
    boolean withAttempt = subscription.settings().hasDeadLetterPolicy();
    PullResponse.Builder response = PullResponse.newBuilder();
    deliveries.forEach(delivery -> response.addReceivedMessages(delivery.received(withAttempt)));
    observer.onNext(response.build());
    observer.onCompleted();
  }
}
