package dev.aidemo.simulation;

import dev.aidemo.common.effect.SideEffect;
import dev.aidemo.common.effect.SideEffectHooks;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs tasks one at a time, each from one side effect to the next. The order in which they are
 * resumed decides everything: the same order gives the same run.
 */
final class Interleaving {
  private static final ThreadLocal<Task> CURRENT = new ThreadLocal<>();
  private static final long POLL_MILLISECONDS = 3;
  private static final long STEP_TIMEOUT_NANOSECONDS = 60_000_000_000L;

  static {
    SideEffectHooks.set(effect -> halt("before", effect), effect -> halt("after", effect));
  }

  private final World world;
  private final List<Task> tasks = new ArrayList<>();

  Interleaving(World world) {
    this.world = world;
  }

  /** Runs a function up to its first side effect. */
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

  /** Returns the tasks that have ended since the last call. */
  List<Task> ended() {
    List<Task> ended = tasks.stream().filter(task -> task.state() == Task.State.ENDED).toList();
    tasks.removeAll(ended);
    return ended;
  }

  /**
   * Tells whether a task waits for a lock. No other may start meanwhile, because the operating
   * system would choose which of two waiting tasks goes on.
   */
  boolean isAnyWaiting() {
    return tasks.stream().anyMatch(task -> task.state() == Task.State.RUNNING);
  }

  int count() {
    return tasks.size();
  }

  /**
   * Waits until every task has halted or ended, or waits for a lock that another one holds. We ask
   * PostgreSQL which ones wait, because a time-out would depend on the computer.
   */
  void awaitRest() throws SQLException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      List<Task> moving = new ArrayList<>();
      for (Task task : tasks) {
        if (!task.comesToRest(POLL_MILLISECONDS)) {
          moving.add(task);
        }
      }
      if (moving.isEmpty()
          || (moving.size() < tasks.size() && world.waitingForLocks() == moving.size())) {
        return;
      }
      if (System.nanoTime() - start > STEP_TIMEOUT_NANOSECONDS) {
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
