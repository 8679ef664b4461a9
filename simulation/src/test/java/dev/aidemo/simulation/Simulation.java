package dev.aidemo.simulation;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Runs the system once. The seed alone decides which message is delivered next, how often and how
 * late, which function goes on, and which one crashes before or after which side effect. In the end
 * every message is handled or dead-lettered, and the {@link Invariants} must hold.
 */
final class Simulation {
  private static final int MAX_STEPS = 50_000;
  private static final int MAX_CONCURRENT = 4;

  /** A longer pause also passes for Redis. */
  private static final Duration LONG = Duration.ofHours(1);

  private final World world;
  private final Random random;
  private final Broker broker;
  private final Interleaving interleaving;
  private final Expectations expectations = new Expectations();
  private final DeliveryInvariants invariants;
  private final int failurePercent;
  private final List<String> trace = new ArrayList<>();
  private int crashes;
  private int unanswered;
  private int concurrent;

  /** Counts what happened in one run, or in many. */
  record Tally(
      int messages,
      int deliveries,
      int crashes,
      int unanswered,
      int concurrent,
      int models,
      int promotions) {
    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    Tally plus(Tally other) {
      return new Tally(
          messages + other.messages,
          deliveries + other.deliveries,
          crashes + other.crashes,
          unanswered + other.unanswered,
          Math.max(concurrent, other.concurrent),
          models + other.models,
          promotions + other.promotions);
    }
  }

  Simulation(World world, long seed) {
    this.world = world;
    this.random = new Random(seed);
    this.broker = world.broker();
    this.interleaving = new Interleaving(world);
    this.invariants = new DeliveryInvariants(world, expectations);
    this.failurePercent = random.nextInt(15);
  }

  /**
   * Runs until nothing is left to do.
   *
   * @throws AssertionError if an invariant does not hold; the message says which
   */
  Tally run() throws SQLException, InterruptedException {
    world.reset();
    broker.reset(random, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    ModelInvariants.Found found;
    try (var operator = new Operator(random, world, expectations)) {
      Schedule schedule = Workload.plan(random, world, expectations, operator);
      try (var platform = new Platform(world.variables())) {
        int steps = 0;
        while (step(schedule, platform)) {
          if (++steps > MAX_STEPS) {
            throw new AssertionError("still not finished after " + steps + " steps");
          }
        }
      }
      found = new Invariants(world, expectations).check(operator);
    }
    return new Tally(
        broker.messages(),
        broker.deliveries(),
        crashes,
        unanswered,
        concurrent,
        found.models(),
        found.promotions());
  }

  /** Returns what happened, line by line; the same for each run of a seed. */
  List<String> trace() {
    return trace;
  }

  private boolean step(Schedule schedule, Platform platform)
      throws SQLException, InterruptedException {
    interleaving.awaitRest();
    interleaving.ended().forEach(task -> settle(task, platform));
    concurrent = Math.max(concurrent, interleaving.count());
    broker.advance(broker.now() + random.nextInt(10));
    List<Task> halted = interleaving.halted();
    boolean full = interleaving.count() == MAX_CONCURRENT || interleaving.isAnyWaiting();
    boolean resume = !halted.isEmpty() && (full || random.nextInt(100) < 70);
    if (schedule.nextDue() <= broker.now()) {
      schedule.step();
    } else if (resume) {
      resume(halted);
    } else if (!full) {
      Optional<Delivery> next = broker.next();
      if (next.isPresent()) {
        start(next.get(), platform);
      } else if (!halted.isEmpty()) {
        resume(halted);
      } else {
        return skip(schedule);
      }
    }
    return true;
  }

  /** Moves the clock to the next event; returns false if there is none. */
  private boolean skip(Schedule schedule) {
    long next = Math.min(schedule.nextDue(), broker.nextDue().orElse(Long.MAX_VALUE));
    if (next == Long.MAX_VALUE) {
      return false;
    }
    Duration pause = Duration.ofMillis(next - broker.now());
    if (pause.compareTo(LONG) > 0) {
      Memory.pass(world.redis(), pause);
    }
    broker.advance(next);
    return true;
  }

  private void start(Delivery delivery, Platform platform) {
    note("starts", delivery.toString());
    var task = new Task(delivery, platform.instance(delivery.function()));
    invariants.starts(task);
    interleaving.start(task);
  }

  private void resume(List<Task> halted) {
    Task task = halted.get(random.nextInt(halted.size()));
    Fate fate = fate();
    note(fate + " " + task.place(), task.delivery().toString());
    if (fate == Fate.GO_ON) {
      invariants.resumes(task, task.place());
    }
    task.resume(fate);
  }

  private Fate fate() {
    if (random.nextInt(100) >= failurePercent) {
      return Fate.GO_ON;
    }
    return random.nextBoolean() ? Fate.CRASH : Fate.NO_ANSWER;
  }

  private void settle(Task task, Platform platform) {
    Throwable failure = task.failure();
    invariants.ends(task);
    note(failure == null ? "acknowledges" : "fails", task.delivery().toString());
    if (failure instanceof Fate.Crash) {
      crashes++;
      platform.end(task.instance());
    } else {
      platform.release(task.instance());
    }
    if (failure != null) {
      unanswered += failure instanceof Fate.NoAnswer ? 1 : 0;
      broker.redeliver(task.delivery());
    }
  }

  private void note(String what, String who) {
    trace.add("%6d %s %s".formatted(broker.now(), who, what));
  }
}
