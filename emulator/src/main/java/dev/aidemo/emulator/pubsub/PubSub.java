package dev.aidemo.emulator.pubsub;

import com.google.pubsub.v1.PushConfig;
import com.google.pubsub.v1.SchemaServiceGrpc.SchemaServiceImplBase;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.BindableService;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.List;

/**
 * Serves Pub/Sub from memory: topics, subscriptions and the messages between them.
 *
 * <p>Delivery is at least once. Errors are gRPC statuses with the codes that Google's service uses.
 * Ordering keys, filters, schemas, snapshots, exactly-once delivery and exports are refused with
 * {@code UNIMPLEMENTED}, never ignored.
 */
public final class PubSub implements AutoCloseable {
  private final Workers workers = new Workers();
  private final Broker broker = new Broker(workers);

  /** Returns the services to add to a gRPC server. */
  public List<BindableService> services() {
    return List.of(
        new PublisherService(broker),
        new SubscriberService(broker),
        // Without methods: each answers UNIMPLEMENTED with its name.
        new SchemaServiceImplBase() {});
  }

  /**
   * Creates the topic unless it exists.
   *
   * @throws IllegalArgumentException if no topic may have that name
   */
  public void createTopic(String project, String name) {
    unlessItExists(
        () -> broker.createTopic(Topic.newBuilder().setName(topicName(project, name)).build()));
  }

  /**
   * Creates the subscription unless it exists.
   *
   * @param pushEndpoint empty if clients pull
   * @throws IllegalArgumentException if there is no such topic, or a setting is not allowed
   */
  public void createSubscription(String project, String topic, String name, String pushEndpoint) {
    Subscription settings =
        Subscription.newBuilder()
            .setName("projects/" + project + "/subscriptions/" + name)
            .setTopic(topicName(project, topic))
            .setPushConfig(PushConfig.newBuilder().setPushEndpoint(pushEndpoint))
            .build();
    unlessItExists(() -> broker.createSubscription(settings));
  }

  /** Tells of each subscription of a project how far it is behind, in the order of their names. */
  public List<SubscriptionBacklog> backlogs(String project) {
    return broker.backlogs("projects/" + project);
  }

  private static String topicName(String project, String name) {
    return "projects/" + project + "/topics/" + name;
  }

  private static void unlessItExists(Runnable creation) {
    try {
      creation.run();
    } catch (StatusRuntimeException e) {
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw new IllegalArgumentException(e.getStatus().getDescription(), e);
      }
    }
  }

  /**
   * Stops every delivery and forgets every message. Pushes under way are cut off. Returns within a
   * few seconds.
   */
  @Override
  public void close() {
    broker.close();
    workers.close();
  }
}
