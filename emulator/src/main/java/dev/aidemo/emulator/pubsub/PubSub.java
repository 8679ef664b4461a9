package dev.aidemo.emulator.pubsub;

import io.grpc.BindableService;
import java.util.List;

/**
 * One Pub/Sub: topics, subscriptions and the messages between them, in memory.
 *
 * <p>Delivery is at least once. Failures are gRPC statuses with the codes that Google's service
 * uses. What is not here (ordering keys, filters, schemas, snapshots, exactly-once delivery,
 * exports) is refused with {@code UNIMPLEMENTED}, never ignored.
 */
public final class PubSub implements AutoCloseable {
  private final Workers workers = new Workers();
  private final Broker broker = new Broker(workers);

  /** The two services, to be added to a gRPC server. */
  public List<BindableService> services() {
    return List.of(new PublisherService(broker), new SubscriberService(broker));
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
