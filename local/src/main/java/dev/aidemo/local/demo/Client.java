package dev.aidemo.local.demo;

import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.topic.Message;
import dev.aidemo.common.topic.PubSub;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a client of the system does, and all it can do: publish to the topics. */
final class Client {
  private final PubSub pubSub;

  Client(Environment environment) {
    this.pubSub = new PubSub(environment);
  }

  /** Asks what the banknotes of a batch are. */
  void request(Batch batch) {
    var request =
        new PredictionRequest(
            batch.id(),
            batch.subjects(),
            batch.rows().stream().map(LabelledFeatures::features).toList());
    publish("request", request.encode());
  }

  /** Says of each prediction whether it was right, as a person would who knows the banknotes. */
  void rate(Batch batch, List<String> predictions) {
    List<Boolean> ratings = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      ratings.add(predictions.get(i).equals(batch.rows().get(i).truth().word()));
    }
    publish("feedback", new Feedback(batch.id(), batch.subjects(), ratings).encode());
  }

  /** Asks for a training on the rows that are there; what a job says does not matter. */
  void train() {
    var job = new Feedback(UUID.randomUUID(), List.of("starter"), List.of(true));
    publish("job", job.encode());
  }

  private void publish(String topic, byte[] payload) {
    pubSub.publish(topic, new Message(payload, Map.of()));
  }
}
