package dev.aidemo.benchmarks;

import dev.aidemo.benchmarks.result.Figure;
import java.util.List;

/** A part of the benchmarks that can be run alone, and has a file of results of its own. */
public interface Section {
  /** As it is named on the command line, such as {@code cold-start}. */
  String name();

  /** What it measures, in one line. */
  String description();

  /**
   * Measures. Starts what it needs and stops all of it, also after a failure.
   *
   * @return the figures, in the order to be read
   * @throws Exception if something could not be measured; the message says what
   */
  List<Figure> run(Setting setting) throws Exception;
}
