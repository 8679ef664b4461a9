package dev.aidemo.common.failure;

/**
 * Says that a message was handled but for a part that can never be: what could be done is done and
 * published, and the message also goes to the dead-letter topic.
 */
public final class PartlyHandledException extends RuntimeException {
  private final PoisonMessageException poison;

  /** Names the part that was left. */
  public PartlyHandledException(PoisonMessageException poison) {
    super(poison.getMessage(), poison);
    this.poison = poison;
  }

  /** Returns what is wrong with the part that was left. */
  public PoisonMessageException poison() {
    return poison;
  }
}
