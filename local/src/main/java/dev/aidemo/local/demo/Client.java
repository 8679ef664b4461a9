package dev.aidemo.local.demo;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.config.Environment;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.operations.pubsub.PubSubClients;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Publishes to the topics, which is all that a client of the system can do. */
final class Client implements AutoCloseable {
  private final PubSubClients pubSub;

  Client(Environment environment) {
    this.pubSub = new PubSubClients(environment);
  }

  /** Asks for predictions. */
  void request(Batch batch) {
    var request =
        new PredictionRequest(
            batch.id(),
            batch.subjects(),
            batch.rows().stream().map(LabelledFeatures::features).toList());
    publish("request", request.encode());
  }

  /** Rates each prediction, as a person does who knows the banknotes. */
  void rate(Batch batch, List<String> predictions) {
    List<Boolean> ratings = new ArrayList<>();
    for (int i = 0; i < predictions.size(); i++) {
      ratings.add(predictions.get(i).equals(batch.rows().get(i).truth().word()));
    }
    publish("feedback", new Feedback(batch.id(), batch.subjects(), ratings).encode());
  }

  /** Asks for a training on the rows that are there; the content of a job does not matter. */
  void train() {
    var job = new Feedback(UUID.randomUUID(), List.of("starter"), List.of(true));
    publish("job", job.encode());
  }

  private void publish(String topic, byte[] payload) {
    pubSub.publish(topic, PubsubMessage.newBuilder().setData(ByteString.copyFrom(payload)).build());
  }

  @Override
  public void close() {
    pubSub.close();
  }
}
