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

/** All topics and subscriptions. Lists are in the order of names. */
final class Broker implements AutoCloseable {
  private static final String DELETED_TOPIC = "_deleted-topic_";

  private final Workers workers;
  private final Map<String, Topic> topics = new ConcurrentSkipListMap<>();
  private final Map<String, LiveSubscription> subscriptions = new ConcurrentSkipListMap<>();

  /** Begins with the time, so that a restart does not repeat identifiers. */
  private final AtomicLong lastMessage = new AtomicLong(System.currentTimeMillis() * 1000);

  Broker(Workers workers) {
    this.workers = workers;
  }

  Workers workers() {
    return workers;
  }

  Topic createTopic(Topic topic) {
    if (topics.putIfAbsent(ResourceNames.topic(topic.getName()), topic) != null) {
      throw Errors.alreadyExists(topic.getName());
    }
    return topic;
  }

  Topic topic(String name) {
    return present(topics.get(name), name);
  }

  synchronized void updateTopic(Topic changed) {
    topic(changed.getName());
    topics.put(changed.getName(), changed);
  }

  List<Topic> topics() {
    return List.copyOf(topics.values());
  }

  /** Its subscriptions stay, with the messages that they have. */
  synchronized void deleteTopic(String name) {
    present(topics.remove(name), name);
    for (LiveSubscription subscription : subscriptionsTo(name)) {
      subscription.update(subscription.settings().toBuilder().setTopic(DELETED_TOPIC).build());
    }
  }

  List<String> publish(String topic, List<PubsubMessage> messages) {
    topic(topic);
    List<LiveSubscription> receivers = subscriptionsTo(topic);
    List<String> ids = new ArrayList<>(messages.size());
    for (PubsubMessage message : messages) {
      String id = Long.toString(lastMessage.incrementAndGet());
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
    Subscription complete = checked(given);
    subscriptions.put(name, new LiveSubscription(workers, complete, this::takeDeadLetter));
    return complete;
  }

  LiveSubscription subscription(String name) {
    return present(subscriptions.get(name), name);
  }

  synchronized Subscription updateSubscription(Subscription changed) {
    Subscription complete = checked(changed);
    subscription(changed.getName()).update(complete);
    return complete;
  }

  List<Subscription> subscriptions() {
    return subscriptions.values().stream().map(LiveSubscription::settings).toList();
  }

  synchronized void deleteSubscription(String name) {
    present(subscriptions.remove(name), name).close();
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

  private Subscription checked(Subscription given) {
    Subscription complete = SubscriptionRules.complete(given);
    if (complete.hasDeadLetterPolicy()) {
      topic(complete.getDeadLetterPolicy().getDeadLetterTopic());
    }
    return complete;
  }

  private boolean takeDeadLetter(Delivery failed, Subscription subscription) {
    var policy = subscription.getDeadLetterPolicy();
    // As at Google, a message whose dead-letter topic is gone goes on being tried.
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

  private static <T> T present(@Nullable T value, String name) {
    if (value == null) {
      throw Errors.notFound(name);
    }
    return value;
  }
}
