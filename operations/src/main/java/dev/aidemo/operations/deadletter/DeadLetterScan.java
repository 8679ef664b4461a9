package dev.aidemo.operations.deadletter;

import com.google.pubsub.v1.ReceivedMessage;
import dev.aidemo.operations.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One walk past all dead letters that nobody else holds: each is shown to a visitor once. What the
 * visitor is done with is acknowledged. At the end every lease is given back, whatever happens: a
 * letter that was acknowledged stays away, and one whose acknowledgement failed or was lost is seen
 * at once, instead of looking removed for as long as its lease.
 */
final class DeadLetterScan {
  /** Ids are kept in memory, and a list of more is of no use. */
  static final int MOST_LETTERS = 20_000;

  /** Long enough for a walk past all, and a killed program hides nothing for longer. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final DeadLetterSubscription subscription;

  /** The last lease of each letter, by its id: those to be kept, and those done with. */
  private final Map<String, String> held = new HashMap<>();

  private final Map<String, String> gone = new HashMap<>();
  private final int mostPullsWithoutNews;
  private final int pauseMilliseconds;

  DeadLetterScan(DeadLetterSubscription subscription) {
    this.subscription = subscription;
    this.mostPullsWithoutNews = subscription.isEmulated() ? 2 : 6;
    this.pauseMilliseconds = subscription.isEmulated() ? 50 : 500;
  }

  /** Is shown one dead letter after the other. */
  @FunctionalInterface
  interface Visitor {
    /** Whether the letter is done with, and shall be removed. */
    boolean visit(DeadLetter letter);

    /** Whether the walk may end here. */
    default boolean seenEnough() {
      return false;
    }
  }

  /** Walks until several pulls in a row bring nothing new. */
  void past(Visitor visitor) {
    try {
      int withoutNews = 0;
      while (withoutNews < mostPullsWithoutNews
          && !visitor.seenEnough()
          && held.size() < MOST_LETTERS) {
        if (showNew(visitor)) {
          withoutNews = 0;
        } else {
          withoutNews++;
          Wait.milliseconds(pauseMilliseconds);
        }
      }
    } finally {
      subscription.lease(List.copyOf(held.values()), Duration.ZERO);
      subscription.giveBackAcknowledged(List.copyOf(gone.values()));
    }
  }

  private boolean showNew(Visitor visitor) {
    List<ReceivedMessage> pulled = subscription.pull();
    List<String> done = new ArrayList<>();
    List<ReceivedMessage> news = new ArrayList<>();
    for (ReceivedMessage message : pulled) {
      String id = message.getMessage().getMessageId();
      if (gone.replace(id, message.getAckId()) != null) {
        done.add(message.getAckId());
      } else if (held.put(id, message.getAckId()) == null) {
        news.add(message);
      }
    }
    subscription.lease(pulled.stream().map(ReceivedMessage::getAckId).toList(), LEASE);
    try {
      for (ReceivedMessage message : news) {
        if (!visitor.seenEnough() && visitor.visit(DeadLetter.of(message.getMessage()))) {
          String id = message.getMessage().getMessageId();
          gone.put(id, message.getAckId());
          held.remove(id);
          done.add(message.getAckId());
        }
      }
    } finally {
      subscription.acknowledge(done);
    }
    return !news.isEmpty();
  }
}
