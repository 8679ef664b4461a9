package dev.aidemo.common.function;

import com.google.cloud.functions.BackgroundFunction;
import com.google.cloud.functions.Context;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.PoisonMessageException;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.common.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A function that is triggered by a topic. A message ends in one of three ways:
 *
 * <ul>
 *   <li>{@link #handle} returns: the message is acknowledged;
 *   <li>the message is poison, or older than {@code MAX_EVENT_AGE_SECONDS}: it goes to topic {@code
 *       dead-letter} and is acknowledged;
 *   <li>anything else is thrown: the platform answers 500 and delivers the message again. Where the
 *       dead letter itself cannot be published, the message comes again too.
 * </ul>
 *
 * <p>Of the Framework's interfaces, {@link BackgroundFunction} alone accepts all three deliveries:
 * CloudEvents of the 2nd generation, events of the 1st, and pushes of the Pub/Sub emulator.
 *
 * @param <T> the payload
 */
public abstract class PubSubFunction<T> implements BackgroundFunction<PubSubMessage> {
  /**
   * Below the 24 hours for which Eventarc's subscriptions keep a message, so that it reaches the
   * dead letters before it is dropped.
   */
  private static final int MAXIMUM_AGE_SECONDS = 72_000;

  private final Logger logger = Logger.getLogger(getClass().getName());
  private final String trigger;
  private final Function<byte[], T> decoder;
  private final PubSub pubSub;
  private final DeadLetters deadLetters;
  private final Duration maximumAge;
  private final List<Runnable> preparations = new ArrayList<>();

  /**
   * Reads what every function needs of its environment.
   *
   * @param trigger the topic that the messages come from
   * @param decoder reads a payload, or throws a {@link PoisonMessageException}
   */
  protected PubSubFunction(String trigger, Function<byte[], T> decoder, Environment environment) {
    this.trigger = trigger;
    this.decoder = decoder;
    this.pubSub = new PubSub(environment);
    this.deadLetters = new DeadLetters(pubSub, trigger);
    this.maximumAge =
        environment.seconds("MAX_EVENT_AGE_SECONDS", MAXIMUM_AGE_SECONDS, 31 * 86_400);
  }

  /**
   * Does the function's work. It may see a payload twice, late, out of order and concurrently with
   * itself; it commits, then publishes, then returns.
   *
   * @throws PoisonMessageException if the payload can never be handled
   * @throws RuntimeException if it shall be delivered again
   */
  protected abstract void handle(T payload, Event event);

  /** Says what {@link #warmUp} shall do; a failure of it is the first event's to report. */
  protected final void prepareWith(Runnable preparation) {
    preparations.add(preparation);
  }

  /**
   * Does now, while the Framework starts its server, what the first event would have to wait for.
   * The platform gives an instance more CPU until it listens
   * (https://cloud.google.com/run/docs/configuring/services/cpu#startup-boost). For the constructor
   * that the platform calls.
   */
  protected final void warmUp() {
    var thread = new Thread(this::prepare, "warm-up");
    thread.setDaemon(true);
    // The Framework sets it for events only, and libraries look for their parts with it.
    thread.setContextClassLoader(getClass().getClassLoader());
    thread.start();
  }

  private void prepare() {
    try {
      var unused = decoder.apply("{}".getBytes(StandardCharsets.UTF_8));
    } catch (PoisonMessageException expected) {
      // The decoder is loaded now.
    }
    for (Runnable preparation : preparations) {
      try {
        preparation.run();
      } catch (RuntimeException e) {
        logger.info(() -> "Left to the first event: " + firstLine(e));
      }
    }
  }

  @Override
  public final void accept(@Nullable PubSubMessage message, Context context) {
    Event event = Event.of(message, context);
    long start = System.nanoTime();
    try {
      requireYoung(event);
      handle(decoder.apply(event.data()), event);
      logger.info(() -> line(event, "done in " + (System.nanoTime() - start) / 1_000_000 + " ms"));
    } catch (PoisonMessageException e) {
      keep(event, e);
    } catch (RuntimeException e) {
      logger.warning(() -> line(event, "to be delivered again: " + firstLine(e)));
      throw e;
    }
  }

  private void keep(Event event, PoisonMessageException poison) {
    try {
      deadLetters.keep(event, poison.reason());
    } catch (RuntimeException e) {
      logger.warning(
          () -> line(event, poison.getMessage() + ", but is no dead letter: " + firstLine(e)));
      throw e;
    }
    logger.warning(() -> line(event, "dead letter: " + poison.getMessage()));
  }

  /** The topic that this function publishes to: {@code TOPIC_ID}, or {@code name} without it. */
  protected final Topic topic(String name, Environment environment) {
    return new Topic(pubSub, name, environment.optionalText("TOPIC_ID").orElse(name));
  }

  private void requireYoung(Event event) {
    Duration age = Duration.between(event.published(), Instant.now());
    if (age.compareTo(maximumAge) > 0) {
      throw new PoisonMessageException(
          "event", "must be at most " + maximumAge.toSeconds() + " s old", age.toSeconds() + " s");
    }
  }

  private static String firstLine(RuntimeException failure) {
    return failure.toString().lines().findFirst().orElse("");
  }

  private String line(Event event, String outcome) {
    return trigger + " message " + event.id() + ": " + outcome;
  }
}
