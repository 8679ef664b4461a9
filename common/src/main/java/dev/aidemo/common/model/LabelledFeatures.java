package dev.aidemo.common.model;

import dev.aidemo.common.message.Features;
import dev.aidemo.common.message.Verdict;

/** A banknote whose true class is known. */
public record LabelledFeatures(Features features, Verdict truth) {}
