package dev.aidemo.simulation;

import static dev.aidemo.simulation.Invariants.same;

import dev.aidemo.common.cache.ModelRegister;
import dev.aidemo.common.cache.Redis;
import dev.aidemo.common.model.ModelFile;
import dev.aidemo.common.model.ModelStore;
import java.util.List;
import java.util.Optional;

/**
 * Checks Redis apart from the tables, before and after a rebuild. What was not evicted must be
 * right before, and all of it after.
 */
final class CacheInvariants {
  private final World world;
  private final Expectations expectations;
  private final Redis redis;
  private final ListInvariants batches;
  private final ListInvariants trainings;

  CacheInvariants(World world, Expectations expectations) {
    this.world = world;
    this.expectations = expectations;
    this.redis = world.redis();
    this.batches = new ListInvariants(redis, "batches", "batch_id");
    this.trainings = new ListInvariants(redis, "jobs", "job_id");
  }

  /** Checks Redis as it is, rebuilds it, and checks again. */
  void check(Operator operator) {
    List<String> batchesBefore = checkList(batches);
    List<String> trainingsBefore = checkList(trainings);
    same("keys that expire", List.of(), Memory.expiring(redis));
    operator.rebuild();
    boolean contested =
        expectations.batches().keySet().stream().anyMatch(expectations::isContested);
    if (expectations.evictions() == 0) {
      same("list jobs after a rebuild", trainingsBefore, trainings.json());
      if (!contested) {
        same("list batches after a rebuild", batchesBefore, batches.json());
      }
      same("pinned model", expectations.pinned(), new ModelRegister(redis).pinned());
    }
    checkList(batches);
    checkList(trainings);
    batches.checkIndex();
    trainings.checkIndex();
    same("keys that expire", List.of(), Memory.expiring(redis));
    checkMarks();
  }

  private List<String> checkList(ListInvariants list) {
    list.check();
    if (expectations.evictions() == 0) {
      list.checkIndex();
    }
    return list.json();
  }

  private void checkMarks() {
    List<String> marked =
        new ModelStore(world.environment())
            .files().stream()
                .filter(ModelFile::pinned)
                .map(file -> file.model().modelFileName())
                .toList();
    Optional<String> pinned =
        expectations.pinned().filter(name -> !expectations.deletedFiles().contains(name));
    same("marked files", pinned.stream().toList(), marked);
  }
}
