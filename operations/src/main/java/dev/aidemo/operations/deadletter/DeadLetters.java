package dev.aidemo.operations.deadletter;

import dev.aidemo.common.config.Environment;
import dev.aidemo.operations.OperationException;
import dev.aidemo.operations.deployed.DeployedFunction;
import dev.aidemo.operations.pubsub.PubSubClients;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Lists, replays and drops the dead letters of a project. Those that another program holds at the
 * moment are missing: Pub/Sub does not tell of them, and they come back by themselves. Failures are
 * an {@link OperationException} or the client's {@link com.google.api.gax.rpc.ApiException};
 * repeating what failed is harmless.
 */
public final class DeadLetters implements AutoCloseable {
  private final PubSubClients pubSub;
  private final DeadLetterSubscription subscription;
  private final OriginalTopics topics;

  /** Connects to the Pub/Sub that the environment names, Google's or an emulator. */
  public DeadLetters(Environment environment) {
    this.pubSub = new PubSubClients(environment);
    this.subscription = new DeadLetterSubscription(pubSub);
    this.topics = new OriginalTopics(subscription);
  }

  /**
   * Describes a dead letter, without its payload.
   *
   * @param topic the topic of the original message, if known
   * @param attempts how often it was delivered, if its subscription counted
   */
  public record Entry(
      String id,
      Instant firstSeen,
      Optional<String> topic,
      Optional<String> attempts,
      String reason) {}

  /** Returns all, in the order of their first delivery; of more than 20,000, any 20,000. */
  public List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    scan(
        letter -> {
          entries.add(
              new Entry(
                  letter.id(),
                  letter.firstSeen(),
                  topics.of(letter),
                  letter.attempts(),
                  letter.reason()));
          return false;
        });
    entries.sort(Comparator.comparing(Entry::firstSeen).thenComparing(Entry::id));
    return entries;
  }

  /** Returns the one with this id. */
  public Optional<DeadLetter> find(String id) {
    List<DeadLetter> found = new ArrayList<>();
    scan(
        new DeadLetterScan.Visitor() {
          @Override
          public boolean visit(DeadLetter letter) {
            if (letter.id().equals(id)) {
              found.add(letter);
            }
            return false;
          }

          @Override
          public boolean isFinished() {
            return !found.isEmpty();
          }
        });
    return found.stream().findFirst();
  }

  /**
   * Returns some, with their payloads: those that Pub/Sub hands out first, in the order of their
   * first delivery.
   */
  public List<DeadLetter> first(int count) {
    List<DeadLetter> found = new ArrayList<>();
    scan(
        new DeadLetterScan.Visitor() {
          @Override
          public boolean visit(DeadLetter letter) {
            found.add(letter);
            return false;
          }

          @Override
          public boolean isFinished() {
            return found.size() == count;
          }
        });
    found.sort(Comparator.comparing(DeadLetter::firstSeen).thenComparing(DeadLetter::id));
    return found;
  }

  /** Returns the topic that the original message was published to, if it is known. */
  public Optional<String> topicOf(DeadLetter letter) {
    return topics.of(letter);
  }

  /** Guesses the topic of a subscription from its name, which needs no right to ask Pub/Sub. */
  public static Optional<String> topicOfSubscription(String id) {
    return id.equals(DeployedFunction.DEAD_LETTER) ? Optional.of(id) : OriginalTopics.byName(id);
  }

  /** Returns the module of the function that could not handle it, if that is known. */
  public Optional<String> functionOf(DeadLetter letter) {
    return topics.functionOf(letter);
  }

  /**
   * Publishes each original message to a topic, and then removes the dead letter. If it is
   * dead-lettered again, it has another id, and this call does not replay it again.
   *
   * @param targets the topics to publish to, by the ids of the dead letters
   * @return the ids of those that were replayed
   * @throws OperationException if there is no such topic; what was replayed before stays replayed
   */
  public Set<String> replay(Map<String, String> targets) {
    return remove(
        targets.keySet(),
        letter -> pubSub.publish(targets.getOrDefault(letter.id(), ""), letter.original()));
  }

  /** Removes dead letters for good, and returns the ids of those that it found. */
  public Set<String> drop(Set<String> ids) {
    return remove(ids, letter -> {});
  }

  @FunctionalInterface
  private interface Action {
    void accept(DeadLetter letter);
  }

  private Set<String> remove(Set<String> ids, Action before) {
    Set<String> removed = new HashSet<>();
    scan(
        new DeadLetterScan.Visitor() {
          @Override
          public boolean visit(DeadLetter letter) {
            if (!ids.contains(letter.id())) {
              return false;
            }
            before.accept(letter);
            return removed.add(letter.id());
          }

          @Override
          public boolean isFinished() {
            return removed.size() == ids.size();
          }
        });
    return removed;
  }

  private void scan(DeadLetterScan.Visitor visitor) {
    new DeadLetterScan(subscription).run(visitor);
  }

  @Override
  public void close() {
    pubSub.close();
  }
}
