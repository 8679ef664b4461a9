package dev.aidemo.common.evidence;

/**
 * Names a model in a decision.
 *
 * @param version 0 for the starter model
 * @param rows how many rows it was trained on
 */
public record JudgedModel(long version, long rows) {
  public JudgedModel {
    if (version < 0 || rows < 0) {
      throw new IllegalArgumentException("version and rows must not be negative");
    }
  }

  String name() {
    return version == 0 ? "the starter model" : "version " + version;
  }

  String shortName() {
    return version == 0 ? "the starter" : Long.toString(version);
  }
}
