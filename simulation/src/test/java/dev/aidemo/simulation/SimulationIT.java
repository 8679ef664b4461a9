package dev.aidemo.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aidemo.simulation.Simulation.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Runs the simulation with many seeds: {@code -Dsimulation.seeds=N} says how many, {@code
 * -Dsimulation.seed=S} runs one alone. A build runs three times as many as were needed to show each
 * fault that we planted.
 */
class SimulationIT {
  private static final int SEEDS = Integer.getInteger("simulation.seeds", 80);
  private static final int WORLDS = 3;
  private static final String COMMAND =
      "mvn -pl simulation -am verify -Dit.test=SimulationIT -Dtest=None"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";

  private final AtomicLong next = new AtomicLong(1);

  @Test
  void losesNothingDoublesNothingAndPromotesNothingWorseWhateverGoesWrong() throws Exception {
    Long only = Long.getLong("simulation.seed");
    long start = System.nanoTime();
    long first = only == null ? 1 : only;
    long last = only == null ? SEEDS : only;
    next.set(first);
    ExecutorService workers = Executors.newFixedThreadPool(WORLDS);
    List<Future<Tally>> worlds = new ArrayList<>();
    for (int i = 1; i <= WORLDS; i++) {
      String name = "world_" + i;
      worlds.add(workers.submit(() -> runSeeds(name, last)));
    }
    workers.shutdown();
    Tally all = Tally.NONE;
    try {
      for (Future<Tally> world : worlds) {
        all = all.plus(world.get());
      }
    } finally {
      // If one seed fails, the others need not go on.
      next.set(last + 1);
    }
    System.out.printf(
        "simulation: %d seeds, %d messages, %d deliveries, at most %d at once, %d crashes,"
            + " %d failures, %d models, %d promotions; 0 lost, 0 doubled; %.0f s%n",
        last - first + 1,
        all.messages(),
        all.deliveries(),
        all.concurrent(),
        all.crashes(),
        all.unanswered(),
        all.models(),
        all.promotions(),
        (System.nanoTime() - start) / 1e9);
  }

  @Test
  void runsTheSameWayAgainWithTheSameSeed() throws Exception {
    try (var world = new World("world_again")) {
      var once = new Simulation(world, 7);
      once.run();
      var again = new Simulation(world, 7);
      again.run();
      assertThat(again.trace()).isEqualTo(once.trace());
    }
  }

  private Tally runSeeds(String name, long last) throws Exception {
    Tally all = Tally.NONE;
    try (var world = new World(name)) {
      for (long seed = next.getAndIncrement(); seed <= last; seed = next.getAndIncrement()) {
        all = all.plus(run(world, seed));
      }
    }
    return all;
  }

  private static Tally run(World world, long seed) throws Exception {
    var simulation = new Simulation(world, seed);
    try {
      return simulation.run();
    } catch (Exception | AssertionError e) {
      Path trace = Path.of("target", "simulation-seed-" + seed + ".log");
      Files.write(trace, simulation.trace());
      throw new AssertionError(
          "seed %d: %s%nThe trace is in %s. To run this seed alone: %s -Dsimulation.seed=%d"
              .formatted(seed, e.getMessage(), trace.toAbsolutePath(), COMMAND, seed),
          e);
    }
  }
}
