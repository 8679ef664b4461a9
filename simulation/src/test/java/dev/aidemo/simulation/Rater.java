package dev.aidemo.simulation;

import dev.aidemo.common.message.Feedback;
import dev.aidemo.common.message.PredictionRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Sends feedback, which may arrive before its prediction, contradict itself, tell of other times,
 * name strangers, and mention a subject more often than its batch has it.
 */
final class Rater {
  private final Random random;
  private final Schedule schedule;
  private final Broker broker;
  private final Expectations expectations;

  Rater(Random random, Schedule schedule, Broker broker, Expectations expectations) {
    this.random = random;
    this.schedule = schedule;
    this.broker = broker;
    this.expectations = expectations;
  }

  /** Plans feedback on a batch for about this time. */
  void plan(PredictionRequest request, long time) {
    List<String> subjects =
        new ArrayList<>(request.subjects().stream().filter(any -> random.nextBoolean()).toList());
    boolean withUnknown = random.nextInt(8) == 0;
    if (withUnknown) {
      boolean unknown = subjects.isEmpty() || random.nextBoolean();
      subjects.add(unknown ? "unknown" : mentionedTooOften(request, subjects));
    } else if (subjects.isEmpty()) {
      subjects.add(request.subjects().get(0));
    }
    List<Boolean> right =
        Stream.generate(() -> random.nextInt(4) > 0).limit(subjects.size()).toList();
    var feedback = new Feedback(request.batchId(), subjects, right);
    long late = random.nextInt(4) == 0 ? 100L * random.nextInt(10) : 0;
    Map<String, String> attributes = Client.time(random);
    // Coarse, so that some happen at the same time.
    schedule.at(
        time / 100 * 100, () -> publish(feedback, withUnknown, late > 0 ? late(late) : attributes));
  }

  private Map<String, String> late(long milliseconds) {
    return Map.of("ce-time", broker.time().minusMillis(milliseconds).toString());
  }

  private void publish(Feedback feedback, boolean withUnknown, Map<String, String> attributes) {
    Message message = broker.publish("feedback", feedback.encode(), attributes, broker.time());
    if (withUnknown) {
      expectations.poison(message);
    }
    expectations
        .ratings(feedback.batchId())
        .add(feedback, Client.happened(attributes, message.published()));
  }

  /** Mentions one subject more often than the batch has it, and returns it for the last time. */
  private static String mentionedTooOften(PredictionRequest request, List<String> mentions) {
    String subject = mentions.get(0);
    int rows = Collections.frequency(request.subjects(), subject);
    while (Collections.frequency(mentions, subject) < rows) {
      mentions.add(subject);
    }
    return subject;
  }
}
