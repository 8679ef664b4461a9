package dev.aidemo.testkit;

import com.google.api.client.googleapis.services.AbstractGoogleClientRequest;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.services.pubsub.Pubsub;
import com.google.api.services.pubsub.model.AcknowledgeRequest;
import com.google.api.services.pubsub.model.PullRequest;
import com.google.api.services.pubsub.model.ReceivedMessage;
import com.google.api.services.pubsub.model.Subscription;
import com.google.api.services.pubsub.model.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Calls a Pub/Sub emulator with the client that the functions use. google-cloud-pubsub would add
 * libraries to the tests of each function, and with them Maven resolves other ones for what is
 * deployed, too.
 */
final class PubSub {
  private static final int TIMEOUT_MILLISECONDS = 20_000;
  private static final int MAX_MESSAGES = 1000;

  private final String project;
  private final Pubsub client;

  /**
   * Makes a client for a project.
   *
   * @param address {@code host:port} of the emulator
   */
  PubSub(String address, String project) {
    this.project = "projects/" + project;
    this.client =
        new Pubsub.Builder(
                new NetHttpTransport(),
                GsonFactory.getDefaultInstance(),
                request -> request.setReadTimeout(TIMEOUT_MILLISECONDS))
            .setApplicationName("testkit")
            .setRootUrl("http://" + address + "/")
            .build();
  }

  void createTopic(String id) {
    try {
      execute(client.projects().topics().create(project + "/topics/" + id, new Topic()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void createSubscription(String id, String topic) {
    var subscription = new Subscription().setTopic(project + "/topics/" + topic);
    try {
      execute(client.projects().subscriptions().create(name(id), subscription));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the messages that are there, and acknowledges them. */
  List<ReceivedMessage> take(String subscription) {
    // Otherwise the pull would wait for a message.
    var pull = new PullRequest().setMaxMessages(MAX_MESSAGES).setReturnImmediately(true);
    try {
      List<ReceivedMessage> received =
          execute(client.projects().subscriptions().pull(name(subscription), pull))
              .getReceivedMessages();
      if (received == null) {
        return List.of();
      }
      var acknowledge =
          new AcknowledgeRequest()
              .setAckIds(received.stream().map(ReceivedMessage::getAckId).toList());
      execute(client.projects().subscriptions().acknowledge(name(subscription), acknowledge));
      return received;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String name(String subscription) {
    return project + "/subscriptions/" + subscription;
  }

  private static <T> T execute(AbstractGoogleClientRequest<T> request) throws IOException {
    return request.setDisableGZipContent(true).execute();
  }
}
