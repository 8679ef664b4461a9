package dev.aidemo.common.cache;

/** Names every key that this system has in Redis. The first four are the contract with others. */
final class RedisKeys {
  /** List: batches with their verdicts, newest first. */
  static final String BATCHES = "batches";

  /** List: trainings, newest first. */
  static final String JOBS = "jobs";

  /** The file name of the champion. */
  static final String CHAMPION = "model:latest";

  /** The champion's accuracy, as a decimal. */
  static final String CHAMPION_ACCURACY = "model:latest:accuracy";

  /** The generation of the holdout on which the champion's accuracy was measured. */
  static final String CHAMPION_GENERATION = "model:latest:generation";

  /** The number of the decision that the champion serves by; 0 if there was none. */
  static final String CHAMPION_DECISION = "model:latest:decision";

  static final String CHAMPION_VERSION = "model:latest:version";

  /** The file name of the model that serves whatever the champion is; absent most of the time. */
  static final String PINNED = "model:pinned";

  private RedisKeys() {}

  /** Hash beside a list: what is listed. The braces put both keys into one slot of a cluster. */
  static String index(String list) {
    return "{" + list + "}:index";
  }
}
