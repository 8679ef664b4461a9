package dev.aidemo.benchmarks.program;

import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.TopicName;
import java.io.IOException;
import java.util.List;

/** Publishes one message with google-cloud-pubsub over HTTP and JSON. */
final class PublishWithTopicAdminClient {
  private PublishWithTopicAdminClient() {}

  public static void main(String[] arguments) throws IOException {
    var settings =
        TopicAdminSettings.newHttpJsonBuilder()
            .setTransportChannelProvider(
                TopicAdminSettings.defaultHttpJsonTransportProviderBuilder()
                    // The default loads a native library for TLS.
                    .setHttpTransport(new NetHttpTransport())
                    .build())
            .setEndpoint("http://" + System.getenv("PUBSUB_EMULATOR_HOST"))
            .setCredentialsProvider(NoCredentialsProvider.create())
            .build();
    var message = PubsubMessage.newBuilder().setData(ByteString.copyFrom(new byte[1_000])).build();
    try (TopicAdminClient client = TopicAdminClient.create(settings)) {
      client.publish(TopicName.of(System.getenv("PROJECT_ID"), "prediction"), List.of(message));
      System.out.println("finished");
      var unused = System.in.read();
    }
  }
}
