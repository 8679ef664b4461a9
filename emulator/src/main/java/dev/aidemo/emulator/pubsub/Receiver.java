package dev.aidemo.emulator.pubsub;

/**
 * Wants the messages of one subscription: a pull, a streaming pull, or what pushes them. Both
 * methods return at once and may be called from any thread.
 */
interface Receiver {
  /** Tells that there may be a message now. */
  void wake();

  /** Tells that the subscription is gone: there will be no more messages. */
  void end();
}
