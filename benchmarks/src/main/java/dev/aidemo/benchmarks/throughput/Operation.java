package dev.aidemo.benchmarks.throughput;

import dev.aidemo.operations.deployed.DeployedFunction;
import java.time.Instant;
import java.util.Objects;

/** What a function does with a batch, and what must have been done before. */
enum Operation {
  STORE("prediction-to-db") {
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
  RATE("feedback-to-db") {
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
  LEARN("feedback-to-training") {
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

  private final String module;

  Operation(String module) {
    this.module = module;
  }

  DeployedFunction function() {
    return DeployedFunction.of(module);
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
