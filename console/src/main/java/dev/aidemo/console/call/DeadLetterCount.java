package dev.aidemo.console.call;

import dev.aidemo.common.failure.FailureMessage;
import dev.aidemo.common.google.GoogleException;
import dev.aidemo.console.monitoring.Backlogs;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.logging.Logger;

/**
 * Counts the dead letters. It asks Cloud Monitoring, because reading them would hide them from
 * others, and it asks every few seconds at most, and rarely while there is no answer.
 */
public final class DeadLetterCount {
  private static final Logger logger = Logger.getLogger(DeadLetterCount.class.getName());
  private static final Duration MAX_AGE = Duration.ofSeconds(2);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

  private final Backlogs backlogs;
  private OptionalLong count = OptionalLong.empty();
  private long next = System.nanoTime();

  /** Asks this. */
  public DeadLetterCount(Backlogs backlogs) {
    this.backlogs = backlogs;
  }

  /** Returns how many there are, or nothing if that is not known. */
  synchronized OptionalLong read() {
    if (System.nanoTime() - next >= 0) {
      count = ask();
      next = System.nanoTime() + (count.isPresent() ? MAX_AGE : PAUSE_AFTER_FAILURE).toNanos();
    }
    return count;
  }

  private OptionalLong ask() {
    try {
      return OptionalLong.of(backlogs.undelivered().getOrDefault(DeployedFunction.DEAD_LETTER, 0L));
    } catch (GoogleException e) {
      logger.warning("The dead letters are not counted: " + FailureMessage.firstLine(e));
      return OptionalLong.empty();
    }
  }
}
