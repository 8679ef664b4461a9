package dev.aidemo.benchmarks.program;

import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;

/** Publishes one message with google-cloud-pubsub's publisher, over gRPC. */
final class PublishWithPublisher {
  private PublishWithPublisher() {}

  public static void main(String[] arguments) throws Exception {
    var publisher =
        Publisher.newBuilder(TopicName.of(System.getenv("PROJECT_ID"), "prediction"))
            .setChannelProvider(
                TopicAdminSettings.defaultGrpcTransportProviderBuilder()
                    .setEndpoint(System.getenv("PUBSUB_EMULATOR_HOST"))
                    .setChannelConfigurator(builder -> builder.usePlaintext())
                    .build())
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build();
    var message = PubsubMessage.newBuilder().setData(ByteString.copyFrom(new byte[1_000])).build();
    System.out.println(publisher.publish(message).get());
    System.out.println("finished");
    var unused = System.in.read();
  }
}
