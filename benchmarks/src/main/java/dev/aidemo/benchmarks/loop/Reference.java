package dev.aidemo.benchmarks.loop;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;

/** A topic with one subscription that does nothing, in the same Pub/Sub. */
final class Reference implements AutoCloseable {
  static final String NAME = "one publish and push";

  private static final String TOPIC = "loop-reference";

  /** As a function has. */
  private static final int OUTSTANDING = 4;

  /** How many messages share a call, as in the loop. */
  private static final int TOGETHER = 10;

  private final Broker broker;
  private final TrivialEndpoint endpoint = new TrivialEndpoint();

  Reference(Broker broker) throws IOException {
    this.broker = broker;
    broker.createTopic(TOPIC);
    broker.createSubscription(TOPIC, TOPIC, endpoint.address(), OUTSTANDING);
  }

  /** From before a message is published until it is pushed, in nanoseconds. */
  long roundTrip(byte[] payload) {
    long start = System.nanoTime();
    String id = broker.publish(TOPIC, List.of(payload)).get(0);
    return endpoint.await(id) - start;
  }

  /** How many messages a second pass, where there are always so many under way. */
  double perSecond(byte[] payload, int outstanding, int count) {
    Queue<String> pending = new ArrayDeque<>();
    List<byte[]> payloads = Collections.nCopies(TOGETHER, payload);
    long start = System.nanoTime();
    int published = 0;
    for (; published < count; published += TOGETHER) {
      pending.addAll(broker.publish(TOPIC, payloads));
      while (pending.size() > outstanding - TOGETHER) {
        endpoint.await(pending.remove());
      }
    }
    while (!pending.isEmpty()) {
      endpoint.await(pending.remove());
    }
    return published / ((System.nanoTime() - start) / 1e9);
  }

  @Override
  public void close() {
    broker.deleteSubscription(TOPIC);
    endpoint.close();
  }
}
