package dev.aidemo.benchmarks.deployed;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is started: one of the eight functions, or the one that does nothing.
 *
 * @param function which of the eight; empty for the other
 */
public record Subject(Optional<DeployedFunction> function) {
  /** What the others are compared with. */
  public static final Subject TRIVIAL = new Subject(Optional.empty());

  private static final int MEGABYTES = 256;
  private static final int TRAINING_MEGABYTES = 512;

  /** One of the eight. */
  public static Subject of(DeployedFunction function) {
    return new Subject(Optional.of(function));
  }

  /** The trivial one, and then the eight in the order of the loop. */
  public static List<Subject> all() {
    return Stream.concat(Stream.of(TRIVIAL), DeployedFunction.all().stream().map(Subject::of))
        .toList();
  }

  /** The eight alone. */
  public static List<Subject> functions() {
    return all().stream().filter(subject -> !subject.equals(TRIVIAL)).toList();
  }

  /** As a figure names it. */
  public String name() {
    return function.map(DeployedFunction::module).orElse("trivial");
  }

  /** How much memory it is deployed with. */
  public int megabytes() {
    return function.equals(Optional.of(DeployedFunction.of("training")))
        ? TRAINING_MEGABYTES
        : MEGABYTES;
  }

  String topic() {
    return function.map(DeployedFunction::trigger).orElse("prediction");
  }

  String target() {
    return function.map(DeployedFunction::target).orElse(TrivialFunction.class.getName());
  }
}
