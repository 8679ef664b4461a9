package dev.aidemo.local.demo;

import dev.aidemo.common.message.Rank;
import java.util.Comparator;

/**
 * One row of table {@code jobs}.
 *
 * @param rank of the rule of the system: the champion is the maximum
 */
public record ModelVersion(int records, String trainer, Rank rank) {
  static final Comparator<ModelVersion> RANK = Comparator.comparing(ModelVersion::rank);

  public long version() {
    return rank.version();
  }

  public double accuracy() {
    return rank.accuracy();
  }
}
