package dev.aidemo.benchmarks.throughput;

import dev.aidemo.local.stack.DeployedFunction;
import java.time.Instant;
import java.util.Objects;

/** What a function does with a batch, and what must have been done before. */
enum Operation {
  STORE(DeployedFunction.PREDICTION_TO_DB) {
    @Override
    void prepare(Ground ground, SampleBatch batch) {
      // A prediction comes first.
    }

    @Override
    byte[] payload(SampleBatch batch) {
      return batch.prediction().encode();
    }

    @Override
    void perform(Ground ground, SampleBatch batch) {
      Instant created = Objects.requireNonNull(batch.prediction().created());
      require(ground.predictions().store(batch.prediction(), created), batch);
    }
  },
  RATE(DeployedFunction.FEEDBACK_TO_DB) {
    @Override
    void prepare(Ground ground, SampleBatch batch) {
      STORE.perform(ground, batch);
    }

    @Override
    byte[] payload(SampleBatch batch) {
      return batch.feedback().encode();
    }

    @Override
    void perform(Ground ground, SampleBatch batch) {
      require(ground.predictions().rate(batch.feedback(), Instant.now()).known(), batch);
    }
  },
  LEARN(DeployedFunction.FEEDBACK_TO_TRAINING) {
    @Override
    void prepare(Ground ground, SampleBatch batch) {
      STORE.perform(ground, batch);
      RATE.perform(ground, batch);
    }

    @Override
    byte[] payload(SampleBatch batch) {
      return batch.feedback().encode();
    }

    @Override
    void perform(Ground ground, SampleBatch batch) {
      require(ground.trainingRows().learn(batch.feedback()), batch);
    }
  };

  private final DeployedFunction function;

  Operation(DeployedFunction function) {
    this.function = function;
  }

  DeployedFunction function() {
    return function;
  }

  /** Brings the tables to where the message would find them. */
  abstract void prepare(Ground ground, SampleBatch batch);

  /** The message. */
  abstract byte[] payload(SampleBatch batch);

  /** Does what the function does to the tables, in this process. */
  abstract void perform(Ground ground, SampleBatch batch);

  private static void require(int rows, SampleBatch batch) {
    if (rows != batch.size()) {
      throw new IllegalStateException(
          "%d rows were written of a batch of %d".formatted(rows, batch.size()));
    }
  }
}
