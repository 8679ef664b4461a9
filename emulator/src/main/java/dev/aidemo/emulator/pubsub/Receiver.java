package dev.aidemo.emulator.pubsub;

/** Someone who wants messages. Both methods return at once and may be called from any thread. */
interface Receiver {
  /** There may be a message now. */
  void wake();

  /** The subscription is gone: there will be no more messages. */
  void end();
}
