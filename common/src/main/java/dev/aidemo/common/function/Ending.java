package dev.aidemo.common.function;

/** Tells how the delivery of a message ended. */
enum Ending {
  /** The function did its work; the message is acknowledged. */
  HANDLED("handled"),
  /** The message can never be handled; it is in the dead-letter topic, and acknowledged. */
  DEAD_LETTERED("dead-lettered"),
  /** As much as possible is done, and the message is in the dead-letter topic; acknowledged. */
  HANDLED_AND_DEAD_LETTERED("handled and dead-lettered"),
  /** Something failed that may succeed later; the platform answers 500 and redelivers. */
  REDELIVERED("to be redelivered");

  private final String words;

  Ending(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
