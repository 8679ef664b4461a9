package dev.aidemo.local.demo;

import java.util.Comparator;

/** One row of table {@code jobs}. */
record ModelVersion(long version, int records, String trainer, double accuracy, int generation) {
  /** The rule of the system: the champion is the maximum. */
  static final Comparator<ModelVersion> RANK =
      Comparator.comparingInt(ModelVersion::generation)
          .thenComparingDouble(ModelVersion::accuracy)
          .thenComparingLong(ModelVersion::version);
}
