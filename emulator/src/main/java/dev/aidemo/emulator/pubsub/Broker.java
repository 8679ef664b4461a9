package dev.aidemo.emulator.pubsub;

import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
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
    Topic topic = TopicRules.withDefaults(given);
    if (topics.putIfAbsent(topic.getName(), topic) != null) {
      throw Errors.alreadyExists(topic.getName());
    }
    return topic;
  }

  Topic topic(String name) {
    return require(topics.get(name), name);
  }

  /** Returns the topics of {@code projects/PROJECT} in the order of their names. */
  List<Topic> topics(String project) {
    String prefix = ResourceNames.project(project) + "/";
    return topics.values().stream().filter(topic -> topic.getName().startsWith(prefix)).toList();
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
    List<LiveSubscription> subscribed = subscriptionsTo(topic);
    List<String> ids = new ArrayList<>(messages.size());
    for (PubsubMessage message : messages) {
      String id = Long.toString(lastMessageId.incrementAndGet());
      PubsubMessage stored =
          message.toBuilder()
              .setMessageId(id)
              .setPublishTime(Timestamps.fromMillis(System.currentTimeMillis()))
              .build();
      subscribed.forEach(subscription -> subscription.backlog().add(stored));
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

  /** Changes the settings in one step, so that no concurrent change is lost. */
  synchronized Subscription updateSubscription(String name, UnaryOperator<Subscription> change) {
    LiveSubscription subscription = subscription(name);
    Subscription complete = withDefaults(change.apply(subscription.settings()));
    subscription.update(complete);
    return complete;
  }

  /** Returns the subscriptions of {@code projects/PROJECT} in the order of their names. */
  List<Subscription> subscriptions(String project) {
    String prefix = ResourceNames.project(project) + "/";
    return subscriptions.values().stream()
        .map(LiveSubscription::settings)
        .filter(subscription -> subscription.getName().startsWith(prefix))
        .toList();
  }

  /** Tells of each subscription of {@code projects/PROJECT} how far it is behind. */
  List<SubscriptionBacklog> backlogs(String project) {
    return subscriptions(project).stream()
        .map(Subscription::getName)
        .map(subscriptions::get)
        .filter(Objects::nonNull)
        .map(subscription -> subscription.backlog().state())
        .toList();
  }

  /** Returns the names of the topic's subscriptions in their order. */
  List<String> subscriptionNames(String topic) {
    topic(topic);
    return subscriptionsTo(topic).stream()
        .map(subscription -> subscription.settings().getName())
        .toList();
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
