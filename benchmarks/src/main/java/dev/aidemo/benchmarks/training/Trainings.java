package dev.aidemo.benchmarks.training;

import dev.aidemo.benchmarks.services.Platform;
import dev.aidemo.benchmarks.services.PushTarget;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.database.Database;
import dev.aidemo.common.database.TrainingLog;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.testkit.Inbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** TrainingLog for function {@code training}, and what becomes of its models. */
public final class Trainings {
  private final Inbox models;
  private final TrainingLog jobs;

  /** Subscribes to topic {@code model}. */
  public Trainings(Platform platform) {
    this.models = Inbox.of("model", platform.variables());
    this.jobs = new TrainingLog(new Database(Environment.of(platform.variables())));
  }

  /**
   * Sends a job, whose content does not matter.
   *
   * @return seconds until it was acknowledged
   */
  public double send(PushTarget training) throws IOException, InterruptedException {
    byte[] job = new Feedback(UUID.randomUUID(), List.of("a"), List.of(true)).encode();
    return training.send(training.request(job));
  }

  /** Stores what was published, as {@code training-to-db} does, and returns the newest. */
  public TrainedModel stored() throws IOException {
    List<TrainedModel> published =
        models.drain().stream()
            .map(message -> TrainedModel.decode(message.data().getBytes(StandardCharsets.UTF_8)))
            .toList();
    published.forEach(model -> jobs.store(model, Instant.now()));
    return published.stream()
        .max((one, other) -> Long.compare(one.version(), other.version()))
        .orElseThrow(() -> new IOException("the training published no model"));
  }
}
