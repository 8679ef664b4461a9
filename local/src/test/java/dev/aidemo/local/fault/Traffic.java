package dev.aidemo.local.fault;

import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.common.topic.Message;
import dev.aidemo.common.topic.PubSub;
import dev.aidemo.local.fault.SentBatch.Manner;
import dev.aidemo.local.stack.StackVariables;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * What clients send: batches, feedback in all manners, and poison. It goes straight to Pub/Sub, so
 * that all that was sent is known.
 */
final class Traffic {
  private static final int LARGEST_BATCH = 6;
  private static final int POISON_OF = 20;
  private static final int NEW_BANKNOTE_OF = 10;
  private static final List<String> TOPICS =
      List.of("request", "prediction", "feedback", "training", "job", "model");

  private final PubSub pubSub;
  private final Random random;
  private final List<LabelledFeatures> banknotes = BankData.load().rest();
  private final List<SentBatch> batches = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> poison = Collections.synchronizedMap(new LinkedHashMap<>());
  private int messages;

  Traffic(StackVariables variables, long seed) {
    this.pubSub = new PubSub(variables.environment());
    this.random = new Random(seed);
  }

  /** All batches so far, in the order in which they were sent. */
  List<SentBatch> batches() {
    synchronized (batches) {
      return List.copyOf(batches);
    }
  }

  /** The ids of all messages that must become dead letters, and how many functions get each. */
  Map<String, Integer> poison() {
    synchronized (poison) {
      return Map.copyOf(poison);
    }
  }

  synchronized int messages() {
    return messages;
  }

  /** Sends a batch, and now and then some poison. */
  SentBatch send() {
    Manner[] manners = Manner.values();
    SentBatch sent =
        send(manners[random.nextInt(manners.length)], random.nextInt(NEW_BANKNOTE_OF) == 0);
    if (random.nextInt(POISON_OF) == 0) {
      String topic = TOPICS.get(random.nextInt(TOPICS.size()));
      String id = publish(topic, "rubbish".getBytes(StandardCharsets.UTF_8), Instant.now());
      poison.put(id, topic.equals("prediction") || topic.equals("model") ? 2 : 1);
    }
    return sent;
  }

  /** Sends a batch with a banknote that nobody has seen before, so that there is a training. */
  SentBatch sendNews() {
    return send(Manner.ONCE, true);
  }

  /** Rates a batch whose predictions have come. */
  void rate(SentBatch batch, List<String> predictions) {
    Instant now = Instant.now();
    switch (batch.manner()) {
      case NOT_AT_ALL, TOO_EARLY -> {}
      case ONCE, IN_PART -> publish("feedback", batch.feedback(predictions, true), now);
      case TWICE -> {
        publish("feedback", batch.feedback(predictions, true), now);
        publish("feedback", batch.feedback(predictions, true), now);
      }
      case CORRECTED -> {
        publish("feedback", batch.feedback(predictions, true), now);
        publish("feedback", batch.feedback(predictions, false), now.minusSeconds(1));
      }
      case WITH_A_STRANGER ->
          poison.put(publish("feedback", batch.feedbackWithAStranger(predictions), now), 1);
    }
  }

  private SentBatch send(Manner manner, boolean unseen) {
    List<LabelledFeatures> rows = new ArrayList<>();
    for (int i = 1 + random.nextInt(LARGEST_BATCH); i > 0; i--) {
      rows.add(banknotes.get(random.nextInt(banknotes.size())));
    }
    if (unseen) {
      Features known = rows.get(0).features();
      var features =
          new Features(
              known.variance() + random.nextDouble() / 100,
              known.skewness(),
              known.curtosis(),
              known.entropy());
      rows.set(0, new LabelledFeatures(features, rows.get(0).truth()));
    }
    var id = new UUID(random.nextLong(), random.nextLong());
    var batch = new SentBatch(id, rows, manner, Instant.now());
    if (manner == Manner.TOO_EARLY) {
      List<String> guess = rows.stream().map(row -> row.truth().word()).toList();
      publish("feedback", batch.feedback(guess, true), Instant.now());
    }
    batches.add(batch);
    publish("request", batch.request(), Instant.now());
    return batch;
  }

  private synchronized String publish(String topic, byte[] payload, Instant time) {
    messages++;
    return pubSub.publish(
        topic,
        new Message(payload, Map.of("ce-time", time.truncatedTo(ChronoUnit.MILLIS).toString())));
  }
}
