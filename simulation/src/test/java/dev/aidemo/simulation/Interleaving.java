package dev.aidemo.simulation;

import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.effect.SideEffectHooks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs tasks so that one moves at a time, from one side effect to the next: the order in which they
 * are resumed decides everything, and the same order gives the same run.
 */
final class Interleaving {
  private static final ThreadLocal<Task> CURRENT = new ThreadLocal<>();
  private static final long GLANCE_MILLISECONDS = 3;
  private static final long LONGEST_STEP_NANOSECONDS = 60_000_000_000L;

  static {
    SideEffectHooks.set(effect -> halt("before", effect), effect -> halt("after", effect));
  }

  private final World world;
  private final List<Task> tasks = new ArrayList<>();

  Interleaving(World world) {
    this.world = world;
  }

  /** Lets a function begin, up to its first side effect. */
  void start(Task task) {
    tasks.add(task);
    var thread =
        new Thread(
            () -> {
              CURRENT.set(task);
              task.run();
            },
            "simulated " + task.delivery().function().module());
    thread.setDaemon(true);
    thread.start();
  }

  List<Task> halted() {
    return tasks.stream().filter(task -> task.state() == Task.State.HALTED).toList();
  }

  /** The tasks that have ended since the last call. */
  List<Task> ended() {
    List<Task> ended = tasks.stream().filter(task -> task.state() == Task.State.ENDED).toList();
    tasks.removeAll(ended);
    return ended;
  }

  /**
   * Whether one waits for a lock. Of two that waited for the same one, the operating system would
   * choose which goes on: so nobody else shall begin meanwhile.
   */
  boolean oneWaits() {
    return tasks.stream().anyMatch(task -> task.state() == Task.State.RUNNING);
  }

  int count() {
    return tasks.size();
  }

  /**
   * Waits until every task has halted, or ended, or waits for a lock that another one holds.
   * PostgreSQL itself says who waits: a time would depend on the machine.
   */
  void awaitRest() throws SQLException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      List<Task> moving = new ArrayList<>();
      for (Task task : tasks) {
        if (!task.comesToRest(GLANCE_MILLISECONDS)) {
          moving.add(task);
        }
      }
      if (moving.isEmpty() || (moving.size() < tasks.size() && world.waiting() == moving.size())) {
        return;
      }
      if (System.nanoTime() - start > LONGEST_STEP_NANOSECONDS) {
        throw new AssertionError(moving.get(0).delivery() + " does not come to rest");
      }
    }
  }

  private static void halt(String side, SideEffect effect) {
    Task task = CURRENT.get();
    if (task != null) {
      task.halt(side + " " + effect);
    }
  }
}
