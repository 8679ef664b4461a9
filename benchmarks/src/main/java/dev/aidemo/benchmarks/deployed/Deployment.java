package dev.aidemo.benchmarks.deployed;

import dev.aidemo.benchmarks.process.ControlGroup;
import dev.aidemo.benchmarks.process.Limits;
import dev.aidemo.benchmarks.process.MeasuredProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A function that was started within its limits, and its group, if it is in one. */
public final class Deployment implements AutoCloseable {
  private final Optional<ControlGroup> group;
  private final MeasuredProcess process;

  Deployment(List<String> command, Map<String, String> environment, Limits limits, Path log)
      throws IOException {
    this.group = limits.group();
    try {
      this.process =
          new MeasuredProcess(
              group.map(limited -> limited.wrap(command)).orElse(command), environment, log);
    } catch (IOException | RuntimeException e) {
      group.ifPresent(ControlGroup::close);
      throw e;
    }
  }

  /** The process, from its first moment. */
  public MeasuredProcess process() {
    return process;
  }

  /** The most memory that the group had, in units of 1,048,576 bytes; nothing without a group. */
  public Optional<Double> groupPeakMegabytes() {
    return group.map(limited -> limited.peakBytes() / 1024.0 / 1024.0);
  }

  /** Ends the process, and then removes the group. */
  @Override
  public void close() {
    try {
      process.close();
    } finally {
      group.ifPresent(ControlGroup::close);
    }
  }
}
