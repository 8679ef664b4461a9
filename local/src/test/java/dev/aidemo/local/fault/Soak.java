package dev.aidemo.local.fault;

import dev.aidemo.common.stored.StoreContents;
import dev.aidemo.common.stored.StoredPrediction;
import dev.aidemo.local.fault.Invariants.Kind;
import dev.aidemo.local.fault.Invariants.Violation;
import dev.aidemo.operations.Wait;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** A stack under load while one fault follows the other. */
final class Soak {
  /** As many batches as may be on their way: more would wait, and find nothing new. */
  private static final int MOST_UNDER_WAY = 60;

  private static final Duration LONGEST_SETTLING = Duration.ofSeconds(150);

  private final FaultyStack stack;
  private final Duration length;
  private final int ratePerSecond;
  private final Random random;
  private final Traffic traffic;
  private final StoreContents contents;
  private final Invariants invariants;
  private final List<DeployedFunction> spared;
  private final List<DeployedFunction> victims;
  private final Deque<SentBatch> underWay = new ConcurrentLinkedDeque<>();
  private final AtomicInteger stored = new AtomicInteger();
  private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
  private final Map<String, Memory> memory = new LinkedHashMap<>();
  private final Map<DeployedFunction, List<Long>> heap = new HashMap<>();
  private volatile boolean loading = true;
  private volatile boolean rating = true;
  private double seconds;
  private int settleSeconds;
  private List<Violation> violations = List.of();

  Soak(FaultyStack stack, Duration length, int ratePerSecond, long seed) {
    this.stack = stack;
    this.length = length;
    this.ratePerSecond = ratePerSecond;
    this.random = new Random(seed);
    this.traffic = new Traffic(stack.variables(), seed);
    this.contents = new StoreContents(stack.variables().environment());
    this.invariants = new Invariants(stack.variables());
    List<DeployedFunction> shuffled = new ArrayList<>(DeployedFunction.all());
    Collections.shuffle(shuffled, random);
    this.spared = List.copyOf(shuffled.subList(0, shuffled.size() / 2));
    this.victims = List.copyOf(shuffled.subList(shuffled.size() / 2, shuffled.size()));
  }

  /** Runs it, and returns when all that was sent is handled, or has not been for too long. */
  void run() {
    thread("load", this::load);
    thread("rate", this::rate);
    thread("memory", this::sample);
    long start = System.nanoTime();
    trouble(start + length.toNanos());
    loading = false;
    seconds = (System.nanoTime() - start) / 1e9;
    underWay.add(traffic.sendNews());
    settle();
    rating = false;
  }

  List<Violation> violations() {
    return violations;
  }

  long count(Kind kind) {
    return violations.stream().filter(violation -> violation.kind() == kind).count();
  }

  int killed() {
    return faults.getOrDefault(Fault.FUNCTION_IS_KILLED, 0);
  }

  Map<Fault, Integer> faults() {
    return faults;
  }

  Map<String, Memory> memory() {
    return memory;
  }

  Map<DeployedFunction, List<Long>> heap() {
    return heap;
  }

  List<DeployedFunction> spared() {
    return spared;
  }

  Traffic traffic() {
    return traffic;
  }

  String summary() {
    return String.format(
        "%d batches and %d messages sent in %.0f s, %.1f batches/s stored meanwhile; settled after"
            + " %d s; %d dead letters of %d poison messages, %d more than once; lost %d, doubled %d,"
            + " wrong %d",
        traffic.batches().size(),
        traffic.messages(),
        seconds,
        stored.get() / seconds,
        settleSeconds,
        traffic.poison().values().stream().mapToInt(Integer::intValue).sum(),
        traffic.poison().size(),
        invariants.repeatedDeadLetters(traffic.poison()),
        count(Kind.LOST),
        count(Kind.DOUBLED),
        count(Kind.WRONG));
  }

  /** Every fault once, in any order, and then any. */
  private void trouble(long end) {
    Fault[] all = Fault.values();
    List<Fault> first = new ArrayList<>(Arrays.asList(all));
    Collections.shuffle(first, random);
    boolean warm = false;
    long start = System.nanoTime();
    while (System.nanoTime() < end || !first.isEmpty()) {
      Fault fault = first.isEmpty() ? all[random.nextInt(all.length)] : first.remove(0);
      fault.strike(stack, victims, random);
      faults.merge(fault, 1, Integer::sum);
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      long gap = Math.max(0, Math.min(random.nextInt(2_000), left / (first.size() + 1)));
      Wait.milliseconds((int) gap);
      if (!warm && System.nanoTime() - start > (end - start) / 3) {
        warm = true;
        measureHeap();
      }
    }
    measureHeap();
  }

  private void measureHeap() {
    if (length.toMinutes() < 1) {
      return;
    }
    for (DeployedFunction function : spared) {
      stack
          .process(function)
          .ifPresent(
              process ->
                  heap.computeIfAbsent(function, any -> new ArrayList<>())
                      .add(Memory.liveHeap(process.pid())));
    }
  }

  private void load() {
    long next = System.nanoTime();
    while (loading) {
      next += TimeUnit.SECONDS.toNanos(1) / ratePerSecond;
      long wait = TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime());
      if (wait > 0) {
        Wait.milliseconds((int) wait);
      } else if (wait < -1_000) {
        next = System.nanoTime();
      }
      if (underWay.size() < MOST_UNDER_WAY) {
        underWay.add(traffic.send());
      }
    }
  }

  /** Rates what has been stored; a database that does not answer is asked again. */
  private void rate() {
    while (rating) {
      try {
        List<SentBatch> asked = List.copyOf(underWay);
        if (!asked.isEmpty()) {
          Map<UUID, List<StoredPrediction>> rows =
              contents.predictions(asked.stream().map(SentBatch::id).toList()).stream()
                  .collect(Collectors.groupingBy(StoredPrediction::batchId));
          for (SentBatch batch : asked) {
            List<StoredPrediction> of = rows.get(batch.id());
            if (of != null) {
              traffic.rate(batch, of.stream().map(StoredPrediction::verdict).toList());
              underWay.remove(batch);
              stored.incrementAndGet();
            }
          }
        }
      } catch (RuntimeException e) {
        // The fault of the moment is the database's.
      }
      Wait.milliseconds(100);
    }
  }

  private void sample() {
    while (rating) {
      for (DeployedFunction function : DeployedFunction.all()) {
        stack.process(function).ifPresent(process -> memory(function.module()).sample(process));
      }
      stack.redisProcesses().forEach(process -> memory("Redis").sample(process));
      Wait.milliseconds(500);
    }
  }

  private Memory memory(String name) {
    synchronized (memory) {
      return memory.computeIfAbsent(name, any -> new Memory());
    }
  }

  private void settle() {
    long start = System.nanoTime();
    long end = start + LONGEST_SETTLING.toNanos();
    awaitNoViolation(end);
    settleSeconds = (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
    if (violations.isEmpty()) {
      // What comes late may still double something. A training that comes late is at first a model
      // in the bucket and nothing else, which is no violation if it heals.
      Wait.milliseconds(1_000);
      awaitNoViolation(end);
    }
  }

  private void awaitNoViolation(long end) {
    do {
      Wait.milliseconds(1_000);
      violations = check();
    } while (!(violations.isEmpty() && underWay.isEmpty()) && System.nanoTime() < end);
  }

  private List<Violation> check() {
    return invariants.check(traffic.batches(), traffic.poison(), stack.redisEmptySince());
  }

  private static void thread(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
