package dev.aidemo.benchmarks;

import dev.aidemo.benchmarks.result.Figures;

/** Describes one part of the benchmarks, which has its own file of results. */
public record Section(String name, String description, Measurement measurement) {
  /** Measures all rounds, and stops what it started. */
  @FunctionalInterface
  public interface Measurement {
    void run(BenchmarkOptions options, Figures figures) throws Exception;
  }
}
