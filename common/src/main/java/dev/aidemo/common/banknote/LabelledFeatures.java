package dev.aidemo.common.banknote;

/**
 * Pairs a banknote with its true class.
 *
 * @param truth what the banknote is, whatever a model says of it
 */
public record LabelledFeatures(Features features, Verdict truth) {}
