package dev.aidemo.simulation;

import dev.aidemo.common.message.ClassificationReport;
import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import dev.aidemo.common.message.TrainedModel;
import dev.aidemo.operations.deployed.DeployedFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Publishes what belongs to no batch: rubbish in every topic, events that are too old, feedback on
 * unknown batches, jobs, and a model of another program.
 */
final class Strangers {
  /** Also on the last day of a run more than functions accept, by the clock of the computer. */
  private static final Duration TOO_OLD = Duration.ofDays(40);

  private static final List<String> POISON =
      List.of("", "{", "[]", "null", "{\"batch_id\": 7}", "\u0000", "{\"subjects\": [\"a\"]}");

  private final Random random;
  private final Schedule schedule;
  private final Broker broker;
  private final Expectations expectations;
  private final Client client;

  Strangers(
      Random random, Schedule schedule, Broker broker, Expectations expectations, Client client) {
    this.random = random;
    this.schedule = schedule;
    this.broker = broker;
    this.expectations = expectations;
    this.client = client;
  }

  void plan() {
    if (random.nextInt(3) == 0) {
      byte[] unknownBatch = new Feedback(client.id(), List.of("a"), List.of(true)).encode();
      planPoison("feedback", unknownBatch);
    }
    for (int i = random.nextInt(3); i > 0; i--) {
      Feedback job = new Feedback(client.id(), List.of("any"), List.of(true));
      schedule.at(schedule.time(), () -> publish("job", job.encode()));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      if (random.nextInt(4) == 0) {
        planTooOld();
      } else {
        byte[] rubbish = POISON.get(random.nextInt(POISON.size())).getBytes(StandardCharsets.UTF_8);
        planPoison(anyTopic(), rubbish);
      }
    }
    if (random.nextInt(4) == 0) {
      TrainedModel foreign = foreignModel();
      expectations.foreignModel(foreign.jobId());
      schedule.at(schedule.time(), () -> publish("model", foreign.encode()));
    }
  }

  private String anyTopic() {
    List<String> topics =
        DeployedFunction.eventDriven().stream().map(DeployedFunction::trigger).distinct().toList();
    return topics.get(random.nextInt(topics.size()));
  }

  private void planPoison(String topic, byte[] payload) {
    schedule.at(schedule.time(), () -> expectations.poison(publish(topic, payload)));
  }

  private void planTooOld() {
    PredictionRequest request = client.single();
    schedule.at(
        schedule.time(),
        () ->
            expectations.tooOld(
                broker.publish("request", request.encode(), Map.of(), broker.time().minus(TOO_OLD)),
                request));
  }

  /** Makes a model of the best accuracy that names no holdout. */
  private TrainedModel foreignModel() {
    var scores = new ClassificationReport.Scores(1, 1, 1, 100);
    var report = new ClassificationReport(scores, scores, scores, scores, 1);
    return new TrainedModel(
        client.id(), "model-foreign.pb", 100, 1, report, 0, 0, 0, 0, null, null, null, null, null);
  }

  private Message publish(String topic, byte[] payload) {
    return broker.publish(topic, payload, Map.of(), broker.time());
  }
}
