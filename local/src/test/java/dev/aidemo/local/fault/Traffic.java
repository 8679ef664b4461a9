package dev.aidemo.local.fault;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import dev.aidemo.common.banknote.BankData;
import dev.aidemo.common.banknote.Features;
import dev.aidemo.common.banknote.LabelledFeatures;
import dev.aidemo.local.fault.SentBatch.Manner;
import dev.aidemo.local.stack.StackVariables;
import dev.aidemo.operations.pubsub.PubSubClients;
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
 * Sends what clients send: batches, feedback in all manners, and poison. It bypasses the proxies,
 * so that we know what was published.
 */
final class Traffic {
  private static final int MAX_ROWS = 6;
  private static final int BATCHES_PER_POISON = 20;
  private static final int BATCHES_PER_NEW_BANKNOTE = 10;
  private static final List<String> TOPICS =
      List.of("request", "prediction", "feedback", "training", "job", "model");

  private final PubSubClients pubSub;
  private final Random random;
  private final List<LabelledFeatures> banknotes = BankData.load().rest();
  private final List<SentBatch> batches = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, Integer> poison = Collections.synchronizedMap(new LinkedHashMap<>());
  private int messages;

  Traffic(StackVariables variables, long seed) {
    this.pubSub = new PubSubClients(variables.environment());
    this.random = new Random(seed);
  }

  /** Returns all batches so far, in the order in which they were sent. */
  List<SentBatch> batches() {
    synchronized (batches) {
      return List.copyOf(batches);
    }
  }

  /** Returns the ids of messages that must be dead-lettered, and by how many functions. */
  Map<String, Integer> poison() {
    synchronized (poison) {
      return Map.copyOf(poison);
    }
  }

  synchronized int messages() {
    return messages;
  }

  /** Sends a batch, and sometimes a poison message. */
  SentBatch send() {
    Manner[] manners = Manner.values();
    SentBatch sent =
        send(
            manners[random.nextInt(manners.length)], random.nextInt(BATCHES_PER_NEW_BANKNOTE) == 0);
    if (random.nextInt(BATCHES_PER_POISON) == 0) {
      String topic = TOPICS.get(random.nextInt(TOPICS.size()));
      String id = publish(topic, "rubbish".getBytes(StandardCharsets.UTF_8), Instant.now());
      poison.put(id, topic.equals("prediction") || topic.equals("model") ? 2 : 1);
    }
    return sent;
  }

  /** Sends a batch with a new banknote, so that there is a training. */
  SentBatch sendNews() {
    return send(Manner.ONCE, true);
  }

  /** Rates the predictions of a batch. */
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
    for (int i = 1 + random.nextInt(MAX_ROWS); i > 0; i--) {
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
        PubsubMessage.newBuilder()
            .setData(ByteString.copyFrom(payload))
            .putAttributes("ce-time", time.truncatedTo(ChronoUnit.MILLIS).toString())
            .build());
  }
}
