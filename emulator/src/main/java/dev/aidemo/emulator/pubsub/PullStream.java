package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Serves one streaming pull: messages one way, acknowledgements and new deadlines the other. */
final class PullStream implements StreamObserver<StreamingPullRequest>, Receiver {
  private final Broker broker;
  private final ServerCallStreamObserver<StreamingPullResponse> observer;
  private final Signal signal;

  @GuardedBy("this")
  private @Nullable LiveSubscription subscription;

  @GuardedBy("this")
  private StreamingPullRequest first = StreamingPullRequest.getDefaultInstance();

  @GuardedBy("this")
  private FlowControl flowControl = new FlowControl(0, 0);

  @GuardedBy("this")
  private Duration ackDeadline = Duration.ZERO;

  @GuardedBy("this")
  private boolean done;

  PullStream(Broker broker, ServerCallStreamObserver<StreamingPullResponse> observer) {
    this.broker = broker;
    this.observer = observer;
    this.signal = new Signal(broker.workers().delivery(), this::send);
    observer.setOnCancelHandler(this::leave);
  }

  @Override
  public synchronized void onNext(StreamingPullRequest request) {
    if (done) {
      return;
    }
    try {
      LiveSubscription current = subscription;
      if (current == null) {
        setAckDeadline(request);
        current = open(request);
      } else if (request.getStreamAckDeadlineSeconds() != 0) {
        setAckDeadline(request);
      }
      settle(current.backlog(), request);
    } catch (StatusRuntimeException e) {
      fail(e);
    }
  }

  private synchronized LiveSubscription open(StreamingPullRequest request) {
    LiveSubscription opened = broker.pullSubscription(request.getSubscription());
    first = request;
    flowControl =
        new FlowControl(request.getMaxOutstandingMessages(), request.getMaxOutstandingBytes());
    subscription = opened;
    opened.backlog().receivers().add(this);
    return opened;
  }

  private synchronized void setAckDeadline(StreamingPullRequest request) {
    int seconds = request.getStreamAckDeadlineSeconds();
    SubscriptionRules.requireAckDeadline("stream_ack_deadline_seconds", seconds);
    ackDeadline = Duration.ofSeconds(seconds);
  }

  private synchronized void settle(Backlog backlog, StreamingPullRequest request) {
    request.getAckIdsList().forEach(backlog::acknowledge);
    if (request.getModifyDeadlineAckIdsCount() != request.getModifyDeadlineSecondsCount()) {
      throw Errors.invalidArgument("There must be one modify_deadline_seconds for each ack ID.");
    }
    for (int i = 0; i < request.getModifyDeadlineAckIdsCount(); i++) {
      backlog.modifyDeadline(
          request.getModifyDeadlineAckIds(i), request.getModifyDeadlineSeconds(i));
    }
    // A client that asks for keep-alives takes silence for a broken connection.
    if (first.getProtocolVersion() > 0 && request.getSubscription().isEmpty()) {
      observer.onNext(StreamingPullResponse.getDefaultInstance());
    }
  }

  @Override
  public void onError(Throwable failure) {
    leave();
  }

  @Override
  public synchronized void onCompleted() {
    if (!done) {
      leave();
      observer.onCompleted();
    }
  }

  @Override
  public void wake() {
    signal.raise();
  }

  @Override
  public void end() {
    // This runs within another client's call, where Armeria does not allow to answer ours.
    broker.workers().delivery().execute(() -> fail(Errors.notFound(subscriptionName())));
  }

  private synchronized String subscriptionName() {
    return first.getSubscription();
  }

  private synchronized void fail(StatusRuntimeException failure) {
    if (!done) {
      leave();
      observer.onError(failure);
    }
  }

  /** Leaves its messages leased: the client may still acknowledge them in another call. */
  private synchronized void leave() {
    done = true;
    if (subscription != null) {
      subscription.backlog().receivers().remove(this);
    }
  }

  private synchronized void send() {
    while (!done && subscription != null) {
      if (subscription.pushes()) {
        fail(Errors.notPullSubscription());
        return;
      }
      List<Delivery> deliveries = lease(subscription.backlog(), flowControl);
      if (deliveries.isEmpty()) {
        return;
      }
      boolean withAttempt = subscription.settings().hasDeadLetterPolicy();
      StreamingPullResponse.Builder response = StreamingPullResponse.newBuilder();
      deliveries.forEach(delivery -> response.addReceivedMessages(delivery.received(withAttempt)));
      observer.onNext(response.build());
    }
  }

  private synchronized List<Delivery> lease(Backlog backlog, FlowControl limits) {
    long messages = Math.min(limits.freeMessages(), WaitingPull.MAX_MESSAGES);
    long bytes = Math.min(limits.freeBytes(), WaitingPull.MAX_BYTES);
    if (messages <= 0 || bytes <= 0) {
      return List.of();
    }
    List<Delivery> deliveries =
        backlog.lease(
            (int) messages,
            bytes,
            ackDeadline,
            ended -> {
              limits.end(ended);
              wake();
            });
    deliveries.forEach(limits::start);
    return deliveries;
  }
}
