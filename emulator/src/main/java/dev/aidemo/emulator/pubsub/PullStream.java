package dev.aidemo.emulator.pubsub;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One streaming pull: messages one way, acknowledgements and new deadlines the other. */
final class PullStream implements StreamObserver<StreamingPullRequest>, Receiver {
  private static final int MAX_MESSAGES = 1000;

  private final Broker broker;
  private final ServerCallStreamObserver<StreamingPullResponse> observer;
  private final Signal signal;
  private final AtomicLong outstandingMessages = new AtomicLong();
  private final AtomicLong outstandingBytes = new AtomicLong();

  @GuardedBy("this")
  private @Nullable LiveSubscription subscription;

  @GuardedBy("this")
  private StreamingPullRequest terms = StreamingPullRequest.getDefaultInstance();

  @GuardedBy("this")
  private boolean done;

  PullStream(Broker broker, ServerCallStreamObserver<StreamingPullResponse> observer) {
    this.broker = broker;
    this.observer = observer;
    this.signal = new Signal(broker.workers().delivery(), this::pump);
    observer.setOnCancelHandler(this::leave);
  }

  @Override
  public synchronized void onNext(StreamingPullRequest request) {
    if (done) {
      return;
    }
    try {
      LiveSubscription open = subscription == null ? open(request) : subscription;
      settle(open.backlog(), request);
    } catch (StatusRuntimeException e) {
      leave();
      observer.onError(e);
    }
  }

  private synchronized LiveSubscription open(StreamingPullRequest request) {
    int seconds = request.getStreamAckDeadlineSeconds();
    SubscriptionRules.within(
        "stream_ack_deadline_seconds", seconds, 10, SubscriptionRules.MAX_ACK_DEADLINE);
    terms = request;
    LiveSubscription opened = SubscriberService.pullable(broker, request.getSubscription());
    subscription = opened;
    opened.backlog().addReceiver(this);
    return opened;
  }

  private synchronized void settle(Backlog backlog, StreamingPullRequest request) {
    request.getAckIdsList().forEach(backlog::acknowledge);
    if (request.getModifyDeadlineAckIdsCount() != request.getModifyDeadlineSecondsCount()) {
      throw Errors.invalidArgument("There must be one modify_deadline_seconds for each ack ID.");
    }
    for (int i = 0; i < request.getModifyDeadlineAckIdsCount(); i++) {
      SubscriberService.setDeadline(
          backlog, request.getModifyDeadlineAckIds(i), request.getModifyDeadlineSeconds(i));
    }
    // A client that asks for keep-alives takes silence for a broken connection.
    if (terms.getProtocolVersion() > 0 && request.getSubscription().isEmpty()) {
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
  public synchronized void end() {
    if (!done) {
      done = true;
      observer.onError(Errors.notFound(terms.getSubscription()));
    }
  }

  /** Messages that are out stay so until their deadline: the client may still acknowledge them. */
  private synchronized void leave() {
    done = true;
    if (subscription != null) {
      subscription.backlog().removeReceiver(this);
    }
  }

  private synchronized void pump() {
    while (!done && subscription != null) {
      long messages = room(terms.getMaxOutstandingMessages(), outstandingMessages);
      long bytes = room(terms.getMaxOutstandingBytes(), outstandingBytes);
      if (messages <= 0 || bytes <= 0) {
        return;
      }
      List<Delivery> deliveries =
          subscription
              .backlog()
              .lease(
                  (int) Math.min(messages, MAX_MESSAGES),
                  Math.min(bytes, WaitingPull.MAX_BYTES),
                  Duration.ofSeconds(terms.getStreamAckDeadlineSeconds()),
                  this::ended);
      if (deliveries.isEmpty()) {
        return;
      }
      send(deliveries, subscription.settings().hasDeadLetterPolicy());
    }
  }

  private synchronized void send(List<Delivery> deliveries, boolean withAttempt) {
    StreamingPullResponse.Builder response = StreamingPullResponse.newBuilder();
    for (Delivery delivery : deliveries) {
      outstandingMessages.incrementAndGet();
      outstandingBytes.addAndGet(delivery.message().getSerializedSize());
      response.addReceivedMessages(delivery.received(withAttempt));
    }
    observer.onNext(response.build());
  }

  private void ended(Delivery delivery) {
    outstandingMessages.decrementAndGet();
    outstandingBytes.addAndGet(-delivery.message().getSerializedSize());
    wake();
  }

  private static long room(long maximum, AtomicLong outstanding) {
    return maximum <= 0 ? Long.MAX_VALUE : maximum - outstanding.get();
  }
}
