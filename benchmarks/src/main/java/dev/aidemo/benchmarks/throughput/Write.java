package dev.aidemo.benchmarks.throughput;

import dev.aidemo.benchmarks.platform.Banknotes;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.Prediction;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.time.Instant;

/** Lists what functions write about a batch, in the order in which it happens. */
enum Write {
  STORE("prediction-to-db"),
  RATE("feedback-to-db"),
  LEARN("feedback-to-training");

  private static final Banknotes BANKNOTES = new Banknotes();

  private final String module;

  /** Holds the prediction of a new batch and the feedback about it. */
  record Batch(Prediction prediction, Feedback feedback) {
    static Batch of(int size) {
      Prediction prediction = BANKNOTES.prediction(size);
      return new Batch(prediction, BANKNOTES.feedback(prediction));
    }
  }

  Write(String module) {
    this.module = module;
  }

  DeployedFunction function() {
    return DeployedFunction.of(module);
  }

  /** Returns the message that the function gets. */
  byte[] payload(Batch batch) {
    return this == STORE ? batch.prediction().encode() : batch.feedback().encode();
  }

  /** Makes all earlier writes, after which the message can come. */
  void prepare(FilledDatabase database, Batch batch) {
    for (Write earlier : values()) {
      if (earlier.compareTo(this) < 0) {
        earlier.perform(database, batch);
      }
    }
  }

  /** Makes the write in this process, as the function does. */
  void perform(FilledDatabase database, Batch batch) {
    int rows =
        switch (this) {
          case STORE -> database.predictions.store(batch.prediction(), Instant.now());
          case RATE -> database.predictions.rate(batch.feedback(), Instant.now()).known();
          case LEARN -> database.trainingRows.learn(batch.feedback());
        };
    int expected = batch.prediction().subjects().size();
    if (rows != expected) {
      throw new IllegalStateException(
          "%s wrote %d rows of a batch of %d".formatted(this, rows, expected));
    }
  }
}
