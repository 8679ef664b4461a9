package dev.aidemo.emulator.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.GetSubscriptionRequest;
import com.google.pubsub.v1.ListSubscriptionsRequest;
import com.google.pubsub.v1.ListSubscriptionsResponse;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.ModifyPushConfigRequest;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.UpdateSubscriptionRequest;
import dev.aidemo.emulator.grpc.UnaryCall;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** Serves subscriptions, and pulling from them. */
final class SubscriberService extends SubscriberGrpc.SubscriberImplBase {
  private final Broker broker;

  SubscriberService(Broker broker) {
    this.broker = broker;
  }

  @Override
  public void createSubscription(Subscription request, StreamObserver<Subscription> observer) {
    UnaryCall.answer(observer, () -> broker.createSubscription(request));
  }

  @Override
  public void getSubscription(
      GetSubscriptionRequest request, StreamObserver<Subscription> observer) {
    UnaryCall.answer(observer, () -> broker.subscription(request.getSubscription()).settings());
  }

  @Override
  public void updateSubscription(
      UpdateSubscriptionRequest request, StreamObserver<Subscription> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          Subscription changes = request.getSubscription();
          return broker.updateSubscription(
              changes.getName(),
              current -> FieldMasks.merge(current, changes, request.getUpdateMask()));
        });
  }

  @Override
  public void modifyPushConfig(ModifyPushConfigRequest request, StreamObserver<Empty> observer) {
    UnaryCall.answerEmpty(
        observer,
        () ->
            broker.updateSubscription(
                request.getSubscription(),
                current -> current.toBuilder().setPushConfig(request.getPushConfig()).build()));
  }

  @Override
  public void deleteSubscription(
      DeleteSubscriptionRequest request, StreamObserver<Empty> observer) {
    UnaryCall.answerEmpty(observer, () -> broker.deleteSubscription(request.getSubscription()));
  }

  @Override
  public void listSubscriptions(
      ListSubscriptionsRequest request, StreamObserver<ListSubscriptionsResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          Page<Subscription> page =
              Page.of(
                  broker.subscriptions(request.getProject()),
                  Subscription::getName,
                  request.getPageSize(),
                  request.getPageToken());
          return ListSubscriptionsResponse.newBuilder()
              .addAllSubscriptions(page.items())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  public void acknowledge(AcknowledgeRequest request, StreamObserver<Empty> observer) {
    UnaryCall.answerEmpty(
        observer,
        () -> {
          Backlog backlog = broker.subscription(request.getSubscription()).backlog();
          request.getAckIdsList().forEach(backlog::acknowledge);
        });
  }

  @Override
  public void modifyAckDeadline(ModifyAckDeadlineRequest request, StreamObserver<Empty> observer) {
    UnaryCall.answerEmpty(
        observer,
        () -> {
          Backlog backlog = broker.subscription(request.getSubscription()).backlog();
          for (String ackId : request.getAckIdsList()) {
            backlog.modifyDeadline(ackId, request.getAckDeadlineSeconds());
          }
        });
  }

  @Override
  @SuppressWarnings("deprecation") // gcloud sends return_immediately
  public void pull(PullRequest request, StreamObserver<PullResponse> observer) {
    try {
      LiveSubscription subscription = broker.pullSubscription(request.getSubscription());
      SubscriptionRules.requireRange(
          "max_messages", request.getMaxMessages(), 1, Integer.MAX_VALUE);
      new WaitingPull(subscription, request.getMaxMessages(), server(observer), broker.workers())
          .start(request.getReturnImmediately());
    } catch (StatusRuntimeException e) {
      observer.onError(e);
    }
  }

  @Override
  public StreamObserver<StreamingPullRequest> streamingPull(
      StreamObserver<StreamingPullResponse> observer) {
    return new PullStream(broker, server(observer));
  }

  private static <T> ServerCallStreamObserver<T> server(StreamObserver<T> observer) {
    return (ServerCallStreamObserver<T>) observer;
  }
}
