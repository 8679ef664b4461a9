package dev.aidemo.emulator.pubsub;

import com.google.protobuf.Empty;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.GetTopicRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsRequest;
import com.google.pubsub.v1.ListTopicSubscriptionsResponse;
import com.google.pubsub.v1.ListTopicsRequest;
import com.google.pubsub.v1.ListTopicsResponse;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.Topic;
import dev.aidemo.emulator.grpc.UnaryCall;
import io.grpc.stub.StreamObserver;
import java.util.List;

/** Serves topics and publishing. */
final class PublisherService extends PublisherGrpc.PublisherImplBase {
  private final Broker broker;

  PublisherService(Broker broker) {
    this.broker = broker;
  }

  @Override
  public void createTopic(Topic request, StreamObserver<Topic> observer) {
    UnaryCall.answer(observer, () -> broker.createTopic(request));
  }

  @Override
  public void getTopic(GetTopicRequest request, StreamObserver<Topic> observer) {
    UnaryCall.answer(observer, () -> broker.topic(request.getTopic()));
  }

  @Override
  public void deleteTopic(DeleteTopicRequest request, StreamObserver<Empty> observer) {
    UnaryCall.answerEmpty(observer, () -> broker.deleteTopic(request.getTopic()));
  }

  @Override
  public void listTopics(ListTopicsRequest request, StreamObserver<ListTopicsResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          Page<Topic> page =
              Page.of(
                  broker.topics(request.getProject()),
                  Topic::getName,
                  request.getPageSize(),
                  request.getPageToken());
          return ListTopicsResponse.newBuilder()
              .addAllTopics(page.items())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  public void listTopicSubscriptions(
      ListTopicSubscriptionsRequest request,
      StreamObserver<ListTopicSubscriptionsResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          Page<String> page =
              Page.of(
                  broker.subscriptionNames(request.getTopic()),
                  name -> name,
                  request.getPageSize(),
                  request.getPageToken());
          return ListTopicSubscriptionsResponse.newBuilder()
              .addAllSubscriptions(page.items())
              .setNextPageToken(page.nextToken())
              .build();
        });
  }

  @Override
  public void publish(PublishRequest request, StreamObserver<PublishResponse> observer) {
    UnaryCall.answer(
        observer,
        () -> {
          broker.topic(request.getTopic());
          MessageRules.check(request);
          List<String> ids = broker.publish(request.getTopic(), request.getMessagesList());
          return PublishResponse.newBuilder().addAllMessageIds(ids).build();
        });
  }
}
