package dev.aidemo.emulator.pubsub;

import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Keeps all topics and subscriptions, and takes messages from one to the others. */
final class Broker implements AutoCloseable {
  private static final String DELETED_TOPIC = "_deleted-topic_";

  private final Workers workers;
  private final Map<String, Topic> topics = new ConcurrentSkipListMap<>();
  private final Map<String, LiveSubscription> subscriptions = new ConcurrentSkipListMap<>();

  /** Begins with the time, so that a restart does not repeat message IDs. */
  private final AtomicLong lastMessageId = new AtomicLong(System.currentTimeMillis() * 1000);

  Broker(Workers workers) {
    this.workers = workers;
  }

  Workers workers() {
    return workers;
  }

  Topic createTopic(Topic given) {
    if (given.hasSchemaSettings()) {
      throw Errors.unimplemented("schemas");
    }
    if (given.hasIngestionDataSourceSettings()) {
      throw Errors.unimplemented("ingestion");
    }
    if (given.getMessageTransformsCount() > 0) {
      throw Errors.unimplemented("message transforms");
    }
    Topic topic = given.toBuilder().setState(Topic.State.ACTIVE).build();
    if (topics.putIfAbsent(ResourceNames.topic(topic.getName()), topic) != null) {
      throw Errors.alreadyExists(topic.getName());
    }
    return topic;
  }

  Topic topic(String name) {
    return require(topics.get(name), name);
  }

  /** Returns all topics in the order of their names. */
  List<Topic> topics() {
    return List.copyOf(topics.values());
  }

  /** Deletes the topic. Its subscriptions stay, with the messages that they have. */
  synchronized void deleteTopic(String name) {
    require(topics.remove(name), name);
    for (LiveSubscription subscription : subscriptionsTo(name)) {
      subscription.update(subscription.settings().toBuilder().setTopic(DELETED_TOPIC).build());
    }
  }

  List<String> publish(String topic, List<PubsubMessage> messages) {
    topic(topic);
    List<LiveSubscription> receivers = subscriptionsTo(topic);
    List<String> ids = new ArrayList<>(messages.size());
    for (PubsubMessage message : messages) {
      String id = Long.toString(lastMessageId.incrementAndGet());
      PubsubMessage stored =
          message.toBuilder()
              .setMessageId(id)
              .setPublishTime(Timestamps.fromMillis(System.currentTimeMillis()))
              .build();
      receivers.forEach(receiver -> receiver.backlog().add(stored));
      ids.add(id);
    }
    return ids;
  }

  synchronized Subscription createSubscription(Subscription given) {
    String name = ResourceNames.subscription(given.getName());
    if (subscriptions.containsKey(name)) {
      throw Errors.alreadyExists(name);
    }
    topic(given.getTopic());
    Subscription complete = withDefaults(given);
    subscriptions.put(name, new LiveSubscription(workers, complete, this::takeDeadLetter));
    return complete;
  }

  LiveSubscription subscription(String name) {
    return require(subscriptions.get(name), name);
  }

  /** Returns a subscription that clients may pull from. */
  LiveSubscription pullSubscription(String name) {
    LiveSubscription subscription = subscription(name);
    if (subscription.pushes()) {
      throw Errors.notPullSubscription();
    }
    return subscription;
  }

  synchronized Subscription updateSubscription(Subscription changed) {
    Subscription complete = withDefaults(changed);
    subscription(changed.getName()).update(complete);
    return complete;
  }

  /** Returns all subscriptions in the order of their names. */
  List<Subscription> subscriptions() {
    return subscriptions.values().stream().map(LiveSubscription::settings).toList();
  }

  synchronized void deleteSubscription(String name) {
    require(subscriptions.remove(name), name).close();
  }

  @Override
  public synchronized void close() {
    subscriptions.values().forEach(LiveSubscription::close);
    subscriptions.clear();
    topics.clear();
  }

  private List<LiveSubscription> subscriptionsTo(String topic) {
    return subscriptions.values().stream()
        .filter(subscription -> subscription.settings().getTopic().equals(topic))
        .toList();
  }

  private Subscription withDefaults(Subscription given) {
    Subscription complete = SubscriptionRules.withDefaults(given);
    if (complete.hasDeadLetterPolicy()) {
      topic(complete.getDeadLetterPolicy().getDeadLetterTopic());
    }
    return complete;
  }

  private boolean takeDeadLetter(Delivery failed, Subscription subscription) {
    var policy = subscription.getDeadLetterPolicy();
    // As at Google, a message is retried as long as its dead-letter topic does not exist.
    if (!subscription.hasDeadLetterPolicy()
        || failed.attempt() < policy.getMaxDeliveryAttempts()
        || !topics.containsKey(policy.getDeadLetterTopic())) {
      return false;
    }
    publish(
        policy.getDeadLetterTopic(),
        List.of(DeadLetter.of(failed.message(), failed.attempt(), subscription)));
    return true;
  }

  private static <T> T require(@Nullable T found, String name) {
    if (found == null) {
      throw Errors.notFound(name);
    }
    return found;
  }
}
