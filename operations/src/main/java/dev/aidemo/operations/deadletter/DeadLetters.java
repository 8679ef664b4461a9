package dev.aidemo.operations.deadletter;

import dev.aidemo.common.config.Environment;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.operations.OperationException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The dead letters of a project. What another program holds at the moment is not seen: Pub/Sub does
 * not tell of it, and it comes back by itself. Failures are a {@link OperationException} or the
 * client's {@link com.google.api.gax.rpc.ApiException}; doing again what failed is harmless.
 */
public final class DeadLetters implements AutoCloseable {
  private final DeadLetterSubscription subscription;
  private final Origins origins;
  private final PubSub pubSub;

  /** Connects to the Pub/Sub that the environment names, Google's or one that stands in for it. */
  public DeadLetters(Environment environment) {
    this.subscription = new DeadLetterSubscription(environment);
    this.origins = new Origins(subscription);
    this.pubSub = new PubSub(environment);
  }

  /**
   * A dead letter without its payload.
   *
   * @param topic where it was first published, if that can be told
   * @param attempt how often it was delivered, if the platform told
   */
  public record Entry(
      String id,
      Instant firstSeen,
      Optional<String> topic,
      Optional<String> attempt,
      String reason) {}

  /** All of them, the first one seen first, or the first 20,000 that Pub/Sub hands out. */
  public List<Entry> list() {
    List<Entry> entries = new ArrayList<>();
    new DeadLetterScan(subscription)
        .past(
            letter -> {
              entries.add(
                  new Entry(
                      letter.id(),
                      letter.firstSeen(),
                      origins.topic(letter),
                      letter.attempt(),
                      letter.reason()));
              return false;
            });
    entries.sort(Comparator.comparing(Entry::firstSeen).thenComparing(Entry::id));
    return entries;
  }

  /** The one with this id. */
  public Optional<DeadLetter> find(String id) {
    List<DeadLetter> found = new ArrayList<>();
    new DeadLetterScan(subscription)
        .past(
            new DeadLetterScan.Visitor() {
              @Override
              public boolean visit(DeadLetter letter) {
                if (letter.id().equals(id)) {
                  found.add(letter);
                }
                return false;
              }

              @Override
              public boolean seenEnough() {
                return !found.isEmpty();
              }
            });
    return found.stream().findFirst();
  }

  /**
   * Publishes each original message to a topic, and then removes the dead letter. One that is
   * poison again comes back under another id, and is not replayed again by this call.
   *
   * @param targets by the ids of the dead letters, the topics to publish to
   * @return the ids that were replayed
   * @throws OperationException if there is no such topic; what was replayed before stays replayed
   */
  public Set<String> replay(Map<String, String> targets) {
    return remove(
        targets.keySet(), letter -> publish(letter, targets.getOrDefault(letter.id(), "")));
  }

  /** Removes dead letters for good, and returns the ids of those that were there. */
  public Set<String> drop(Set<String> ids) {
    return remove(ids, letter -> {});
  }

  @FunctionalInterface
  private interface Action {
    void take(DeadLetter letter);
  }

  private Set<String> remove(Set<String> ids, Action action) {
    Set<String> removed = new HashSet<>();
    new DeadLetterScan(subscription)
        .past(
            new DeadLetterScan.Visitor() {
              @Override
              public boolean visit(DeadLetter letter) {
                if (!ids.contains(letter.id())) {
                  return false;
                }
                action.take(letter);
                return removed.add(letter.id());
              }

              @Override
              public boolean seenEnough() {
                return removed.size() == ids.size();
              }
            });
    return removed;
  }

  private void publish(DeadLetter letter, String topic) {
    try {
      pubSub.publish(topic, letter.original());
    } catch (GoogleException e) {
      if (e.status() != GoogleException.NOT_FOUND) {
        throw e;
      }
      throw new OperationException(
          "there is no topic %s to replay %s to".formatted(topic, letter.id()), e);
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
