package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;

/** Holds the prediction of a new batch and the feedback about it. */
record Batch(Prediction prediction, Feedback feedback) {
  private static final Banknotes BANKNOTES = new Banknotes();

  static Batch of(int size) {
    Prediction prediction = BANKNOTES.prediction(size);
    return new Batch(prediction, BANKNOTES.feedback(prediction));
  }
}
