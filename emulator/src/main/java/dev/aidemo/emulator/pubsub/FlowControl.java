package dev.aidemo.emulator.pubsub;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the messages that one client works on at a time.
 *
 * @see <a href="https://cloud.google.com/pubsub/docs/flow-control-messages">Flow control</a>
 */
final class FlowControl {
  private final long maxMessages;
  private final long maxBytes;
  private final AtomicLong messages = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** Creates the two limits; zero or less means no limit. */
  FlowControl(long maxMessages, long maxBytes) {
    this.maxMessages = maxMessages;
    this.maxBytes = maxBytes;
  }

  /** Returns how many more messages the client may get. */
  long freeMessages() {
    return free(maxMessages, messages);
  }

  /** Returns how many more bytes of messages the client may get. */
  long freeBytes() {
    return free(maxBytes, bytes);
  }

  void start(Delivery delivery) {
    messages.incrementAndGet();
    bytes.addAndGet(delivery.message().getSerializedSize());
  }

  void end(Delivery delivery) {
    messages.decrementAndGet();
    bytes.addAndGet(-delivery.message().getSerializedSize());
  }

  private static long free(long max, AtomicLong taken) {
    return max <= 0 ? Long.MAX_VALUE : max - taken.get();
  }
}
