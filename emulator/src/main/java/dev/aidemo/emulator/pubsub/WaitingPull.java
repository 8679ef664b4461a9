package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.pubsub.v1.PullResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.time.Duration;
import java.util.List;

/** One pull: it answers as soon as there is a message, or with none when it has waited enough. */
final class WaitingPull implements Receiver {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int MAX_MESSAGES = 1000;

  /** Below what Google's clients accept in one answer. */
  static final long MAX_BYTES = 10_000_000;

  private final LiveSubscription subscription;
  private final int maximum;
  private final ServerCallStreamObserver<PullResponse> observer;
  private final Workers workers;
  private final Signal signal;

  @GuardedBy("this")
  private boolean done;

  WaitingPull(
      LiveSubscription subscription,
      int maximum,
      ServerCallStreamObserver<PullResponse> observer,
      Workers workers) {
    this.subscription = subscription;
    this.maximum = Math.min(maximum, MAX_MESSAGES);
    this.observer = observer;
    this.workers = workers;
    this.signal = new Signal(workers.delivery(), () -> attempt(false));
  }

  void start(boolean atOnce) {
    observer.setOnCancelHandler(this::cancel);
    if (!attempt(atOnce)) {
      var unused = workers.after(PATIENCE, () -> attempt(true));
      subscription.backlog().addReceiver(this);
    }
  }

  @Override
  public void wake() {
    signal.raise();
  }

  @Override
  public void end() {
    attempt(true);
  }

  private synchronized void cancel() {
    done = true;
    subscription.backlog().removeReceiver(this);
  }

  private synchronized boolean attempt(boolean last) {
    if (done) {
      return true;
    }
    List<Delivery> deliveries =
        subscription.backlog().lease(maximum, MAX_BYTES, subscription.ackDeadline(), ended -> {});
    if (deliveries.isEmpty() && !last) {
      return false;
    }
    done = true;
    subscription.backlog().removeReceiver(this);
    boolean withAttempt = subscription.settings().hasDeadLetterPolicy();
    PullResponse.Builder response = PullResponse.newBuilder();
    deliveries.forEach(delivery -> response.addReceivedMessages(delivery.received(withAttempt)));
    observer.onNext(response.build());
    observer.onCompleted();
    return true;
  }
}
