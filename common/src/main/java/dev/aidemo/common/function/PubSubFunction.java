package dev.aidemo.common.function;

import com.google.cloud.functions.BackgroundFunction;
import com.google.cloud.functions.Context;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.failure.FailureMessage;
import dev.aidemo.common.failure.PartlyHandledException;
import dev.aidemo.common.failure.PoisonMessageException;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Handles the messages of one topic. Each delivery has one of four endings:
 *
 * <ul>
 *   <li><b>handled</b>: {@link #handle} returns, and the message is acknowledged;
 *   <li><b>dead-lettered</b>: the message is poison, or older than {@code MAX_EVENT_AGE_SECONDS};
 *       it goes to topic {@code dead-letter} and is acknowledged;
 *   <li><b>handled and dead-lettered</b>: all but a part could be done, see {@link
 *       PartlyHandledException}; it goes to topic {@code dead-letter} and is acknowledged;
 *   <li><b>redelivered</b>: anything else is thrown, also a failure to publish the dead letter; the
 *       platform answers 500 and delivers the message again.
 * </ul>
 *
 * <p>Of the Framework's interfaces, {@link BackgroundFunction} alone accepts all three deliveries:
 * CloudEvents of the 2nd generation, events of the 1st, and pushes of the Pub/Sub emulator.
 *
 * @param <T> the payload
 */
public abstract class PubSubFunction<T> implements BackgroundFunction<PubSubMessage> {
  /**
   * Below the 24 hours for which Eventarc's subscriptions keep a message, so that an old message
   * becomes a dead letter before it is dropped.
   */
  private static final int MAX_AGE_SECONDS = 72_000;

  private final Logger logger = Logger.getLogger(getClass().getName());
  private final String trigger;
  private final Function<byte[], T> decoder;
  private final PubSub pubSub;
  private final DeadLetters deadLetters;
  private final Duration maxAge;
  private final WarmUp warmUp = new WarmUp(logger);

  /**
   * Reads the variables that every function needs.
   *
   * @param trigger the topic that the messages come from
   * @param decoder reads a payload, or throws a {@link PoisonMessageException}
   */
  protected PubSubFunction(String trigger, Function<byte[], T> decoder, Environment environment) {
    this.trigger = trigger;
    this.decoder = decoder;
    this.pubSub = new PubSub(environment);
    this.deadLetters = new DeadLetters(pubSub, trigger);
    this.maxAge = environment.seconds("MAX_EVENT_AGE_SECONDS", MAX_AGE_SECONDS, 31 * 86_400);
    prepareWith(this::loadDecoder);
  }

  /**
   * Does the function's work. It may see a payload twice, late, out of order and concurrently with
   * itself; it commits, then publishes, then returns.
   *
   * @throws PoisonMessageException if the payload can never be handled
   * @throws PartlyHandledException if all is done but a part that can never be
   * @throws RuntimeException if the message should be redelivered
   */
  protected abstract void handle(T payload, Event event);

  /**
   * Registers work for {@link #warmUp}. A failure is only logged; the first event tries again and
   * reports it.
   */
  protected final void prepareWith(Runnable preparation) {
    warmUp.prepareWith(preparation);
  }

  /**
   * Starts the registered work while the Framework starts its server, see {@link WarmUp#start}.
   * Only the constructor that the platform calls should call it.
   */
  protected final void warmUp() {
    warmUp.start(getClass().getClassLoader());
  }

  private void loadDecoder() {
    try {
      var unused = decoder.apply("{}".getBytes(StandardCharsets.UTF_8));
    } catch (PoisonMessageException expected) {
      // The decoder is loaded now.
    }
  }

  @Override
  public final void accept(@Nullable PubSubMessage message, Context context) {
    Event event = Event.of(message, context);
    long start = System.nanoTime();
    try {
      requireYoung(event);
      handle(decoder.apply(event.data()), event);
      long milliseconds = (System.nanoTime() - start) / 1_000_000;
      log(Level.INFO, event, Ending.HANDLED, " in " + milliseconds + " ms");
    } catch (PoisonMessageException e) {
      deadLetter(event, e, Ending.DEAD_LETTERED);
    } catch (PartlyHandledException e) {
      deadLetter(event, e.poison(), Ending.HANDLED_AND_DEAD_LETTERED);
    } catch (RuntimeException e) {
      log(Level.WARNING, event, Ending.REDELIVERED, ": " + FailureMessage.firstLine(e));
      throw e;
    }
  }

  private void deadLetter(Event event, PoisonMessageException poison, Ending ending) {
    try {
      deadLetters.publish(event, poison.reason());
    } catch (RuntimeException e) {
      String failure = ": " + poison.getMessage() + ", but cannot be dead-lettered: ";
      log(Level.WARNING, event, Ending.REDELIVERED, failure + FailureMessage.firstLine(e));
      throw e;
    }
    log(Level.WARNING, event, ending, ": " + poison.getMessage());
  }

  /** Returns the topic to publish to: {@code TOPIC_ID}, or {@code name} without it. */
  protected final Topic topic(String name, Environment environment) {
    return Topic.of(pubSub, name, environment);
  }

  private void requireYoung(Event event) {
    Duration age = Duration.between(event.published(), Instant.now());
    if (age.compareTo(maxAge) > 0) {
      throw new PoisonMessageException(
          "event", "must be at most " + maxAge.toSeconds() + " s old", age.toSeconds() + " s");
    }
  }

  private void log(Level level, Event event, Ending ending, String detail) {
    logger.log(level, () -> trigger + " message " + event.id() + ": " + ending + detail);
  }
}
