package dev.aidemo.benchmarks.coldstart;

import dev.aidemo.benchmarks.deployed.Subject;
import dev.aidemo.benchmarks.deployed.Way;
import dev.aidemo.benchmarks.process.ControlGroup;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Functions that are started one after another in the same way, the reference first.
 *
 * @param way how
 * @param processors how much of them each may use
 * @param subjects the functions
 */
record Circumstances(Way way, double processors, List<Subject> subjects) {
  private static final double FAST = 2;

  /** The last is what the platform gives to 256 MB unless it is told otherwise. */
  private static final double[] SLOWER = {1, 0.167};

  private static final List<Subject> SOME =
      Stream.concat(
              Stream.of(Subject.TRIVIAL),
              Stream.of(
                      DeployedFunction.of("prediction"),
                      DeployedFunction.of("prediction-to-cache"),
                      DeployedFunction.of("prediction-to-db"))
                  .map(Subject::of))
          .toList();

  /**
   * All that are measured, in the order of a round. Only the eight functions have containers.
   * Without control groups there are no slower ones; where it must be quick, no other ways and no
   * slower ones.
   */
  static List<Circumstances> all(List<Way> ways, boolean quick) {
    List<Circumstances> all = new ArrayList<>();
    for (Way way : quick ? List.of(Way.MANAGED) : ways) {
      all.add(
          new Circumstances(way, FAST, way == Way.CONTAINER ? Subject.functions() : Subject.all()));
    }
    if (!quick && ControlGroup.isAvailable()) {
      for (double processors : SLOWER) {
        all.add(new Circumstances(Way.MANAGED, processors, SOME));
      }
    }
    return all;
  }
}
