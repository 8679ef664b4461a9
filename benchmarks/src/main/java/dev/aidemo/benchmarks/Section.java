package dev.aidemo.benchmarks;

import dev.aidemo.benchmarks.result.Figures;

/**
 * Describes one part of the benchmarks. Each can be run alone and has its own file of results.
 *
 * @param name as on the command line, such as {@code cold-start}
 * @param description says in one line what is measured
 */
public record Section(String name, String description, Measurement measurement) {
  /** Measures, and stops everything that it started, also after a failure. */
  @FunctionalInterface
  public interface Measurement {
    /**
     * Runs all rounds.
     *
     * @param figures collects what is measured, in the order of the first round
     * @throws Exception if something cannot be measured; the message says what
     */
    void run(BenchmarkOptions options, Figures figures) throws Exception;
  }
}
