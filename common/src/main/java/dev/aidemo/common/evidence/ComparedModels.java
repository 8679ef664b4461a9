package dev.aidemo.common.evidence;

/**
 * Names the models of a decision.
 *
 * @param challenger the model that is decided about
 * @param champion the model that serves
 * @param reference the best so far, by the holdout: the last model that was promoted with a higher
 *     accuracy on it, or as better with the same. A challenger must be as good as this one too;
 *     otherwise many small steps down would add up
 */
public record ComparedModels(JudgedModel challenger, JudgedModel champion, JudgedModel reference) {
  boolean challengerHasMoreRows() {
    return challenger.rows()
        >= DecisionRule.MORE_ROWS * Math.max(champion.rows(), reference.rows());
  }
}
