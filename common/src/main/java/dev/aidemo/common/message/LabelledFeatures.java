package dev.aidemo.common.message;

/** A banknote whose true class is known. */
public record LabelledFeatures(Features features, Verdict truth) {}
