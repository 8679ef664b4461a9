package dev.aidemo.operations.deadletter;

import com.google.pubsub.v1.ReceivedMessage;
import dev.aidemo.operations.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pulls all dead letters that no other program holds, shows each once, and acknowledges those that
 * are to be removed. At the end every lease is given back, even after a failure: a letter whose
 * acknowledgement failed or was lost is then visible at once, instead of looking removed until its
 * lease ends, and an acknowledged one stays removed.
 */
final class DeadLetterScan {
  /** Limits the memory for their ids; nobody reads a longer list. */
  static final int MAX_LETTERS = 20_000;

  /** Longer than a scan takes; if this program is killed, letters stay hidden for so long. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private final DeadLetterSubscription subscription;
  private final int maxEmptyPulls;
  private final int pauseMilliseconds;

  /** The latest lease of each letter that stays, by message id. */
  private final Map<String, String> kept = new HashMap<>();

  /** The latest lease of each letter that is removed, by message id. */
  private final Map<String, String> removed = new HashMap<>();

  DeadLetterScan(DeadLetterSubscription subscription) {
    this.subscription = subscription;
    // Google's servers may answer a pull with nothing although there are messages.
    this.maxEmptyPulls = subscription.isEmulator() ? 2 : 6;
    this.pauseMilliseconds = subscription.isEmulator() ? 50 : 500;
  }

  /** Looks at dead letters, one after the other. */
  @FunctionalInterface
  interface Visitor {
    /** Returns whether to remove the letter. */
    boolean visit(DeadLetter letter);

    /** Returns whether the scan can end here. */
    default boolean isFinished() {
      return false;
    }
  }

  /** Scans until several pulls in a row bring nothing new. */
  void run(Visitor visitor) {
    try {
      int emptyPulls = 0;
      while (emptyPulls < maxEmptyPulls && !visitor.isFinished() && kept.size() < MAX_LETTERS) {
        if (pullOnce(visitor)) {
          emptyPulls = 0;
        } else {
          emptyPulls++;
          Wait.milliseconds(pauseMilliseconds);
        }
      }
    } finally {
      subscription.lease(List.copyOf(kept.values()), Duration.ZERO);
      subscription.giveBackAcknowledged(List.copyOf(removed.values()));
    }
  }

  private boolean pullOnce(Visitor visitor) {
    List<ReceivedMessage> pulled = subscription.pull();
    List<String> acknowledged = new ArrayList<>();
    List<ReceivedMessage> unseen = new ArrayList<>();
    for (ReceivedMessage message : pulled) {
      String id = message.getMessage().getMessageId();
      if (removed.replace(id, message.getAckId()) != null) {
        acknowledged.add(message.getAckId());
      } else if (kept.put(id, message.getAckId()) == null) {
        unseen.add(message);
      }
    }
    subscription.lease(pulled.stream().map(ReceivedMessage::getAckId).toList(), LEASE);
    try {
      for (ReceivedMessage message : unseen) {
        if (!visitor.isFinished() && visitor.visit(DeadLetter.of(message.getMessage()))) {
          String id = message.getMessage().getMessageId();
          removed.put(id, message.getAckId());
          kept.remove(id);
          acknowledged.add(message.getAckId());
        }
      }
    } finally {
      subscription.acknowledge(acknowledged);
    }
    return !unseen.isEmpty();
  }
}
